import { toPlain, toPlainLines } from './plain-text.ts';
import { createPaint, type Style } from './style.ts';
import { wrap, wrapLines } from './wrap.ts';

/** Why a command failed as a whole: the message, what to do, and the code that scripts look for. Ends its line. */
export function renderFailure(
  failure: { readonly message: string; readonly hint?: string; readonly code: string },
  style: Style,
): string {
  const { red } = createPaint(style);
  const code = `error[${toPlain(failure.code)}]`;
  const [message = '', ...more] = toPlainLines(failure.message);
  const [first = '', ...rest] = wrap(`${code} ${message}`, style, { first: '', rest: '  ' });
  const painted = first.startsWith(code) ? `${red(code)}${first.slice(code.length)}` : first;
  const hint = failure.hint === undefined ? [] : toPlainLines(failure.hint);
  return `${[painted, ...rest, ...wrapLines([...more, ...hint], style, '  ')].join('\n')}\n`;
}
