import { toPlain, toPlainLines } from './plain-text.ts';
import { createPaint, type Style } from './style.ts';
import { wrapLines } from './wrap.ts';

/** Why a command failed as a whole: the message, what to do, and the code that scripts look for. Ends its line. */
export function renderFailure(
  failure: { readonly message: string; readonly hint?: string; readonly code: string },
  style: Style,
): string {
  const { red } = createPaint(style);
  const lines = wrapLines(toPlainLines(failure.message), style, '  ');
  const [first = '', ...rest] = lines;
  const hint = failure.hint === undefined ? [] : wrapLines(toPlainLines(failure.hint), style, '  ');
  return `${[`${red(`error[${toPlain(failure.code)}]`)} ${first.trimStart()}`, ...rest, ...hint].join('\n')}\n`;
}
