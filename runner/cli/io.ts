import type { Readable, Writable } from 'node:stream';
import type { Clock } from '../model/index.ts';

/** What a command may touch of the process: given once by `bin.ts`, so that nothing else reads it. */
export interface CommandIo {
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly stdout: Writable & { readonly isTTY?: boolean; readonly columns?: number };
  readonly stderr: Writable & { readonly isTTY?: boolean; readonly columns?: number };
  readonly cwd: string;
  readonly variables: Variables;
  /** As whom the operating system runs this; absent where it has no name for that. */
  readonly login?: string | undefined;
  /** Aborted by the first Ctrl-C. */
  readonly signal: AbortSignal;
  readonly clock: Clock;
  /** Folder of the installed package: schemas and templates are in it. */
  readonly packageFolder: string;
  /** Folder of the built command; the emulator is built beside it. */
  readonly bundleFolder: string;
  readonly version: string;
}

/** Environment variables, read once. */
export type Variables = Readonly<Record<string, string | undefined>>;
