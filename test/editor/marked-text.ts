import type { EditorDiagnostic, Position } from './language-client.ts';

/** Where the cursor is in a text. */
export const CURSOR = '¦';

/** A text without its cursor, and where that was. */
export function takeCursor(marked: string): { readonly text: string; readonly position: Position } {
  const at = marked.indexOf(CURSOR);
  if (at < 0) throw new Error('no cursor in the text');
  const before = marked.slice(0, at).split('\n');
  const position = { line: before.length - 1, character: (before.at(-1) ?? '').length };
  return { text: `${marked.slice(0, at)}${marked.slice(at + CURSOR.length)}`, position };
}

/** What an editor underlines: a part of one line. */
export function underlined(text: string, { range }: EditorDiagnostic): string {
  const { start, end } = range;
  if (start.line !== end.line) throw new Error('underlines more than one line');
  return (text.split('\n')[start.line] ?? '').slice(start.character, end.character);
}

/** The text with each part replaced; every part must be there, and the first one counts. */
export function edit(text: string, changes: readonly (readonly [from: string, to: string])[]): string {
  return changes.reduce((edited, [from, to]) => {
    if (!edited.includes(from)) throw new Error(`not in the text: ${from}`);
    return edited.replace(from, () => to);
  }, text);
}
