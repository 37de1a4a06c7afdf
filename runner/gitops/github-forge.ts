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
import { ForgeError } from './forge-error.ts';
import type { GitHubForgeOptions } from './forge-options.ts';
import { GitHubClient } from './github-client.ts';
import { GitHubComments } from './github-comments.ts';
import { GitHubIssues } from './github-issues.ts';
import { GitHubPullRequests } from './github-pull-requests.ts';
import { GitHubStatuses } from './github-statuses.ts';
import { mayWrite, readName } from './read-answers.ts';

const WORKFLOW_LOGIN = 'github-actions[bot]';

/**
 * GitHub, or GitHub Enterprise Server, as a forge. Reads are complete and know what this run wrote, however far GitHub's lists are
 * behind. No comment and no issue is made twice, whatever becomes of its answer. All of it throws `ForgeError`s.
 */
export class GitHubForge implements Forge {
  readonly #client: GitHubClient;
  #login: Promise<string> | undefined;
  readonly #pullRequests: GitHubPullRequests;
  readonly #comments: GitHubComments;
  readonly #statuses: GitHubStatuses;
  readonly #issues: GitHubIssues;

  private constructor(client: GitHubClient, login: string | undefined) {
    this.#client = client;
    this.#login = login === undefined ? undefined : Promise.resolve(login);
    this.#pullRequests = new GitHubPullRequests(client);
    this.#comments = new GitHubComments(client);
    this.#statuses = new GitHubStatuses(client);
    this.#issues = new GitHubIssues(client);
  }

  /**
   * Loads octokit, which is why it takes a moment; sends nothing.
   *
   * @throws UsageError for an API URL that is none
   */
  static async open(options: GitHubForgeOptions): Promise<GitHubForge> {
    return new GitHubForge(await GitHubClient.open(options), options.login);
  }

  /** A workflow's own token may not ask: it writes as `github-actions[bot]`. That of another app may not either: its login must be said. */
  async getLogin(): Promise<string> {
    this.#login ??= this.#readLogin();
    return await this.#login;
  }

  async #readLogin(): Promise<string> {
    try {
      return await this.#client.read({ operation: 'getLogin', parameters: {}, target: '' }, readName);
    } catch (error) {
      if (error instanceof ForgeError && error.status === 403) return WORKFLOW_LOGIN;
      throw error;
    }
  }

  getPullRequest(number: number): Promise<PullRequest> {
    return this.#pullRequests.get(number);
  }

  findPullRequests(commit: string): Promise<readonly PullRequest[]> {
    return this.#pullRequests.find(commit);
  }

  listComments(issue: number): Promise<readonly ForgeComment[]> {
    return this.#comments.list(issue);
  }

  createComment(issue: number, body: string): Promise<ForgeComment> {
    return this.#comments.create(issue, body);
  }

  updateComment(comment: number, body: string): Promise<void> {
    return this.#comments.update(comment, body);
  }

  deleteComment(comment: number): Promise<void> {
    return this.#comments.delete(comment);
  }

  react(comment: number, reaction: Reaction): Promise<void> {
    return this.#comments.react(comment, reaction);
  }

  listStatuses(commit: string): Promise<readonly CommitStatus[]> {
    return this.#statuses.list(commit);
  }

  setStatus(commit: string, status: CommitStatus): Promise<void> {
    return this.#statuses.set(commit, status);
  }

  listReviews(pullRequest: number): Promise<readonly PullRequestReview[]> {
    return this.#pullRequests.listReviews(pullRequest);
  }

  dismissReview(pullRequest: number, review: number, message: string): Promise<void> {
    return this.#pullRequests.dismissReview(pullRequest, review, message);
  }

  listIssues(label: string, state: 'open' | 'all'): Promise<readonly ForgeIssue[]> {
    return this.#issues.list(label, state);
  }

  getIssue(number: number): Promise<ForgeIssue> {
    return this.#issues.get(number);
  }

  createIssue(issue: Parameters<Forge['createIssue']>[0]): Promise<ForgeIssue> {
    return this.#issues.create(issue);
  }

  updateIssue(number: number, change: IssueChange): Promise<void> {
    return this.#issues.update(number, change);
  }

  /** A login that GitHub does not know has no right. */
  async canWrite(login: string): Promise<boolean> {
    try {
      const request = {
        operation: 'getPermission',
        parameters: { username: login },
        target: ` ${login}`,
      } as const;
      return await this.#client.read(request, mayWrite);
    } catch (error) {
      if (error instanceof ForgeError && error.status === 404) return false;
      throw error;
    }
  }

  /** Closes all connections. */
  async close(): Promise<void> {
    await this.#client.close();
  }
}
