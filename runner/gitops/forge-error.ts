import { RunnerError, type RunnerErrorOptions } from '../model/index.ts';
import type { ForgeOperationName } from './operations.ts';

/** What a {@link ForgeError} is made of. */
export interface ForgeErrorOptions extends RunnerErrorOptions {
  readonly operation: ForgeOperationName;
  /** Whether the same request may succeed in a moment. A write of which this is true may have taken effect already. */
  readonly isPassing: boolean;
  readonly status?: number | undefined;
  readonly requestId?: string | undefined;
  readonly invalidFields?: readonly string[];
}

/** A request to GitHub that did not end in a usable answer. */
export class ForgeError extends RunnerError {
  override readonly name = 'ForgeError';
  readonly operation: ForgeOperationName;
  readonly isPassing: boolean;
  readonly status?: number;
  /** By which GitHub's support finds the request. */
  readonly requestId?: string;
  /** Names of the fields that GitHub finds invalid. */
  readonly invalidFields: readonly string[];

  constructor(options: ForgeErrorOptions) {
    super(options);
    this.operation = options.operation;
    this.isPassing = options.isPassing;
    this.invalidFields = options.invalidFields ?? [];
    if (options.status !== undefined) this.status = options.status;
    if (options.requestId !== undefined) this.requestId = options.requestId;
  }
}
