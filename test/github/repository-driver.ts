import { createHash } from 'node:crypto';
import {
  nextId,
  nextNumber,
  type Permission,
  type StoredComment,
  type StoredIssue,
  type StoredPull,
  type StoredReview,
  type StoredStatus,
  tick,
  type World,
} from './world.ts';

/** What a test says of a pull request that it opens. */
export interface NewPullRequest {
  readonly author?: string;
  readonly title?: string;
  readonly head?: string;
  readonly isFork?: boolean;
}

/** What people and git do in the repository, by calls and not over HTTP. */
export class RepositoryDriver {
  world: World;

  constructor(world: World) {
    this.world = world;
  }

  /** A new commit that the repository has. */
  addCommit(): string {
    const commit = createHash('sha1')
      .update(`commit ${nextId(this.world)}`)
      .digest('hex');
    this.world.commits.add(commit);
    return commit;
  }

  openPullRequest({
    author = 'ada',
    title = 'A change',
    head = 'change',
    isFork = false,
  }: NewPullRequest = {}): {
    readonly number: number;
    readonly headCommit: string;
    readonly baseCommit: string;
  } {
    const baseCommit = this.addCommit();
    const headCommit = this.addCommit();
    const pull: StoredPull = {
      id: nextId(this.world),
      head: { ref: head, isFork },
      base: { ref: 'main', commit: baseCommit },
      headCommit,
      commits: [headCommit],
      mergedAt: null,
      // GitHub tries the merge and names its commit, which is on no branch.
      mergeCommit: this.addCommit(),
    };
    const { number } = this.#open(author, title, { pull });
    return { number, headCommit, baseCommit };
  }

  /** A person opens an issue. */
  openIssue(author: string, title: string, labels: readonly string[] = []): number {
    return this.#open(author, title, { labels }).number;
  }

  /** One more commit on the head of a pull request. */
  push(number: number): string {
    const { pull } = this.#needPull(number);
    const commit = this.addCommit();
    pull.headCommit = commit;
    pull.commits = [...pull.commits, commit];
    return commit;
  }

  /** Merges, and gives the commit that the merge made. */
  merge(number: number): string {
    const { issue, pull } = this.#needPull(number);
    const at = tick(this.world);
    const commit = this.addCommit();
    pull.mergeCommit = commit;
    pull.mergedAt = at;
    this.#close(issue, at);
    return commit;
  }

  /** Closes an issue, or a pull request without merging it. */
  close(number: number): void {
    this.#close(this.#need(number), tick(this.world));
  }

  comment(number: number, author: string, body: string): number {
    const at = tick(this.world);
    const comment: StoredComment = {
      id: nextId(this.world),
      issue: this.#need(number).number,
      author,
      body,
      createdAt: at,
      updatedAt: at,
    };
    this.world.comments.set(comment.id, comment);
    return comment.id;
  }

  review(number: number, author: string, state: StoredReview['state']): number {
    const { pull } = this.#needPull(number);
    const id = nextId(this.world);
    const review: StoredReview = {
      id,
      pull: number,
      author,
      commit: pull.headCommit,
      state,
      body: '',
      submittedAt: tick(this.world),
    };
    this.world.reviews.set(id, review);
    return id;
  }

  setPermission(login: string, permission: Permission): void {
    this.world.collaborators.set(login, permission);
  }

  listComments(number: number): readonly StoredComment[] {
    return [...this.world.comments.values()].filter(({ issue }) => issue === number);
  }

  /** Issues, without pull requests. */
  listIssues(): readonly StoredIssue[] {
    return [...this.world.issues.values()].filter(({ pull }) => pull === undefined);
  }

  /** Every status ever set, oldest first. */
  listStatuses(commit: string): readonly StoredStatus[] {
    return this.world.statuses.filter((status) => status.commit === commit);
  }

  #open(
    author: string,
    title: string,
    more: { readonly pull?: StoredPull; readonly labels?: readonly string[] },
  ): StoredIssue {
    const at = tick(this.world);
    const { labels = [], pull } = more;
    const issue: StoredIssue = {
      id: nextId(this.world),
      number: nextNumber(this.world),
      author,
      title,
      body: null,
      labels,
      assignees: [],
      isOpen: true,
      createdAt: at,
      updatedAt: at,
      closedAt: null,
      ...(pull ? { pull } : {}),
    };
    this.world.issues.set(issue.number, issue);
    return issue;
  }

  #close(issue: StoredIssue, at: number): void {
    issue.isOpen = false;
    issue.closedAt = at;
    issue.updatedAt = at;
  }

  #need(number: number): StoredIssue {
    const issue = this.world.issues.get(number);
    if (issue === undefined) throw new Error(`the stand-in has no issue or pull request ${number}`);
    return issue;
  }

  #needPull(number: number): { readonly issue: StoredIssue; readonly pull: StoredPull } {
    const issue = this.#need(number);
    if (issue.pull === undefined) throw new Error(`${number} is no pull request`);
    return { issue, pull: issue.pull };
  }
}
