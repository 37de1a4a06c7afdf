import { type Backend, type Lock, LockHeldError, RunnerError } from '../../model/index.ts';
import { toPlain } from '../../render/index.ts';
import type { CommandIo } from '../io.ts';

/** How long a job waits for the one that is at work. */
const PATIENCE_MINUTES = 10;
const ASK_AGAIN_MS = 5_000;

/**
 * A backend whose lock is waited for. Jobs of a workflow come close after each other, and each has something to do that no other does:
 * one that gave up at once would have to be started again by a person.
 */
export function waitForLock(
  backend: Backend,
  { clock, signal, stderr }: Pick<CommandIo, 'clock' | 'signal' | 'stderr'>,
): Backend {
  const pause = async (until: number): Promise<void> => {
    try {
      await clock.sleep(Math.min(ASK_AGAIN_MS, until - clock.now().getTime()), signal);
    } catch (error) {
      if (!signal.aborted) throw error;
      const message = 'interrupted while waiting for the lock; nothing was done';
      throw new RunnerError({ code: 'interrupted', message, exitCode: 130 });
    }
  };
  const lock = async (operation: string, by: string): Promise<Lock> => {
    const until = clock.now().getTime() + PATIENCE_MINUTES * 60_000;
    for (let isTold = false; ; isTold = true) {
      try {
        return await backend.lock(operation, by);
      } catch (error) {
        if (!(error instanceof LockHeldError) || clock.now().getTime() >= until) throw error;
        const told = `${error.message}. Waiting for it, at most ${PATIENCE_MINUTES} minutes.`;
        if (!isTold) stderr.write(`${toPlain(told)}\n`);
        await pause(until);
      }
    }
  };
  return {
    lock,
    read: async () => await backend.read(),
    holder: async () => await backend.holder(),
    history: async (limit) => await backend.history(limit),
    unlock: async () => await backend.unlock(),
  };
}
