import { compact, type Members } from '../host/index.ts';
import type { Forge, ForgeIssue, IssueChange } from '../model/index.ts';
import { createOnce } from './create-once.ts';
import { ForgeError } from './forge-error.ts';
import type { ForgeRequest, GitHubClient } from './github-client.ts';
import { type Dated, isPullRequest, readIssue } from './read-answers.ts';
import { RunMemory } from './run-memory.ts';
import { isSameText, isSince } from './same-creation.ts';

type NewIssue = Parameters<Forge['createIssue']>[0];

/** GitHub takes no more. */
const MOST_ASSIGNEES = 10;

/** Issues of the repository. Pull requests, which GitHub lists among them, are left out. */
export class GitHubIssues {
  readonly #client: GitHubClient;
  readonly #memory = new RunMemory<ForgeIssue>();

  constructor(client: GitHubClient) {
    this.#client = client;
  }

  async list(label: string, state: 'open' | 'all'): Promise<readonly ForgeIssue[]> {
    const parameters = { labels: label, state, sort: 'created', direction: 'asc' };
    const request: ForgeRequest = { operation: 'listIssues', parameters, target: '' };
    const listed = await this.#client.readList(request, readIssueOnly);
    const isListed = (issue: ForgeIssue): boolean =>
      (state === 'all' || issue.isOpen) && issue.labels.some((one) => isSameLabel(one, label));
    return this.#memory
      .complete(
        listed.filter((one) => one !== undefined),
        isListed,
      )
      .map(({ value }) => value)
      .filter(isListed);
  }

  async get(number: number): Promise<ForgeIssue> {
    return this.#memory.choose(await this.#client.read(describe('getIssue', number), readIssue)).value;
  }

  async create(issue: NewIssue): Promise<ForgeIssue> {
    const { title, body } = issue;
    const request: ForgeRequest = {
      operation: 'createIssue',
      parameters: { title, body, labels: [...issue.labels] },
      target: '',
    };
    const made = await createOnce(
      {
        create: async () => await this.#client.read(request, readIssue),
        find: async (msAgo) => await this.#find(issue, msAgo),
      },
      this.#client.clock,
    );
    this.#memory.note(made);
    if (issue.assignees.length === 0) return made.value;
    return await this.#assign(made.id, issue.assignees);
  }

  async update(number: number, change: IssueChange): Promise<void> {
    const { title, body, labels, assignees, isOpen } = change;
    const rest = compact({
      title,
      body,
      labels: labels && [...labels],
      state: isOpen === undefined ? undefined : isOpen ? 'open' : 'closed',
    });
    if (assignees === undefined || assignees.length === 0) {
      return await this.#patch(number, { ...rest, ...(assignees === undefined ? {} : { assignees: [] }) });
    }
    try {
      await this.#patch(number, { ...rest, assignees: assignees.slice(0, MOST_ASSIGNEES) });
    } catch (error) {
      if (!(error instanceof ForgeError && error.invalidFields.includes('assignees'))) throw error;
      // One who cannot be assigned makes GitHub refuse all of it; adding leaves them out by itself.
      const { assignees: now } = await this.#assign(number, assignees);
      const kept = assignees.filter((login) => now.some((one) => isSameLogin(one, login)));
      await this.#patch(number, { ...rest, assignees: kept });
    }
  }

  async #patch(number: number, change: Members): Promise<void> {
    this.#memory.note(await this.#client.read(describe('updateIssue', number, change), readIssue));
  }

  async #assign(number: number, assignees: readonly string[]): Promise<ForgeIssue> {
    const request = describe('assignIssue', number, { assignees: assignees.slice(0, MOST_ASSIGNEES) });
    const assigned = await this.#client.read(request, readIssue);
    this.#memory.note(assigned);
    return assigned.value;
  }

  /** Among the newest: what was made a moment ago is there. */
  async #find({ title, body }: NewIssue, msAgo: number): Promise<Dated<ForgeIssue> | undefined> {
    const parameters = { state: 'all', sort: 'created', direction: 'desc' };
    const request: ForgeRequest = { operation: 'listIssues', parameters, target: '' };
    const newest = await this.#client.readList(request, readIssueOnly, 1);
    const now = this.#client.getServerTime();
    return newest
      .filter((one) => one !== undefined)
      .find(
        ({ id, value }) =>
          !this.#memory.has(id) &&
          isSameText(value.title, title) &&
          isSameText(value.body, body) &&
          isSince(value.createdAt, now, msAgo),
      );
  }
}

function readIssueOnly(answer: Members): Dated<ForgeIssue> | undefined {
  return isPullRequest(answer) ? undefined : readIssue(answer);
}

/** GitHub's labels and logins know no case. */
function isSameLabel(first: string, second: string): boolean {
  return first.toLowerCase() === second.toLowerCase();
}

function isSameLogin(first: string, second: string): boolean {
  return first.toLowerCase() === second.toLowerCase();
}

function describe(
  operation: 'getIssue' | 'updateIssue' | 'assignIssue',
  number: number,
  body: Members = {},
): ForgeRequest {
  return { operation, parameters: { issue_number: number, ...body }, target: ` #${number}` };
}
