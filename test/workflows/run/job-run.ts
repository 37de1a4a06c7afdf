import type { Value, ValueObject } from '../expression/index.ts';
import type { RunDefaults } from '../files/read-job.ts';
import type { Host } from './host.ts';
import type { JobFolders } from './job-folders.ts';

/** How it goes with a job or an action so far. */
export type Status = 'success' | 'failure' | 'cancelled';

/** A job while it runs. What its steps leave to later ones is kept here. */
export interface JobRun {
  readonly host: Host;
  readonly folders: JobFolders;
  /** What this job's token may is decided where it was issued. */
  readonly token: string;
  /** Marks every process of the job. */
  readonly mark: string;
  /** The contexts that stay the same from the first step to the last, by name. */
  readonly contexts: ReadonlyMap<string, Value>;
  readonly defaults: RunDefaults;
  /** Aborted where the job is to end early. */
  readonly cancel: AbortSignal;
  status: Status;
  /** `env:` of workflow and job, and what steps wrote into GITHUB_ENV. */
  env: Readonly<Record<string, string>>;
  /** What steps wrote into GITHUB_PATH, the newest first. */
  path: readonly string[];
  /** Folders of what was uploaded, by name. */
  readonly artifacts: Map<string, string>;
}

/** The context `github` of a job. */
export function githubOf({ contexts }: JobRun): ValueObject {
  return contexts.get('github') as ValueObject;
}
