import type { Permissions } from '../files/index.ts';

/** How long the runner waits for what, in milliseconds. */
export interface Waits {
  /** Between SIGINT and SIGTERM. */
  readonly sigintMs: number;
  /** Between SIGTERM and SIGKILL. */
  readonly sigtermMs: number;
  /** For the streams of a process that has ended, which its children may hold. */
  readonly streamsMs: number;
  /** A minute of `timeout-minutes`. */
  readonly minuteMs: number;
}

/** Those of GitHub's runner. */
export const GITHUB_WAITS: Waits = { sigintMs: 7500, sigtermMs: 2500, streamsMs: 5000, minuteMs: 60_000 };

/** An environment of the repository. */
export interface EnvironmentSettings {
  readonly secrets: Readonly<Record<string, string>>;
  readonly variables: Readonly<Record<string, string>>;
  /** Branches whose jobs may use it. @default all */
  readonly branches?: readonly string[];
}

/** GitHub around a workflow: its settings, its servers, and the machine on which jobs run. */
export interface Host {
  /** OWNER/NAME. */
  readonly repository: string;
  /** Folder in which each job gets folders of its own. */
  readonly folder: string;
  readonly serverUrl: string;
  readonly apiUrl: string;
  /** What a process of the machine finds in its environment. */
  readonly machine: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, string>>;
  readonly variables: Readonly<Record<string, string>>;
  readonly environments: ReadonlyMap<string, EnvironmentSettings>;
  /** Folders of other repositories with actions, by OWNER/NAME. */
  readonly actions: ReadonlyMap<string, string>;
  readonly waits: Waits;
  /** A token that may what a job may. */
  readonly issueToken: (permissions: Permissions) => string;
}
