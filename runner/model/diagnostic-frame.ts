import type { SourceRange } from './diagnostic.ts';

const CONTEXT = 2;
const MAX_WIDTH = 160;
const TAB = '    ';

/**
 * The lines around a range, the start underlined: a file's lines in, text of several lines out. Characters that a
 * terminal would obey are shown as escapes; long lines are cut around the range.
 */
export function codeFrame(lines: readonly string[], range: SourceRange): string {
  const target = range.start.line;
  const first = Math.max(1, target - CONTEXT);
  const last = Math.min(Math.max(lines.length, target), target + 1);
  const width = String(last).length;
  const skip = cutBefore(lines[target - 1] ?? '', range.start.column);
  const frame: string[] = [];
  for (let number = first; number <= last; number += 1) {
    const text = lines[number - 1] ?? '';
    const marker = number === target ? '>' : ' ';
    frame.push(`${marker} ${String(number).padStart(width)} | ${showPart(text, skip)}`.trimEnd());
    if (number === target) frame.push(`  ${' '.repeat(width)} | ${underline(text, range, skip)}`);
  }
  return frame.join('\n');
}

/** How many characters to leave out on the left so that the range is in sight. */
function cutBefore(text: string, column: number): number {
  return text.length > MAX_WIDTH && column > MAX_WIDTH / 2 ? column - MAX_WIDTH / 2 : 0;
}

function showPart(text: string, skip: number): string {
  const rest = text.slice(skip);
  const part = rest.length > MAX_WIDTH ? `${rest.slice(0, MAX_WIDTH)}…` : rest;
  return (skip > 0 ? '…' : '') + showText(part);
}

function underline(text: string, range: SourceRange, skip: number): string {
  const from = Math.max(0, range.start.column - 1 - skip);
  const until = range.end.line === range.start.line ? range.end.column - 1 - skip : text.length - skip;
  const shown = text.slice(skip, skip + MAX_WIDTH);
  const before = displayWidth(showText(shown.slice(0, from))) + (skip > 0 ? 1 : 0);
  const marked = displayWidth(showText(shown.slice(from, Math.max(until, from))));
  return ' '.repeat(before) + '^'.repeat(Math.max(1, marked));
}

/** Text as it may be printed: tabs widened, control and direction characters as escapes. */
function showText(text: string): string {
  let shown = '';
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (character === '\t') shown += TAB;
    else if (isUnprintable(code)) shown += `\\u${code.toString(16).toUpperCase().padStart(4, '0')}`;
    else shown += character;
  }
  return shown;
}

function isUnprintable(code: number): boolean {
  return (
    code < 0x20 ||
    (code >= 0x7f && code <= 0x9f) ||
    (code >= 0x200b && code <= 0x200f) ||
    (code >= 0x2028 && code <= 0x202e) ||
    (code >= 0x2066 && code <= 0x2069) ||
    (code >= 0xd800 && code <= 0xdfff) ||
    code === 0xfeff
  );
}

/** Columns that a terminal needs: 2 for East Asian wide characters and emoji, 0 for combining marks. */
function displayWidth(text: string): number {
  let width = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code >= 0x300 && code <= 0x36f) continue;
    width += isWide(code) ? 2 : 1;
  }
  return width;
}

function isWide(code: number): boolean {
  return (
    (code >= 0x1100 && code <= 0x115f) ||
    (code >= 0x2e80 && code <= 0xa4cf) ||
    (code >= 0xac00 && code <= 0xd7a3) ||
    (code >= 0xf900 && code <= 0xfaff) ||
    (code >= 0xfe30 && code <= 0xfe6f) ||
    (code >= 0xff00 && code <= 0xff60) ||
    (code >= 0x1f300 && code <= 0x1faff) ||
    (code >= 0x20000 && code <= 0x3fffd)
  );
}
