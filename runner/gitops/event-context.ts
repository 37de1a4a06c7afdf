/** Why a workflow runs, as far as the runner decides on it. Every value was checked: numbers are numbers, commits are commits. */
export type EventContext =
  | PullRequestEvent
  | PushEvent
  | ScheduleEvent
  | WorkflowDispatchEvent
  | IssueCommentEvent
  | MergeGroupEvent;

/** Also of `pull_request_target`. */
export interface PullRequestEvent {
  readonly name: 'pull_request';
  /** `opened`, `synchronize`, … */
  readonly action: string;
  readonly number: number;
  readonly headCommit: string;
  /** Name of the branch, without `refs/heads/`. */
  readonly baseRef: string;
  readonly baseCommit: string;
  /** The merge that GitHub tried; absent where there is none, as with conflicts. */
  readonly mergeCommit?: string;
  readonly isFork: boolean;
}

export interface PushEvent {
  readonly name: 'push';
  /** Absent for a branch that is new. */
  readonly before?: string;
  readonly after: string;
  /** With `refs/heads/`. */
  readonly ref: string;
}

export interface ScheduleEvent {
  readonly name: 'schedule';
}

export interface WorkflowDispatchEvent {
  readonly name: 'workflow_dispatch';
  readonly inputs: Readonly<Record<string, string>>;
  /** Login of who started it. */
  readonly actor: string;
}

export interface IssueCommentEvent {
  readonly name: 'issue_comment';
  readonly action: string;
  /** Number of the issue or the pull request. */
  readonly issue: number;
  readonly isPullRequest: boolean;
  readonly comment: number;
  /** Written by anybody: data, never a command line. */
  readonly body: string;
  readonly author: string;
  /** `OWNER`, `MEMBER`, `COLLABORATOR`, `CONTRIBUTOR`, `NONE`, …; `Forge.canWrite` decides, not this. */
  readonly authorAssociation: string;
}

export interface MergeGroupEvent {
  readonly name: 'merge_group';
  readonly headCommit: string;
  readonly baseCommit: string;
  /** Name of the branch, without `refs/heads/`. */
  readonly baseRef: string;
}
