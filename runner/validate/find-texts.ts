import type { DocumentPath } from '../model/index.ts';

/** A text of a document: a key, or a value. */
export interface TextPlace {
  readonly path: DocumentPath;
  readonly part: 'key' | 'value';
  readonly text: string;
}

type Matches = (text: string, part: 'key' | 'value', path: DocumentPath) => boolean;

/** The keys and texts of plain data that match, in order. The path given to `matches` holds for that call only. */
export function findTexts(value: unknown, matches: Matches): readonly TextPlace[] {
  const found: TextPlace[] = [];
  visit(value, [], (text, part, path) => {
    if (matches(text, part, path)) found.push({ text, part, path: [...path] });
  });
  return found;
}

type Visit = (text: string, part: 'key' | 'value', path: DocumentPath) => void;

/** One path for the whole walk: every document is walked several times, and hardly any text is of interest. */
function visit(value: unknown, path: (string | number)[], onText: Visit): void {
  if (typeof value === 'string') {
    onText(value, 'value', path);
    return;
  }
  if (value === null || typeof value !== 'object') return;
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) visitMember(item, index, path, onText);
    return;
  }
  for (const key of Object.keys(value)) {
    path.push(key);
    onText(key, 'key', path);
    path.pop();
    visitMember((value as Record<string, unknown>)[key], key, path, onText);
  }
}

function visitMember(value: unknown, step: string | number, path: (string | number)[], onText: Visit): void {
  path.push(step);
  visit(value, path, onText);
  path.pop();
}
