import { RunnerError } from '../model/index.ts';

/** What a failure means for what was done: who reads of it worries that changes are forgotten now. */
export interface Meaning {
  readonly about: string;
  readonly hint: string;
}

export const NOT_RECORDED: Meaning = {
  about: 'the last step was not recorded: ',
  hint: 'Then run the same command again: an apply looks up what it did.',
};

export const PERHAPS_RECORDED: Meaning = {
  about: 'nobody knows whether the last step was recorded: ',
  hint: NOT_RECORDED.hint,
};

export const RECORDED: Meaning = { about: '', hint: 'Nothing is lost: all that was done is recorded.' };

/** The same error with what it means; an error that nobody meant stays as it is. */
export function explainFailure(error: unknown, { about, hint: meaning }: Meaning): unknown {
  if (!(error instanceof RunnerError)) return error;
  const { code, message, hint, exitCode } = error;
  return new RunnerError({
    code,
    message: `${about}${message}`,
    hint: hint === undefined ? meaning : `${hint} ${meaning}`,
    exitCode,
    cause: error,
  });
}
