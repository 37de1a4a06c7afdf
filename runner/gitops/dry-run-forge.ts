import type {
  CommitStatus,
  Forge,
  ForgeComment,
  ForgeIssue,
  IssueChange,
  PullRequest,
  PullRequestReview,
  Reaction,
} from '../model/index.ts';
import { changeIssue, type PretendedComment, PretendedWrites } from './pretended-writes.ts';

/** A write that was not made, as plain data. */
export type ForgeWrite =
  | { readonly operation: 'createComment'; readonly issue: number; readonly body: string }
  | { readonly operation: 'updateComment'; readonly comment: number; readonly body: string }
  | { readonly operation: 'deleteComment'; readonly comment: number }
  | { readonly operation: 'react'; readonly comment: number; readonly reaction: Reaction }
  | { readonly operation: 'setStatus'; readonly commit: string; readonly status: CommitStatus }
  | {
      readonly operation: 'dismissReview';
      readonly pullRequest: number;
      readonly review: number;
      readonly message: string;
    }
  | { readonly operation: 'createIssue'; readonly issue: Parameters<Forge['createIssue']>[0] }
  | { readonly operation: 'updateIssue'; readonly number: number; readonly change: IssueChange };

/**
 * A forge that reads and does not write: it says what it would write, and goes on as if it had, so that what follows behaves as it
 * would. Ids and numbers of what it made up are negative. Never sends a write.
 */
export class DryRunForge implements Forge {
  readonly #forge: Forge;
  readonly #onWrite: (write: ForgeWrite) => void;
  readonly #pretended: PretendedWrites;

  /** @param now time of what is made up, as GitHub writes times */
  constructor(
    forge: Forge,
    options: { readonly onWrite: (write: ForgeWrite) => void; readonly now: string },
  ) {
    this.#forge = forge;
    this.#onWrite = options.onWrite;
    this.#pretended = new PretendedWrites(options.now);
  }

  getLogin(): Promise<string> {
    return this.#forge.getLogin();
  }

  getPullRequest(number: number): Promise<PullRequest> {
    return this.#forge.getPullRequest(number);
  }

  findPullRequests(commit: string): Promise<readonly PullRequest[]> {
    return this.#forge.findPullRequests(commit);
  }

  async listComments(issue: number): Promise<readonly ForgeComment[]> {
    const real = issue < 0 ? [] : await this.#forge.listComments(issue);
    return this.#pretended.showComments(issue, real);
  }

  async createComment(issue: number, body: string): Promise<ForgeComment> {
    this.#onWrite({ operation: 'createComment', issue, body });
    const made: PretendedComment = this.#pretended.makeComment(issue, body);
    return made.comment;
  }

  async updateComment(comment: number, body: string): Promise<void> {
    this.#onWrite({ operation: 'updateComment', comment, body });
    this.#pretended.commentBodies.set(comment, body);
  }

  async deleteComment(comment: number): Promise<void> {
    this.#onWrite({ operation: 'deleteComment', comment });
    this.#pretended.deletedComments.add(comment);
  }

  async react(comment: number, reaction: Reaction): Promise<void> {
    this.#onWrite({ operation: 'react', comment, reaction });
  }

  async listStatuses(commit: string): Promise<readonly CommitStatus[]> {
    return this.#pretended.showStatuses(commit, await this.#forge.listStatuses(commit));
  }

  async setStatus(commit: string, status: CommitStatus): Promise<void> {
    this.#onWrite({ operation: 'setStatus', commit, status });
    this.#pretended.setStatus(commit, status);
  }

  async listReviews(pullRequest: number): Promise<readonly PullRequestReview[]> {
    const reviews = await this.#forge.listReviews(pullRequest);
    const { dismissedReviews } = this.#pretended;
    return reviews.map((one) => (dismissedReviews.has(one.id) ? { ...one, state: 'dismissed' } : one));
  }

  async dismissReview(pullRequest: number, review: number, message: string): Promise<void> {
    this.#onWrite({ operation: 'dismissReview', pullRequest, review, message });
    this.#pretended.dismissedReviews.add(review);
  }

  /** Asks for all of them: what is closed may have been opened here, and the other way round. */
  async listIssues(label: string, state: 'open' | 'all'): Promise<readonly ForgeIssue[]> {
    const real = await this.#forge.listIssues(label, 'all');
    return this.#pretended.showIssues(real, label).filter(({ isOpen }) => state === 'all' || isOpen);
  }

  async getIssue(number: number): Promise<ForgeIssue> {
    const known = this.#pretended.issues.get(number);
    return known ?? this.#pretended.showIssue(await this.#forge.getIssue(number));
  }

  async createIssue(issue: Parameters<Forge['createIssue']>[0]): Promise<ForgeIssue> {
    this.#onWrite({ operation: 'createIssue', issue });
    return this.#pretended.makeIssue(issue);
  }

  async updateIssue(number: number, change: IssueChange): Promise<void> {
    this.#onWrite({ operation: 'updateIssue', number, change });
    const made = this.#pretended.issues.get(number);
    if (made !== undefined) this.#pretended.issues.set(number, changeIssue(made, change));
    else this.#pretended.noteIssueChange(number, change);
  }

  canWrite(login: string): Promise<boolean> {
    return this.#forge.canWrite(login);
  }
}
