import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A secret that stands somewhere. */
export interface SecretHit {
  readonly secret: string;
  readonly form: string;
  readonly where: string;
  readonly around: string;
}

interface Form {
  readonly secret: string;
  readonly form: string;
  readonly text: string;
}

/** Looks for secrets in every form in which they travel, and counts the bytes that it has looked through. */
export class SecretSearch {
  bytes = 0;
  readonly hits: SecretHit[] = [];
  readonly #forms: readonly Form[];

  constructor(secrets: Readonly<Record<string, string>>) {
    this.#forms = Object.entries(secrets).flatMap(([secret, value]) =>
      Object.entries(formsOf(value)).map(([form, text]) => ({ secret, form, text })),
    );
  }

  /** Searches one text. */
  search(where: string, content: string | Uint8Array): void {
    const text = Buffer.from(content).toString('latin1');
    this.bytes += content.length;
    for (const { secret, form, text: wanted } of this.#forms) {
      const at = text.indexOf(wanted);
      if (at >= 0) this.hits.push({ secret, form, where, around: text.slice(Math.max(0, at - 60), at + 60) });
    }
  }

  /** Searches every file below a folder. */
  async searchFolder(folder: string): Promise<void> {
    for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
      if (!entry.isFile()) continue;
      const path = join(entry.parentPath, entry.name);
      this.search(path, await readFile(path));
    }
  }
}

/** A piece of a secret counts as well: whoever cuts a message may cut through one. */
const PIECE = 10;

function formsOf(value: string): Readonly<Record<string, string>> {
  const pairs: readonly (readonly [string, string])[] = [
    ['plain', value],
    ['head', value.slice(0, PIECE)],
    ['tail', value.slice(-PIECE)],
    ['URL-encoded', encodeURIComponent(value)],
    ['form-encoded', new URLSearchParams([['', value]]).toString().slice(1)],
    ['JSON-escaped', JSON.stringify(value).slice(1, -1)],
    ['hex', Buffer.from(value).toString('hex')],
    // Base64 depends on what stands before: its middle is the same for one of three places.
    ...[0, 1, 2].map((before) => [`base64+${before}`, base64Core(value, before)] as const),
  ];
  return Object.fromEntries(pairs);
}

function base64Core(value: string, before: number): string {
  const text = Buffer.from('\0'.repeat(before) + value).toString('base64');
  return text.slice(4, -4);
}
