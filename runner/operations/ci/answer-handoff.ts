import { RunnerError } from '../../model/index.ts';
import { handoffFingerprint } from '../../plan/index.ts';
import { attest, decline } from '../handoffs.ts';
import type { CommentProblem } from './comment-answer-text.ts';
import type { CommentCommand } from './comment-command.ts';
import { type AnsweringEnvironment, type FoundEnvironment, findEnvironments } from './find-environment.ts';
import { isRecorded, type Said } from './recorded-word.ts';

/** A command that answers a handoff. */
export type HandoffCommand = Extract<CommentCommand, { type: 'attest' | 'decline' }>;

/**
 * Records what a comment says of a handoff, in the name of its author. What the state holds already is as good as recorded.
 * Returns what is wrong with it; throws what has nothing to do with it.
 */
export async function answerHandoff(
  environments: readonly AnsweringEnvironment[],
  command: HandoffCommand,
  said: Said,
): Promise<CommentProblem | undefined> {
  const found = await findEnvironments(environments, command);
  const [first] = found;
  if (first === undefined) return await answerNowhere(environments, command, said);
  if (command.type === 'decline' && isRecorded(first.state, command, said)) return undefined;
  const problem = command.type === 'decline' ? checkUnnamed(found, command, said) : undefined;
  if (problem !== undefined) return problem;
  try {
    await first.environment.withSession(async (session, desired) => {
      const { author: by } = said;
      if (command.type === 'attest') await attest(session, desired, { ...command, by, asserted: false });
      else await decline(session, desired, { ...command, by, asserted: false });
    });
    return undefined;
  } catch (error) {
    if (!(error instanceof RunnerError) || !error.code.startsWith('handoff-')) throw error;
    const state = await first.environment.readState();
    return isRecorded(state, command, said) ? undefined : { message: error.message, hint: error.hint };
  }
}

async function answerNowhere(
  environments: readonly AnsweringEnvironment[],
  command: HandoffCommand,
  said: Said,
): Promise<CommentProblem | undefined> {
  for (const { readState } of environments) {
    if (isRecorded(await readState(), command, said)) return undefined;
  }
  const names = environments.map(({ name }) => name).join(', ');
  return { message: `${command.address} has no open handoff`, hint: `Looked for in: ${names || 'none'}.` };
}

/** Without a fingerprint the open handoff is meant: the one there was when the comment was written, and only one. */
function checkUnnamed(
  found: readonly FoundEnvironment[],
  { address, fingerprint }: Extract<HandoffCommand, { type: 'decline' }>,
  { createdAt }: Said,
): CommentProblem | undefined {
  if (fingerprint !== undefined) return undefined;
  const handoffs = found.flatMap((one) => one.handoffs);
  const names = handoffs.map((handoff) => `${address}@${handoffFingerprint(handoff)}`).join(', ');
  const hint = `Name the one that is meant: ${names}`;
  if (found.length > 1) return { message: `${address} has open handoffs in several environments`, hint };
  const isLater = handoffs.some(
    ({ askedAt, openedAt }) => Date.parse(askedAt ?? openedAt) > Date.parse(createdAt) + 1000,
  );
  return isLater ? { message: `${address} was asked for after this comment was written`, hint } : undefined;
}
