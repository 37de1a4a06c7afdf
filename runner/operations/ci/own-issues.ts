import type { ForgeIssue } from '../../model/index.ts';
import { findMarked, type IssueText } from '../../render/index.ts';

/** Issues that begin with a marker and that we wrote: a marker that somebody else copied is no claim. Open ones first. */
export function findOwnIssues(
  issues: readonly ForgeIssue[],
  marker: string,
  login: string,
): readonly ForgeIssue[] {
  const own = findMarked(issues, marker).filter(({ author }) => author === login);
  return [...own.filter(({ isOpen }) => isOpen), ...own.filter(({ isOpen }) => !isOpen).reverse()];
}

/**
 * Whether an issue says a text already. The page of the run that wrote it differs in every run and is not compared; boxes that
 * people ticked stay ticked while nothing else changes.
 */
export function isSaidBy({ title, body }: Pick<ForgeIssue, 'title' | 'body'>, text: IssueText): boolean {
  if (title !== text.title) return false;
  const [lines, wanted] = [toLines(body), toLines(text.body)];
  return (
    lines.length === wanted.length &&
    lines.every((line, index) => line === wanted[index] || untick(line) === wanted[index])
  );
}

function toLines(body: string): readonly string[] {
  return body
    .replaceAll('\r\n', '\n')
    .trimEnd()
    .split('\n')
    .map((line) => line.replace(/\/actions\/runs\/\d+/gu, '/actions/runs/0'));
}

function untick(line: string): string {
  return line.replace(/^- \[[xX]\]/u, '- [ ]');
}
