import { formatMinute, LockHeldError, type LockHolder, RunnerError } from '../model/index.ts';

/** Says who holds the lock, and what to do when that one is known to be gone. */
export function makeHeldError(holder: LockHolder, environment: string): LockHeldError {
  return new LockHeldError({
    message: `${holder.by} holds the lock since ${formatMinute(holder.since)}: ${holder.operation} on ${holder.host}, process ${holder.pid}`,
    holder,
    hint: `Wait until it ends. If you know that it is gone: cai state unlock --env ${environment}`,
  });
}

/** Says that a lock is not removed from under a process that is at work here. */
export function makeAliveError(holder: LockHolder): LockHeldError {
  return new LockHeldError({
    message: `${holder.by} holds the lock since ${formatMinute(holder.since)}: ${holder.operation}, process ${holder.pid}, which runs on this machine now`,
    holder,
    hint: `Wait until it ends, or end it with Ctrl-C or kill ${holder.pid}: it records what is in flight. Then the lock is free. Nothing was removed.`,
  });
}

/** Says that there is a lock that does not say whose it is: half written, or damaged. */
export function makeUnreadableLockError(file: string, environment: string): LockHeldError {
  return new LockHeldError({
    message: `${file} is a lock, and does not say who holds it: somebody takes it at this moment, or died while taking it`,
    holder: { operation: 'unknown', by: 'unknown', host: 'unknown', pid: 0, since: 'unknown' },
    hint: `Try again: one that nobody touches for two minutes is taken over. If you know that its holder is gone: cai state unlock --env ${environment}`,
  });
}

/** Says that a lock is no longer held, and who has it now, if anybody does. */
export function makeLostError(successor: Pick<LockHolder, 'by' | 'since'> | undefined): RunnerError {
  return lockLost(
    successor === undefined
      ? 'the lock is no longer held: it was released, or removed by hand'
      : `the lock was taken over by ${successor.by} since ${formatMinute(successor.since)}`,
  );
}

/** A lock that was lost, and how that came. */
export function lockLost(message: string): RunnerError {
  return new RunnerError({
    code: 'lock-lost',
    message,
    hint: 'Nothing more was written. Run the command again.',
    exitCode: 5,
  });
}
