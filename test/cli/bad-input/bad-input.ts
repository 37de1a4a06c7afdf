import type { Site } from '../../operator/site.ts';

/** With what a command is started once its input was made bad. */
export interface Spoiled {
  readonly variables?: Readonly<Record<string, string>>;
  /** See `CommandOptions`. */
  readonly through?: readonly string[];
  /** Why this cannot be made bad on this machine. */
  readonly skip?: string;
  /** Gives back what the test needs to clean up after itself. */
  readonly restore?: () => Promise<void>;
}

/** One row of the table: what is bad, and what each of some commands must say of it. */
export interface BadInput {
  readonly name: string;
  /** Makes a sound repository, or the Adobe that it is compared with, bad. */
  readonly spoil: (site: Site) => Promise<Spoiled | undefined>;
  /** Command lines that meet it; all must say the same. */
  readonly commands: readonly (readonly string[])[];
  readonly exit: number;
  /** What stands in the brackets of `error[CODE]`; absent where the command shows what failed in its summary. */
  readonly code?: string;
  /** Parts of the place: a file with line and column, an address, a request. */
  readonly place: readonly string[];
  /** What to do next, as it is said. */
  readonly next: readonly string[];
  /** Nothing was asked of Adobe. */
  readonly isLocal?: boolean;
  /** What such a command may leave behind all the same: what was accepted before it failed. @default nothing */
  readonly mayRecord?: boolean;
}

/** Something that looks bad and is not: the command gets over it by itself. */
export interface HarmlessInput extends Pick<BadInput, 'name' | 'spoil'> {
  readonly command: readonly string[];
  readonly exit: number;
  /** What is said of it, where anything has to be. */
  readonly said: readonly string[];
}
