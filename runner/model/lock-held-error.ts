import type { LockHolder } from './backend.ts';
import { RunnerError } from './runner-error.ts';

/** Somebody else applies at this moment. Exit code 5. */
export class LockHeldError extends RunnerError {
  override readonly name = 'LockHeldError';
  readonly holder: LockHolder;

  constructor(options: { readonly message: string; readonly holder: LockHolder; readonly hint?: string }) {
    super({ code: 'lock-held', message: options.message, hint: options.hint, exitCode: 5 });
    this.holder = options.holder;
  }
}
