import { RunnerError } from './runner-error.ts';

/** A mistake of ours, never of the user's: the hint asks for a report. */
export class InternalError extends RunnerError {
  override readonly name = 'InternalError';

  constructor(options: { readonly message: string; readonly code?: string; readonly cause?: unknown }) {
    super({
      code: options.code ?? 'internal',
      message: options.message,
      hint: 'This is a mistake in cai. Please report it with this message and the command that you ran.',
      cause: options.cause,
    });
  }
}
