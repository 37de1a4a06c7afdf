/** Exit codes, one table for every command. */
export const EXIT = {
  done: 0,
  error: 1,
  differences: 2,
  open: 3,
  refused: 4,
  locked: 5,
  interrupted: 130,
} as const;

/** How a command can end. */
export type ExitName = keyof typeof EXIT;

/** What each exit code says, where a command does not say it more exactly. */
export const EXIT_WORDS: Readonly<Record<ExitName, string>> = {
  done: 'done, or nothing to do',
  error: 'error',
  differences: 'differences (drift; plan --detailed-exitcode)',
  open: 'human steps or awaits are open (apply --detailed-exitcode)',
  refused: 'refused or blocked by a rule',
  locked: 'locked: somebody else applies',
  interrupted: 'interrupted',
};
