import { RunnerError } from '../../model/index.ts';
import type { Lease } from './lease.ts';

/** A branch that is not what its last holder left. */
export interface Rewound {
  readonly branch: string;
  readonly remote: string;
  readonly environment: string;
  readonly tip: string | undefined;
  readonly lease: Lease;
  /** Whether the branch lacks what the lease says was written; else there is more in it. */
  readonly isBehind: boolean;
}

/** Says that a branch was changed by hand, and how to go on: with what was there, or with what is there. */
export function makeRewoundError(rewound: Rewound): RunnerError {
  const { branch, remote, environment, tip, lease, isBehind } = rewound;
  const what =
    tip === undefined
      ? 'is gone'
      : isBehind
        ? 'was set back or replaced'
        : 'holds commits that no holder of the lock wrote';
  return new RunnerError({
    code: 'state-rewound',
    message: `branch ${branch} of remote "${remote}" ${what}: ${lease.by} left it at serial ${lease.serial}, commit ${lease.commit.slice(0, 12)}`,
    hint: `Nothing was changed. Put it back, from a clone that has the commit: git push --force ${remote} ${lease.commit}:refs/heads/${branch}. If it is lost for good, accept what is there: git push ${remote} :refs/cai/lease/${environment}`,
  });
}

/** Says that others were faster every time. */
export function makeBusyError(branch: string): RunnerError {
  return new RunnerError({
    code: 'git-busy',
    message: `branch ${branch} or its lease changed whenever it was looked at`,
    hint: 'Others are at work on this environment. Run the command again.',
    exitCode: 5,
  });
}
