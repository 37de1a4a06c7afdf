import { problemsOf } from './check.ts';
import { type Command, perform } from './commands.ts';
import { finish } from './finish.ts';
import { build, quiesce } from './quiesce.ts';
import { Session } from './session.ts';

/** Where a walk begins, and what happens in it. */
export interface Walk {
  readonly isBuilt: boolean;
  readonly commands: readonly Command[];
}

/** Walks, lets everything come to rest, does what the rest asks for, and returns what is wrong then. */
export async function walkOnce(
  walk: Walk,
): Promise<{ readonly session: Session; readonly problems: readonly string[] }> {
  const session = new Session();
  if (walk.isBuilt) await build(session);
  for (const command of walk.commands) await perform(session, command);
  const rest = await quiesce(session);
  const problems = problemsOf(session, rest);
  if (problems.length > 0) return { session, problems };
  return { session, problems: problemsOf(session, await finish(session, rest), true) };
}
