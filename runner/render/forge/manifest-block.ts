import { deflateRawSync, inflateRawSync } from 'node:zlib';
import {
  checkShape,
  countShape,
  type Manifest,
  manifestShape,
  objectOf,
  type Shape,
  sha256,
  textShape,
} from '../../model/index.ts';

/*
 * A manifest travels in the comment that people read, behind what they see: the program that applies must not read it out of
 * prose. It is taken from comments, so nothing of it is trusted: whoever decodes it compares the digest with the reviewed one.
 */

/** What stands before the data of one part, as JSON. */
interface PartHeader {
  readonly environment: string;
  readonly digest: string;
  readonly part: number;
  readonly parts: number;
  /** Hash of all parts together, so that parts of two writings are never mixed. */
  readonly whole: string;
}

const headerShape: Shape<PartHeader> = objectOf<PartHeader>({
  environment: textShape,
  digest: textShape,
  part: countShape,
  parts: countShape,
  whole: textShape,
});

const BEGIN = '<!-- cai:manifest {';
const END = ' -->';
/** More text than this is no manifest: a hundred thousand lines have about as much. */
const LARGEST = 8 * 1024 * 1024;
const MOST_PARTS = 1000;

/**
 * A manifest as hidden HTML comments, none longer than `limit`. A limit below what the header takes is not kept: such a block
 * holds one character of data.
 */
export function encodeManifest(manifest: Manifest, environment: string, limit: number): readonly string[] {
  const { versions, lines, digest } = manifest;
  const data = deflateRawSync(JSON.stringify({ versions, lines, digest }), { level: 9 }).toString('base64');
  const whole = sha256(data).slice(0, 32);
  const header = { environment, digest, part: MOST_PARTS, parts: MOST_PARTS, whole };
  const room = Math.max(1, limit - blockOf(header, '').length);
  const parts = Math.ceil(data.length / room);
  return Array.from({ length: parts }, (_, index) =>
    blockOf({ ...header, part: index + 1, parts }, data.slice(index * room, (index + 1) * room)),
  );
}

/** The manifest of an environment with a digest, from comments in any order; undefined where any of it is missing or damaged. */
export function decodeManifest(
  bodies: readonly string[],
  environment: string,
  digest: string,
): Manifest | undefined {
  const writings = new Map<string, Map<number, string>>();
  for (const { header, data } of bodies.flatMap(blocksOf)) {
    if (header.environment !== environment || header.digest !== digest) continue;
    const key = `${header.parts} ${header.whole}`;
    const found = writings.get(key) ?? new Map<number, string>();
    writings.set(key, found.set(header.part, data));
  }
  for (const [key, found] of writings) {
    const manifest = manifestOf(key, found);
    if (manifest?.digest === digest) return manifest;
  }
  return undefined;
}

/** Nothing of a name can end the comment: what could is written as JSON escapes. */
function blockOf(header: PartHeader, data: string): string {
  const json = JSON.stringify(header).replace(
    /[<>&\u007f-\uffff]/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return `<!-- cai:manifest ${json} ${data}${END}`;
}

interface ManifestPart {
  readonly header: PartHeader;
  readonly data: string;
}

function blocksOf(body: string): readonly ManifestPart[] {
  const parts: ManifestPart[] = [];
  for (let from = body.indexOf(BEGIN); from >= 0; from = body.indexOf(BEGIN, from + 1)) {
    const to = body.indexOf(END, from);
    if (to < 0) break;
    const part = partOf(body.slice(from + BEGIN.length - 1, to));
    if (part !== undefined) parts.push(part);
  }
  return parts;
}

function partOf(text: string): ManifestPart | undefined {
  const at = text.lastIndexOf(' ');
  const header = parseJson(text.slice(0, at));
  const data = text.slice(at + 1);
  if (checkShape(headerShape, header) !== undefined || !/^[A-Za-z0-9+/]+={0,2}$/u.test(data))
    return undefined;
  const { part, parts } = header as PartHeader;
  const isCounted = part >= 1 && part <= parts && parts <= MOST_PARTS;
  return isCounted ? { header: header as PartHeader, data } : undefined;
}

function manifestOf(key: string, found: ReadonlyMap<number, string>): Manifest | undefined {
  const [parts, whole] = key.split(' ');
  if (found.size !== Number(parts)) return undefined;
  const data = [...found]
    .sort(([a], [b]) => a - b)
    .map(([, part]) => part)
    .join('');
  if (sha256(data).slice(0, 32) !== whole) return undefined;
  const manifest = parseJson(inflate(data));
  return checkShape(manifestShape, manifest) === undefined ? (manifest as Manifest) : undefined;
}

function inflate(data: string): string {
  try {
    return inflateRawSync(Buffer.from(data, 'base64'), { maxOutputLength: LARGEST }).toString('utf8');
  } catch {
    return '';
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
