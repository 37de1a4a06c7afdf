import { compact } from '../host/index.ts';
import type { CommitStatus } from '../model/index.ts';
import type { ForgeRequest, GitHubClient } from './github-client.ts';
import { type Dated, readStatus } from './read-answers.ts';
import { RunMemory } from './run-memory.ts';

interface PlacedStatus {
  readonly commit: string;
  readonly status: CommitStatus;
}

/** Statuses of commits. */
export class GitHubStatuses {
  readonly #client: GitHubClient;
  readonly #memory = new RunMemory<PlacedStatus>();

  constructor(client: GitHubClient) {
    this.#client = client;
  }

  /** The newest status of each context, in the order of their contexts. GitHub's contexts know no case. */
  async list(commit: string): Promise<readonly CommitStatus[]> {
    const request: ForgeRequest = {
      operation: 'listStatuses',
      parameters: { ref: commit },
      target: shorten(commit),
    };
    const listed = await this.#client.readList(request, (answer) => place(commit, readStatus(answer)));
    const newest = new Map<string, CommitStatus>();
    // Ids rise, also where two were set within a second: the last one of a context stays.
    for (const { value } of this.#memory.complete(listed, (one) => one.commit === commit)) {
      newest.set(value.status.context.toLowerCase(), value.status);
    }
    return [...newest.values()].sort((first, second) => (first.context < second.context ? -1 : 1));
  }

  async set(commit: string, status: CommitStatus): Promise<void> {
    const { context, state, description, url } = status;
    const request: ForgeRequest = {
      operation: 'setStatus',
      parameters: compact({ sha: commit, context, state, description, target_url: url }),
      target: shorten(commit),
    };
    this.#memory.note(place(commit, await this.#client.read(request, readStatus)));
  }
}

function place(commit: string, { value: status, ...dates }: Dated<CommitStatus>): Dated<PlacedStatus> {
  return { ...dates, value: { commit, status } };
}

function shorten(commit: string): string {
  return ` ${commit.slice(0, 10)}`;
}
