/** What must never reach a terminal, line ends apart. */
const UNPRINTABLE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what must never come out
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/u;

/** Throws where a finished text would make a terminal do something. */
export function assertPrintable(text: string): void {
  const at = text.search(UNPRINTABLE);
  if (at >= 0) throw new Error(`unprintable: ${JSON.stringify(text.slice(Math.max(0, at - 40), at + 40))}`);
}
