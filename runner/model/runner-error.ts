/** What a {@link RunnerError} is made of. */
export interface RunnerErrorOptions {
  /** Stable, tested, kebab-case; errors are told apart by it, never by their text. */
  readonly code: string;
  /** What happened, and where. */
  readonly message: string;
  /** What to do next. */
  readonly hint?: string | undefined;
  /** Exit code of the process, design §6. @default 1 */
  readonly exitCode?: number | undefined;
  readonly cause?: unknown;
}

/** Base of everything that the runner throws on purpose. Caught once, in `cli/`. Never changed after it was made. */
export class RunnerError extends Error {
  override readonly name: string = 'RunnerError';
  readonly code: string;
  readonly hint?: string;
  readonly exitCode: number;

  constructor(options: RunnerErrorOptions) {
    super(options.message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = options.code;
    if (options.hint !== undefined) this.hint = options.hint;
    this.exitCode = options.exitCode ?? 1;
  }
}
