import { InternalError, RunnerError } from '../model/index.ts';

/** What a failed command says, and its exit code. Never a stack trace. */
export interface CommandFailure {
  readonly message: string;
  readonly hint?: string;
  readonly code: string;
  readonly exitCode: number;
}

/** Turns whatever was thrown into what is said. An error that nobody meant is our bug, and is called that. */
export function describeError(error: unknown): CommandFailure {
  if (error instanceof InternalError || !(error instanceof RunnerError)) {
    const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    return {
      message: `cai has a bug: ${text}`,
      hint: 'Nothing that was not journalled was done. Please report it with the command and this message.',
      code: 'internal',
      exitCode: 1,
    };
  }
  const { message, hint, code, exitCode } = error;
  return { message, code, exitCode, ...(hint === undefined ? {} : { hint }) };
}
