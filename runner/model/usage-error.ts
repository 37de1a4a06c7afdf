import { RunnerError } from './runner-error.ts';

/** The command line or a setting cannot be followed as given. */
export class UsageError extends RunnerError {
  override readonly name = 'UsageError';

  constructor(options: { readonly message: string; readonly hint?: string; readonly code?: string }) {
    super({ code: options.code ?? 'usage', message: options.message, hint: options.hint });
  }
}
