/** A pull request as a forge shows it. */
export interface PullRequest {
  readonly number: number;
  readonly title: string;
  /** Login of who opened it. */
  readonly author: string;
  readonly url: string;
  readonly isOpen: boolean;
  readonly isMerged: boolean;
  /** Its head is in another repository: its authors need no right in this one. */
  readonly isFork: boolean;
  readonly head: { readonly ref: string; readonly commit: string };
  readonly base: { readonly ref: string; readonly commit: string };
  /** The commit that the merge made on the base branch: the merge, the squash, or the last of a rebase. */
  readonly mergeCommit?: string;
}

/** A comment on a pull request or an issue. */
export interface ForgeComment {
  readonly id: number;
  /** Login of its author; of a workflow `github-actions[bot]`. */
  readonly author: string;
  readonly body: string;
  readonly url: string;
  readonly createdAt: string;
  /** Somebody changed it after it was written, perhaps somebody else: it is nobody's word any more. */
  readonly isEdited: boolean;
}

export interface ForgeIssue {
  readonly number: number;
  readonly title: string;
  readonly body: string;
  readonly author: string;
  readonly labels: readonly string[];
  readonly assignees: readonly string[];
  readonly isOpen: boolean;
  readonly url: string;
  readonly createdAt: string;
}

/** What an issue is to say; a member that is absent stays as it is. */
export interface IssueChange {
  readonly title?: string;
  readonly body?: string;
  readonly labels?: readonly string[];
  /** Those who cannot be assigned are left out, never an error. */
  readonly assignees?: readonly string[];
  readonly isOpen?: boolean;
}

/** Characters that a forge takes in a comment or an issue. */
export const LONGEST_BODY = 65_536;

/** One status of a commit. The newest of each context counts. */
export interface CommitStatus {
  readonly context: string;
  readonly state: 'pending' | 'success' | 'failure' | 'error';
  /** At most 140 characters; a forge refuses more. */
  readonly description: string;
  readonly url?: string;
  /** Login of who set it; absent where it is to be set. */
  readonly creator?: string;
}

export interface PullRequestReview {
  readonly id: number;
  readonly author: string;
  readonly state: 'approved' | 'changes-requested' | 'commented' | 'dismissed' | 'pending';
}

export type Reaction = '+1' | '-1' | 'eyes' | 'confused';

/**
 * Where pull requests, issues and statuses live. Reads are complete (every page); writes are one request each. All of it
 * throws `RunnerError`s that name the operation and the request id.
 */
export interface Forge {
  /** Login under which all of this is written: what somebody else wrote is not ours, whatever it says of itself. */
  getLogin(): Promise<string>;
  getPullRequest(number: number): Promise<PullRequest>;
  /** Pull requests that a commit belongs to. */
  findPullRequests(commit: string): Promise<readonly PullRequest[]>;
  /** Oldest first. */
  listComments(issue: number): Promise<readonly ForgeComment[]>;
  createComment(issue: number, body: string): Promise<ForgeComment>;
  updateComment(comment: number, body: string): Promise<void>;
  deleteComment(comment: number): Promise<void>;
  react(comment: number, reaction: Reaction): Promise<void>;
  /** The newest status of each context. */
  listStatuses(commit: string): Promise<readonly CommitStatus[]>;
  setStatus(commit: string, status: CommitStatus): Promise<void>;
  /** Oldest first. */
  listReviews(pullRequest: number): Promise<readonly PullRequestReview[]>;
  dismissReview(pullRequest: number, review: number, message: string): Promise<void>;
  /** Issues (never pull requests) with a label, oldest first. */
  listIssues(label: string, state: 'open' | 'all'): Promise<readonly ForgeIssue[]>;
  getIssue(number: number): Promise<ForgeIssue>;
  createIssue(
    issue: Required<Pick<IssueChange, 'title' | 'body' | 'labels' | 'assignees'>>,
  ): Promise<ForgeIssue>;
  updateIssue(number: number, change: IssueChange): Promise<void>;
  /** Whether a login may write to the repository. */
  canWrite(login: string): Promise<boolean>;
}
