const REPLACEMENT = '[redacted]';
const SHORTEST_IN_DATA = 8;

/** Headers whose value is never shown, whatever it is. */
const SECRET_HEADERS: ReadonlySet<string> = new Set([
  'authorization',
  'cookie',
  'proxy-authorization',
  'set-cookie',
  'x-api-key',
  'x-user-auth',
]);

/** What looks like a credential although nobody registered it: bearer tokens, JSON web tokens, tokens of GitHub. */
const SECRET_SHAPES: readonly RegExp[] = [
  /\bBearer\s+[\w.~+/=-]+/gi,
  /\beyJ[\w-]{8,}\.[\w-]+\.[\w-]*/g,
  /\b(?:gh[oprsu]_|github_pat_)\w{16,}/g,
];

/**
 * Takes secrets out of any text. Made once by `cli/compose.ts` and given to whatever writes or throws.
 *
 * Registered values are replaced in every form in which they travel: plain, URL-encoded, inside a JSON string, base64.
 */
export class Redactor {
  readonly #forms = new Set<string>();
  #longestFirst: readonly string[] | undefined;

  /** Makes a value secret from now on. Empty values are ignored: replacing them would destroy every text. */
  register(...secrets: readonly (string | undefined)[]): void {
    for (const secret of secrets) {
      if (secret === undefined || secret.trim() === '') continue;
      for (const form of spellings(secret)) this.#forms.add(form);
    }
    this.#longestFirst = undefined;
  }

  /** The text without any secret. */
  redact(text: string): string {
    let clean = this.#replace(text, 1);
    for (const shape of SECRET_SHAPES) clean = clean.replace(shape, REPLACEMENT);
    return clean;
  }

  /** Data without registered secrets. What only looks like one stays, and so do very short ones, which any data may hold. */
  redactData(text: string): string {
    return this.#replace(text, SHORTEST_IN_DATA);
  }

  #replace(text: string, shortest: number): string {
    this.#longestFirst ??= [...this.#forms].sort((a, b) => b.length - a.length);
    let clean = text;
    for (const form of this.#longestFirst) {
      if (form.length >= shortest) clean = clean.replaceAll(form, REPLACEMENT);
    }
    return clean;
  }

  /** The headers as they may be shown. */
  redactHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
    return Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [
        name,
        SECRET_HEADERS.has(name.toLowerCase()) ? REPLACEMENT : this.redact(value),
      ]),
    );
  }
}

function spellings(secret: string): readonly string[] {
  return [
    secret,
    encodeURIComponent(secret),
    new URLSearchParams([['', secret]]).toString().slice(1),
    JSON.stringify(secret).slice(1, -1),
    Buffer.from(secret).toString('base64'),
    Buffer.from(secret).toString('base64url'),
  ];
}
