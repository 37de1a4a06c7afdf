import { RepositoryDriver } from './repository-driver.ts';
import { nextId, type StoredIssue, type StoredPull, type StoredReview, tick } from './world.ts';

/** What a test says of a pull request that it opens. */
export interface NewPullRequest {
  readonly author?: string;
  readonly title?: string;
  readonly head?: string;
  readonly isFork?: boolean;
  /** Commits of a real repository. */
  readonly headCommit?: string;
  readonly baseCommit?: string;
}

/** What people do with pull requests. */
export class PullRequestDriver extends RepositoryDriver {
  openPullRequest({
    author = 'ada',
    title = 'A change',
    head = 'change',
    isFork = false,
    ...commits
  }: NewPullRequest = {}): {
    readonly number: number;
    readonly headCommit: string;
    readonly baseCommit: string;
  } {
    const baseCommit = this.addCommit(commits.baseCommit);
    const headCommit = this.addCommit(commits.headCommit);
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
    const { number } = this.open(author, title, { pull });
    return { number, headCommit, baseCommit };
  }

  /** One more commit on the head of a pull request. */
  push(number: number, real?: string): string {
    const { pull } = this.#needPull(number);
    const commit = this.addCommit(real);
    pull.headCommit = commit;
    pull.commits = [...pull.commits, commit];
    return commit;
  }

  /** Merges, and gives the commit that the merge made: the last of the real ones, where a rebase made several. */
  merge(number: number, ...real: readonly string[]): string {
    const { issue, pull } = this.#needPull(number);
    const at = tick(this.world);
    const made = real.length === 0 ? [this.addCommit()] : real.map((one) => this.addCommit(one));
    const commit = made.at(-1) ?? '';
    pull.commits = [...pull.commits, ...made];
    pull.mergeCommit = commit;
    pull.mergedAt = at;
    this.closeAt(issue, at);
    return commit;
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

  #needPull(number: number): { readonly issue: StoredIssue; readonly pull: StoredPull } {
    const issue = this.need(number);
    if (issue.pull === undefined) throw new Error(`${number} is no pull request`);
    return { issue, pull: issue.pull };
  }
}
