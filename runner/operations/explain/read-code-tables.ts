import type { CodeMeaning } from '../../model/index.ts';

/** One row of a table of codes. */
export interface CodeRow extends CodeMeaning {
  readonly codes: readonly string[];
}

/**
 * The tables of codes of `docs/troubleshooting.md`, which is where codes of errors are documented. A table counts by its head: `code`
 * under "Diagnostics" or "Errors", `number` for what a service of Adobe answers.
 */
export function readCodeTables(markdown: string): readonly CodeRow[] {
  const rows: CodeRow[] = [];
  let chapter = '';
  let section = '';
  let head: readonly string[] = [];
  for (const line of markdown.split(/\r?\n/u)) {
    const [, level, title] = /^(##|###) (.+)$/u.exec(line) ?? [];
    if (title !== undefined) [chapter, section] = level === '##' ? [title, title] : [chapter, title];
    if (!line.startsWith('|')) {
      head = [];
      continue;
    }
    const cells = cellsOf(line);
    if (head.length === 0) head = cells;
    else rows.push(...rowOf(head, cells, { chapter, section }));
  }
  return rows;
}

function rowOf(
  head: readonly string[],
  cells: readonly string[],
  { chapter, section }: { readonly chapter: string; readonly section: string },
): readonly CodeRow[] {
  const [first = ''] = cells;
  const isNumber = head[0] === 'number';
  const codes = isNumber ? namesIn(first, /\d{3,}/gu) : namesIn(first, /(?<=`)[a-z][a-z0-9-]*(?=`)/gu);
  const text = plainOf(cells.at(-1) ?? '');
  if (codes.length === 0 || text === '') return [];
  const type = isNumber ? 'answer' : chapter === 'Diagnostics' ? 'diagnostic' : 'error';
  const exit = head.indexOf('exit');
  return [{ codes, type, section, text, ...(exit < 0 ? {} : { exit: plainOf(cells[exit] ?? '') }) }];
}

function cellsOf(line: string): readonly string[] {
  return line
    .split(/(?<!\\)\|/u)
    .slice(1, -1)
    .map((cell) => cell.trim().replaceAll('\\|', '|'));
}

function namesIn(text: string, pattern: RegExp): readonly string[] {
  return [...text.matchAll(pattern)].map(([name]) => name);
}

/** Markdown of one cell as a terminal shows it: links name their page, marks of code and stress go. */
function plainOf(cell: string): string {
  return cell
    .replaceAll(/\[([^[\]]*)\]\(([^()]*)\)/gu, '$1 (docs/$2)')
    .replaceAll(/[`*]/gu, '')
    .trim();
}
