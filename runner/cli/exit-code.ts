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
