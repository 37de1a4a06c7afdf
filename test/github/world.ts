/** What the stand-in remembers. Plain data, so that a copy of it serves stale reads. */
export interface World {
  /** Unix ms; every write moves it on by a second, so that the order of things can be told. */
  time: number;
  /** Last id given out; one row for all things, as their order is their age. */
  lastId: number;
  lastNumber: number;
  readonly owner: string;
  readonly repo: string;
  /** Permission by login, as `GET …/permission` answers it. */
  readonly collaborators: Map<string, Permission>;
  readonly labels: Set<string>;
  readonly issues: Map<number, StoredIssue>;
  readonly comments: Map<number, StoredComment>;
  readonly statuses: StoredStatus[];
  readonly reviews: Map<number, StoredReview>;
  readonly reactions: StoredReaction[];
  /** Commits that the repository has. */
  readonly commits: Set<string>;
}

export type Permission = 'admin' | 'write' | 'read' | 'none';

export interface StoredIssue {
  readonly id: number;
  readonly number: number;
  readonly author: string;
  readonly createdAt: number;
  title: string;
  body: string | null;
  labels: readonly string[];
  assignees: readonly string[];
  isOpen: boolean;
  updatedAt: number;
  closedAt: number | null;
  readonly pull?: StoredPull;
}

export interface StoredPull {
  readonly id: number;
  readonly head: { readonly ref: string; readonly isFork: boolean };
  readonly base: { readonly ref: string; readonly commit: string };
  headCommit: string;
  /** Commits of the pull request, the newest last. */
  commits: readonly string[];
  mergedAt: number | null;
  mergeCommit: string | null;
}

export interface StoredComment {
  readonly id: number;
  readonly issue: number;
  readonly author: string;
  readonly createdAt: number;
  body: string;
  updatedAt: number;
}

export interface StoredStatus {
  readonly id: number;
  readonly commit: string;
  readonly context: string;
  readonly state: string;
  readonly description: string | null;
  readonly url: string | null;
  readonly creator: string;
  readonly createdAt: number;
}

export interface StoredReview {
  readonly id: number;
  readonly pull: number;
  readonly author: string;
  readonly commit: string;
  readonly submittedAt: number;
  state: 'APPROVED' | 'CHANGES_REQUESTED' | 'COMMENTED' | 'DISMISSED' | 'PENDING';
  body: string;
}

export interface StoredReaction {
  readonly id: number;
  readonly comment: number;
  readonly author: string;
  readonly content: string;
  readonly createdAt: number;
}

/** An empty repository. */
export function makeWorld(owner: string, repo: string): World {
  return {
    time: Date.parse('2026-03-02T09:00:00Z'),
    lastId: 1_000_000,
    lastNumber: 0,
    owner,
    repo,
    collaborators: new Map([[owner, 'admin']]),
    labels: new Set(['bug']),
    issues: new Map(),
    comments: new Map(),
    statuses: [],
    reviews: new Map(),
    reactions: [],
    commits: new Set(),
  };
}

/** Moves time on, for a write, and gives the time of it. */
export function tick(world: World): number {
  world.time += 1000;
  return world.time;
}

/** The next id. */
export function nextId(world: World): number {
  world.lastId += 1;
  return world.lastId;
}

/** The next number of an issue or a pull request. */
export function nextNumber(world: World): number {
  world.lastNumber += 1;
  return world.lastNumber;
}
