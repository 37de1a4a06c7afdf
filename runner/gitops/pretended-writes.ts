import { compact } from '../host/index.ts';
import type { CommitStatus, Forge, ForgeComment, ForgeIssue, IssueChange } from '../model/index.ts';

/** A comment that is not there, and where it would be. */
export interface PretendedComment {
  readonly issue: number;
  readonly comment: ForgeComment;
}

/** Of whoever writes in a workflow. */
const AUTHOR = 'github-actions[bot]';

/** What a dry run pretends to have written, laid over what is really there. */
export class PretendedWrites {
  readonly commentBodies = new Map<number, string>();
  readonly deletedComments = new Set<number>();
  readonly dismissedReviews = new Set<number>();
  /** Issues that are made up, by number. */
  readonly issues = new Map<number, ForgeIssue>();
  readonly #comments: PretendedComment[] = [];
  readonly #issueChanges = new Map<number, IssueChange>();
  readonly #statuses = new Map<string, Map<string, CommitStatus>>();
  readonly #now: string;
  #last = 0;

  constructor(now: string) {
    this.#now = now;
  }

  makeComment(issue: number, body: string): PretendedComment {
    const id = this.#next();
    const made = {
      issue,
      comment: { id, author: AUTHOR, body, url: '', createdAt: this.#now, isEdited: false },
    };
    this.#comments.push(made);
    return made;
  }

  showComments(issue: number, real: readonly ForgeComment[]): readonly ForgeComment[] {
    const made = this.#comments.filter((one) => one.issue === issue).map(({ comment }) => comment);
    return [...real, ...made]
      .filter(({ id }) => !this.deletedComments.has(id))
      .map((one) => ({ ...one, body: this.commentBodies.get(one.id) ?? one.body }));
  }

  setStatus(commit: string, status: CommitStatus): void {
    const statuses = this.#statuses.get(commit) ?? new Map<string, CommitStatus>();
    statuses.set(status.context.toLowerCase(), { ...status, creator: AUTHOR });
    this.#statuses.set(commit, statuses);
  }

  showStatuses(commit: string, real: readonly CommitStatus[]): readonly CommitStatus[] {
    const pretended = this.#statuses.get(commit) ?? new Map<string, CommitStatus>();
    const others = real.filter(({ context }) => !pretended.has(context.toLowerCase()));
    return [...others, ...pretended.values()].sort((first, second) =>
      first.context < second.context ? -1 : 1,
    );
  }

  makeIssue(issue: Parameters<Forge['createIssue']>[0]): ForgeIssue {
    const number = this.#next();
    const made = { ...issue, number, author: AUTHOR, isOpen: true, url: '', createdAt: this.#now };
    this.issues.set(number, made);
    return made;
  }

  noteIssueChange(number: number, change: IssueChange): void {
    this.#issueChanges.set(number, { ...this.#issueChanges.get(number), ...compact(change) });
  }

  showIssue(real: ForgeIssue): ForgeIssue {
    return changeIssue(real, this.#issueChanges.get(real.number) ?? {});
  }

  /** Oldest first, so what is made up comes last. A label that was taken away takes its issue with it. */
  showIssues(real: readonly ForgeIssue[], label: string): readonly ForgeIssue[] {
    const has = ({ labels }: ForgeIssue): boolean =>
      labels.some((one) => one.toLowerCase() === label.toLowerCase());
    return [...real.map((one) => this.showIssue(one)), ...this.issues.values()].filter(has);
  }

  #next(): number {
    this.#last -= 1;
    return this.#last;
  }
}

/** The issue with a change made. */
export function changeIssue(issue: ForgeIssue, change: IssueChange): ForgeIssue {
  return { ...issue, ...compact(change) };
}
