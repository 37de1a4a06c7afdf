/** Where a resource stands: `pipeline/kind/name`, e.g. `account-upgrade/connection/scores`. Never changes but by `moved`. */
export type Address = string;

/** Fingerprint of one object of an address: a hash of its immutable attributes, with `#n` for the n-th recurrence. */
export type Fingerprint = string;

/** One particular object of an address: `address~fp`. */
export type ObjectAddress = string;

export interface AddressParts {
  readonly pipeline: string;
  readonly kind: string;
  readonly name: string;
}

const SEGMENT = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/;

/** Joins the three parts of an address. */
export function formatAddress(pipeline: string, kind: string, name: string): Address {
  return `${pipeline}/${kind}/${name}`;
}

/** Splits an address, or returns undefined where the text is none. */
export function parseAddress(text: string): AddressParts | undefined {
  const [pipeline, kind, name, ...rest] = text.split('/');
  if (pipeline === undefined || kind === undefined || name === undefined || rest.length > 0) return undefined;
  return [pipeline, kind, name].every((part) => SEGMENT.test(part)) ? { pipeline, kind, name } : undefined;
}

/** The kind slug within an address; the address must be well formed. */
export function kindOf(address: Address): string {
  return address.split('/')[1] ?? '';
}

/** Names one object of an address. */
export function formatObjectAddress(address: Address, fp: Fingerprint): ObjectAddress {
  return `${address}~${fp}`;
}

/** Splits `address~fp`; a plain address has no `fp`. */
export function parseObjectAddress(text: string): { readonly address: Address; readonly fp?: Fingerprint } {
  const at = text.indexOf('~');
  return at < 0 ? { address: text } : { address: text.slice(0, at), fp: text.slice(at + 1) };
}

/** Whether an address matches a pattern of the environment's `allowDelete`: `*` stands for any run within one part, `**` for anything. */
export function matchesAddressPattern(address: Address, pattern: string): boolean {
  if (pattern === '**' || pattern === address) return true;
  const parts = address.split('/');
  const wanted = pattern.split('/');
  if (wanted.at(-1) === '**') {
    return wanted.slice(0, -1).every((part, index) => matchesPart(parts[index] ?? '', part));
  }
  return (
    wanted.length === parts.length && wanted.every((part, index) => matchesPart(parts[index] ?? '', part))
  );
}

/** Matches one part without a regular expression, so that a pattern can never blow up. */
function matchesPart(text: string, pattern: string): boolean {
  const pieces = pattern.split('*');
  const first = pieces[0] ?? '';
  const last = pieces.at(-1) ?? '';
  if (pieces.length === 1) return text === pattern;
  if (!text.startsWith(first) || !text.endsWith(last) || text.length < first.length + last.length)
    return false;
  let from = first.length;
  for (const piece of pieces.slice(1, -1)) {
    const at = text.indexOf(piece, from);
    if (at < 0) return false;
    from = at + piece.length;
  }
  return from <= text.length - last.length;
}
