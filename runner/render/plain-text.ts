/*
 * Text from YAML and from Adobe is hostile: it may hold sequences that a terminal obeys, letters that turn the reading
 * direction, or line ends that forge a line of ours. Everything printed passes through here, and nothing else decides.
 */

/** First and last code point of each range that is never printed as it is. */
const RANGES: readonly (readonly [number, number])[] = [
  [0x00, 0x1f], // control characters
  [0x7f, 0x9f],
  [0xad, 0xad], // soft hyphen
  [0x61c, 0x61c], // Arabic letter mark
  [0x180e, 0x180e],
  [0x200b, 0x200f], // zero width, direction marks
  [0x2028, 0x202e], // line separators, direction embeddings and overrides
  [0x2060, 0x206f], // word joiner, direction isolates
  [0xd800, 0xdfff], // lone surrogates
  [0xfeff, 0xfeff],
  [0xfff9, 0xfffb],
  [0xe0000, 0xe007f], // tags
];

const CLASS = RANGES.map(([first, last]) => `\\u{${first.toString(16)}}-\\u{${last.toString(16)}}`).join('');
const INVISIBLE = new RegExp(`[${CLASS}]`, 'gu');

const NAMED: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** A text on one line, every character that is not shown as itself written as an escape. */
export function toPlain(text: string): string {
  return text.replace(INVISIBLE, (character) => NAMED[character] ?? escapeOf(character));
}

/** The same for text that may have several lines: its line ends stay, tabs become spaces. */
export function toPlainLines(text: string): readonly string[] {
  return text.split(/\r\n|\n/u).map((line) => toPlain(line.replaceAll('\t', '    ')));
}

/** Finished JSON text, made safe for a terminal that shows it: equal after parsing. */
export function toPlainJson(json: string): string {
  return json.replace(INVISIBLE, (character) => (character === '\n' ? character : jsonEscapeOf(character)));
}

function escapeOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const hex = code.toString(16).toUpperCase();
  return code > 0xffff ? `\\u{${hex}}` : `\\u${hex.padStart(4, '0')}`;
}

/** JSON knows no code points above 16 bits: those are written as their two halves. */
function jsonEscapeOf(character: string): string {
  let escaped = '';
  for (let index = 0; index < character.length; index += 1) {
    escaped += `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`;
  }
  return escaped;
}
