const REPLACEMENT = '[redacted]';
/** Shorter values, such as those of the emulator, may be words; Adobe's are longer. */
const SHORTEST_IN_DATA = 16;

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
  readonly #secrets = new Spellings();
  readonly #credentials = new Spellings();

  /** Makes a value secret from now on. Empty values are ignored: replacing them would destroy every text. */
  register(...secrets: readonly (string | undefined)[]): void {
    for (const secret of secrets) this.#secrets.add(secret);
  }

  /** Makes a value secret that nobody chose: long and random, so that it is taken out of data too. */
  registerCredential(credential: string): void {
    this.#secrets.add(credential);
    if (credential.length >= SHORTEST_IN_DATA) this.#credentials.add(credential);
  }

  /** The text without any secret. */
  redact(text: string): string {
    let clean = this.#secrets.replace(text);
    for (const shape of SECRET_SHAPES) clean = clean.replace(shape, REPLACEMENT);
    return clean;
  }

  /**
   * A text of somebody's data without credentials. All else stays, whatever it looks like: decisions are made on data, and what a
   * person chose as a password may be a word.
   */
  redactData(text: string): string {
    return this.#credentials.replace(text);
  }
}

/** Secrets in all their forms. */
class Spellings {
  readonly #forms = new Set<string>();
  #longestFirst: readonly string[] | undefined;

  add(secret: string | undefined): void {
    if (secret === undefined || secret.trim() === '') return;
    for (const form of spell(secret)) this.#forms.add(form);
    this.#longestFirst = undefined;
  }

  replace(text: string): string {
    this.#longestFirst ??= [...this.#forms].sort((a, b) => b.length - a.length);
    let clean = text;
    for (const form of this.#longestFirst) clean = clean.replaceAll(form, REPLACEMENT);
    return clean;
  }
}

function spell(secret: string): readonly string[] {
  const inJson = JSON.stringify(secret).slice(1, -1);
  return [
    secret,
    encodeURIComponent(secret),
    new URLSearchParams([['', secret]]).toString().slice(1),
    inJson,
    inJson.replaceAll('/', '\\/'),
    Buffer.from(secret).toString('base64'),
    Buffer.from(secret).toString('base64url'),
  ];
}
