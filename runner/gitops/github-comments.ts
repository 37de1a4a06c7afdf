import type { ForgeComment, Reaction } from '../model/index.ts';
import { createOnce } from './create-once.ts';
import { ForgeError } from './forge-error.ts';
import type { ForgeRequest, GitHubClient } from './github-client.ts';
import { type Dated, readComment } from './read-answers.ts';
import { RunMemory } from './run-memory.ts';
import { isSameText, isSince } from './same-creation.ts';

interface PlacedComment {
  readonly issue: number;
  readonly comment: ForgeComment;
}

/** Comments of issues and pull requests, which are the same to GitHub. */
export class GitHubComments {
  readonly #client: GitHubClient;
  readonly #memory = new RunMemory<PlacedComment>();

  constructor(client: GitHubClient) {
    this.#client = client;
  }

  async list(issue: number): Promise<readonly ForgeComment[]> {
    const listed = await this.#readList(issue);
    return this.#memory.complete(listed, (one) => one.issue === issue).map(({ value }) => value.comment);
  }

  async create(issue: number, body: string): Promise<ForgeComment> {
    const request = {
      operation: 'createComment',
      parameters: { issue_number: issue, body },
      target: ` on #${issue}`,
    } as const;
    const made = await createOnce(
      {
        create: async () => place(issue, await this.#client.read(request, readComment)),
        find: async (msAgo) => await this.#find(issue, body, msAgo),
      },
      this.#client.clock,
    );
    this.#memory.note(made);
    return made.value.comment;
  }

  async update(comment: number, body: string): Promise<void> {
    const request = describe('updateComment', comment, { body });
    const updated = await this.#client.read(request, readComment).catch((error: unknown) => {
      // Somebody deleted it: lists must not go on showing what this run wrote.
      if (error instanceof ForgeError && error.status === 404) this.#memory.noteDeleted(comment);
      throw error;
    });
    // Of a comment that this run did not write the issue is not known, and only lists of issues are completed.
    const issue = this.#memory.get(comment)?.value.issue ?? NO_ISSUE;
    this.#memory.note(place(issue, updated));
  }

  /** One that is gone already is fine. */
  async delete(comment: number): Promise<void> {
    try {
      await this.#client.send(describe('deleteComment', comment));
    } catch (error) {
      if (!(error instanceof ForgeError && error.status === 404)) throw error;
    }
    this.#memory.noteDeleted(comment);
  }

  async react(comment: number, reaction: Reaction): Promise<void> {
    await this.#client.send(describe('react', comment, { content: reaction }));
  }

  async #find(issue: number, body: string, msAgo: number): Promise<Dated<PlacedComment> | undefined> {
    const listed = await this.#readList(issue);
    const now = this.#client.getServerTime();
    return listed.find(
      ({ id, value: { comment } }) =>
        !this.#memory.has(id) && isSameText(comment.body, body) && isSince(comment.createdAt, now, msAgo),
    );
  }

  async #readList(issue: number): Promise<readonly Dated<PlacedComment>[]> {
    const request = {
      operation: 'listComments',
      parameters: { issue_number: issue },
      target: ` of #${issue}`,
    } as const;
    return await this.#client.readList(request, (answer) => place(issue, readComment(answer)));
  }
}

const NO_ISSUE = 0;

function place(issue: number, { value: comment, ...dates }: Dated<ForgeComment>): Dated<PlacedComment> {
  return { ...dates, value: { issue, comment } };
}

function describe(
  operation: 'updateComment' | 'deleteComment' | 'react',
  comment: number,
  body: Readonly<Record<string, string>> = {},
): ForgeRequest {
  return { operation, parameters: { comment_id: comment, ...body }, target: ` (comment ${comment})` };
}
