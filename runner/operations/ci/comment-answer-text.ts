import { commentMarker, toPlain } from '../../render/index.ts';

const LONGEST_LINE = 600;

/** What was wrong with one command. */
export interface CommentProblem {
  readonly message: string;
  readonly hint?: string | undefined;
}

/** The environment in the marker: one comment may be about several. */
const ANY_ENVIRONMENT = '*';

/** By which the answer to a comment is found again. */
export function answerMarker(comment: number): string {
  return commentMarker('answer', ANY_ENVIRONMENT, comment);
}

/** The answer to a comment of which something was not recorded. Indented, so that nothing in it is read as anything. */
export function renderCommentAnswer(
  { id, author }: { readonly id: number; readonly author: string },
  problems: readonly CommentProblem[],
): string {
  const blocks = problems.map(({ message, hint = '' }) => [message, ...hint.split('\n')].map(indent));
  return [
    answerMarker(id),
    `Of what ${code(author)} wrote, this was not carried out:`,
    ...blocks.flatMap((block) => ['', ...block.filter((line) => line !== '')]),
  ].join('\n');
}

/** The answer to somebody who may not write to the repository. */
export function renderNoRight({ id, author }: { readonly id: number; readonly author: string }): string {
  return `${answerMarker(id)}\nOnly people who may write to this repository are heard; ${code(author)} may not, so nothing was recorded.`;
}

function indent(text: string): string {
  if (text === '') return '';
  const characters = [...toPlain(text)];
  const shown = characters.length <= LONGEST_LINE ? characters : [...characters.slice(0, LONGEST_LINE), '…'];
  return `    ${shown.join('')}`;
}

/** A login; whatever is none has no place in code. */
function code(login: string): string {
  return /^[\w.[\]-]+$/u.test(login) ? `\`${login}\`` : 'somebody';
}
