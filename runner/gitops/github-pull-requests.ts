import type { Members } from '../host/index.ts';
import type { PullRequest, PullRequestReview } from '../model/index.ts';
import { ForgeError } from './forge-error.ts';
import type { ForgeRequest, GitHubClient } from './github-client.ts';
import { readPullRequest, readReview } from './read-pull-requests.ts';

/** Pull requests and their reviews. */
export class GitHubPullRequests {
  readonly #client: GitHubClient;

  constructor(client: GitHubClient) {
    this.#client = client;
  }

  async get(number: number): Promise<PullRequest> {
    return await this.#client.read(describe('getPullRequest', number), readPullRequest);
  }

  async find(commit: string): Promise<readonly PullRequest[]> {
    const target = ` ${commit.slice(0, 10)}`;
    const request: ForgeRequest = {
      operation: 'findPullRequests',
      parameters: { commit_sha: commit },
      target,
    };
    return await this.#client.readList(request, readPullRequest);
  }

  /** Oldest first. */
  async listReviews(number: number): Promise<readonly PullRequestReview[]> {
    return await this.#client.readList(describe('listReviews', number), readReview);
  }

  /** One that is dismissed already is fine: the answer to the first try may have been lost. */
  async dismissReview(number: number, review: number, message: string): Promise<void> {
    try {
      await this.#client.send(describe('dismissReview', number, { review_id: review, message }));
    } catch (error) {
      if (!(error instanceof ForgeError && error.status === 422)) throw error;
      const reviews = await this.listReviews(number);
      if (reviews.find(({ id }) => id === review)?.state !== 'dismissed') throw error;
    }
  }
}

function describe(
  operation: 'getPullRequest' | 'listReviews' | 'dismissReview',
  number: number,
  more: Members = {},
): ForgeRequest {
  return { operation, parameters: { pull_number: number, ...more }, target: ` #${number}` };
}
