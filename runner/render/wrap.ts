import { displayWidth } from './display-width.ts';
import type { Style } from './style.ts';

/** Prose wider than this is hard to read, however wide the terminal. */
const READABLE = 100;
const NARROWEST = 40;

/** Breaks one line of text at spaces. A word that is too long stays whole: it may be an address or a command to copy. */
export function wrap(
  text: string,
  style: Style,
  margins: { readonly first: string; readonly rest?: string },
): string[] {
  const limit = Math.max(NARROWEST, Math.min(style.width, READABLE));
  const rest = margins.rest ?? ' '.repeat(displayWidth(margins.first));
  const lines: string[] = [];
  let line = margins.first;
  let empty = true;
  for (const word of text.split(' ')) {
    if (!empty && displayWidth(line) + 1 + displayWidth(word) > limit) {
      lines.push(line.trimEnd());
      line = rest;
      empty = true;
    }
    line += empty ? word : ` ${word}`;
    empty = false;
  }
  return [...lines, line.trimEnd()];
}

/** Wraps several lines, each on its own. */
export function wrapLines(lines: readonly string[], style: Style, margin: string): string[] {
  return lines.flatMap((line) => (line === '' ? [''] : wrap(line, style, { first: margin })));
}
