import { createHash } from 'node:crypto';
import { canonicalJson, type JsonValue } from './json.ts';

/** SHA-256 of a text, as 64 hexadecimal digits. */
export function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

/** The first 128 bits of the SHA-256 of a value's canonical JSON: 32 hexadecimal digits. */
export function hash128(value: JsonValue): string {
  return sha256(canonicalJson(value)).slice(0, 32);
}
