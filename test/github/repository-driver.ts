import { createHash } from 'node:crypto';
import {
  nextId,
  nextNumber,
  type Permission,
  type StoredComment,
  type StoredIssue,
  type StoredPull,
  type StoredStatus,
  tick,
  type World,
} from './world.ts';

/** What people and git do in the repository, by calls and not over HTTP. */
export class RepositoryDriver {
  world: World;

  constructor(world: World) {
    this.world = world;
  }

  /** A new commit that the repository has. */
  /** A commit of a real repository, or one that is in none. */
  addCommit(real?: string): string {
    const commit =
      real ??
      createHash('sha1')
        .update(`commit ${nextId(this.world)}`)
        .digest('hex');
    this.world.commits.add(commit);
    return commit;
  }

  /** A person opens an issue. */
  openIssue(author: string, title: string, labels: readonly string[] = []): number {
    return this.open(author, title, { labels }).number;
  }

  /** Closes an issue, or a pull request without merging it. */
  close(number: number): void {
    this.closeAt(this.need(number), tick(this.world));
  }

  comment(number: number, author: string, body: string): number {
    const at = tick(this.world);
    const comment: StoredComment = {
      id: nextId(this.world),
      issue: this.need(number).number,
      author,
      body,
      createdAt: at,
      updatedAt: at,
    };
    this.world.comments.set(comment.id, comment);
    return comment.id;
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

  protected open(
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

  protected closeAt(issue: StoredIssue, at: number): void {
    issue.isOpen = false;
    issue.closedAt = at;
    issue.updatedAt = at;
  }

  protected need(number: number): StoredIssue {
    const issue = this.world.issues.get(number);
    if (issue === undefined) throw new Error(`the stand-in has no issue or pull request ${number}`);
    return issue;
  }
}
