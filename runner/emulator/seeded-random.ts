import { createHash } from 'node:crypto';

/** FNV-1a with a final mix: the same 32 bits for the same text, on every machine. */
export function getHash32(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return mixBits(hash);
}

/** A number in [0, 1) that depends on nothing but the text. */
export function getUniform(text: string): number {
  return getHash32(text) / 4_294_967_296;
}

/** As {@link getUniform}, for the inner loops: integers in, no strings made. */
export function getUniformOf(seed: number, first: number, second: number, third: number): number {
  let hash = mixBits(seed ^ Math.imul(first + 1, 0x9e3779b1));
  hash = mixBits(hash ^ Math.imul(second + 1, 0x85ebca6b));
  hash = mixBits(hash ^ Math.imul(third + 1, 0xc2b2ae35));
  return hash / 4_294_967_296;
}

/** `length` hexadecimal digits that depend on nothing but the text. */
export function getHexDigest(text: string, length: number): string {
  return createHash('sha256').update(text).digest('hex').slice(0, length);
}

/** 32 hexadecimal digits that depend on nothing but the text, by a digest that DuckDB works out fast. */
export function getMd5(text: string): string {
  return createHash('md5').update(text).digest('hex');
}

/** A standard normal number from two uniforms (Box–Muller). */
export function getNormal(text: string): number {
  const radius = Math.sqrt(-2 * Math.log(1 - getUniform(`${text}/r`)));
  return radius * Math.cos(2 * Math.PI * getUniform(`${text}/a`));
}

function mixBits(value: number): number {
  let mixed = value;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x7feb352d);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x846ca68b);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
