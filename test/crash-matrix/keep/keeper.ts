import type { Variables } from '../../../runner/cli/io.ts';
import type { State } from '../../../runner/model/index.ts';
import type { Site } from '../../operator/site.ts';
import type { DiskStep } from '../disk/order.ts';
import type { Push } from './push-watch.ts';

/** Where the state is kept: what can be seen there without the command, and how a command is watched. Folders are those of a site. */
export interface Keeper {
  readonly backend: Backend;
  /** What a command in the matrix's own process needs in its environment. */
  readonly variables: Variables;
  /** Lets a new repository keep its state there. */
  setUp(folder: string): Promise<void>;
  readState(folder: string): Promise<State>;
  /** What stands there beside the state, comparable between runs. */
  readRest(folder: string): Promise<unknown>;
  /** Whether somebody holds the lock, dead or alive. */
  isLocked(folder: string): Promise<boolean>;
  /** All that a later command sees there, and no watched folder has. */
  readRemains(folder: string): Promise<readonly string[]>;
  /** Before a command that is not disturbed, to count its steps. */
  watch(site: Site): Promise<Watch>;
  /** Before one that is disturbed by something else than its steps. */
  accompany(site: Site): Promise<Company>;
}

/** State backends of which the matrix knows where they keep it. */
export type Backend = 'local' | 'git';

/** What a command is started with. */
export interface Company {
  readonly variables: Readonly<Record<string, string>>;
  /** Another number whenever more may be kept than before. */
  progress(): Promise<number>;
  /** Resolves when nothing that the command has started is at work any more. */
  ended(): Promise<void>;
}

/** What counts the steps of a command. */
export interface Watch {
  readonly variables: Readonly<Record<string, string>>;
  read(): Promise<Steps>;
}

/** The steps of one command at which it can be killed, beside its requests. */
export interface Steps {
  readonly disk: readonly DiskStep[];
  readonly pushes: readonly Push[];
}
