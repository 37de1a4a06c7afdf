import type { Address } from '../model/index.ts';
import { toArgument } from './commands.ts';

/*
 * What people write as a comment on the forge. Spelled like the commands of a terminal, quotes included, without what the
 * place of the comment says already: environment and name of who writes.
 */

/** Lets a plan go through its brake. */
export function acknowledgeComment(digest: string): string {
  return comment('acknowledge', [digest]);
}

interface AnsweredHandoff {
  readonly address: Address;
  readonly fingerprint: string;
}

/** Without paths: everything of the handoff that is open. */
export function attestComment(
  { address, fingerprint }: AnsweredHandoff,
  paths: readonly string[] = [],
): string {
  return comment('attest', [`${address}@${fingerprint}`, ...paths]);
}

/** Answers an undo (`not-begun`) or an overdue run (`gone`). */
export function answerComment(handoff: AnsweredHandoff, answer: 'not-begun' | 'gone'): string {
  return `${attestComment(handoff)} --${answer}`;
}

/** Attests one attribute although the API shows another value. */
export function equateComment(handoff: AnsweredHandoff, path: string): string {
  return `${attestComment(handoff, [path])} --reason "WHY BOTH ARE THE SAME"`;
}

export function declineComment(address: Address): string {
  return `${comment('decline', [address])} WHY NOT`;
}

function comment(verb: string, args: readonly string[]): string {
  return ['/cai', verb, ...args.map(toArgument)].join(' ');
}
