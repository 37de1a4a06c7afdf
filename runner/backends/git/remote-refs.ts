import type { Clock } from '../../model/index.ts';
import { isPassing } from './git-failure.ts';
import type { GitProgram } from './git-program.ts';

/** What the remote has at one moment: the commit of the state branch, and that of the lease. */
export interface Sight {
  readonly tip: string | undefined;
  readonly lease: string | undefined;
}

/** One ref that is to be moved, from what it must be at that moment to what it shall be. */
export interface RefUpdate {
  readonly ref: keyof Sight;
  readonly from: string | undefined;
  readonly to: string;
}

/** What came of a push. `isKnown`: the remote said that nothing did; else it may have, or may yet. */
export type Publication =
  | { readonly outcome: 'done' | 'moved' }
  | { readonly outcome: 'failed'; readonly error: unknown; readonly isKnown: boolean };

/** How often a push is tried, and until when. */
export interface Persistence {
  readonly attempts: number;
  readonly until: Date;
}

/** Where the two refs are on the remote. */
export interface RemoteRefsOptions {
  readonly git: GitProgram;
  readonly clock: Clock;
  readonly remote: string;
  readonly names: Readonly<Record<keyof Sight, string>>;
}

/** Nothing of the user's settings: no tags, no refs of theirs, no FETCH_HEAD, no housekeeping. */
const FETCH = [
  'fetch',
  '--quiet',
  '--no-tags',
  '--no-write-fetch-head',
  '--refmap=',
  '--no-prune',
  '--no-recurse-submodules',
  '--no-auto-maintenance',
  '--no-write-commit-graph',
  '--no-filter',
];

const PUSH = ['push', '--porcelain', '--atomic', '--no-verify', '--no-follow-tags', '--no-signed'];

const FIRST_PAUSE_MS = 1000;

/** State branch and lease on the remote: seen together, moved together. */
export class RemoteRefs {
  readonly #options: RemoteRefsOptions;

  constructor(options: RemoteRefsOptions) {
    this.#options = options;
  }

  /** What both are now. Writes nothing anywhere. */
  async look(): Promise<Sight> {
    const { git, remote, names } = this.#options;
    const text = await git.readRemote({ args: ['ls-remote', '--refs', remote, names.tip, names.lease] });
    const found = new Map(
      text.split('\n').map((line) => {
        const [commit = '', ref = ''] = line.split('\t');
        return [ref, commit];
      }),
    );
    return { tip: found.get(names.tip), lease: found.get(names.lease) };
  }

  /** Brings the objects of refs into the repository; the refs of the repository stay as they are. */
  async fetch(refs: readonly (keyof Sight)[]): Promise<void> {
    const { git, remote, names } = this.#options;
    await git.readRemote({ args: [...FETCH, remote, ...refs.map((ref) => names[ref])] });
  }

  /**
   * Moves all refs or none. A push whose answer was lost is looked up, and tried again where nothing came of it.
   * `moved`: a ref was not what it was to be moved from, since somebody else was there.
   */
  async publish(updates: readonly RefUpdate[], persistence: Persistence): Promise<Publication> {
    const { clock } = this.#options;
    for (let attempt = 1; ; attempt += 1) {
      const failure = await this.#push(updates);
      if (failure === undefined) return { outcome: 'done' };
      const became = await this.#outcomeOf(updates);
      if (became === 'done' || became === 'moved') return { outcome: became };
      const isLast = attempt >= persistence.attempts || clock.now() >= persistence.until;
      if (isLast || !isPassing(failure.error)) {
        return { outcome: 'failed', error: failure.error, isKnown: became === 'nothing' };
      }
      await clock.sleep(FIRST_PAUSE_MS * 2 ** (attempt - 1));
    }
  }

  async #push(updates: readonly RefUpdate[]): Promise<{ readonly error: unknown } | undefined> {
    const { git, remote, names } = this.#options;
    const leases = updates.map(({ ref, from }) => `--force-with-lease=${names[ref]}:${from ?? ''}`);
    const refs = updates.map(({ ref, to }) => `${to}:${names[ref]}`);
    try {
      await git.readRemote({ args: [...PUSH, ...leases, remote, ...refs] });
      return undefined;
    } catch (error) {
      return { error };
    }
  }

  /** What the remote says of a push that failed here; undefined where it does not answer. */
  async #outcomeOf(updates: readonly RefUpdate[]): Promise<'done' | 'moved' | 'nothing' | undefined> {
    const sight = await this.look().catch(() => undefined);
    return sight === undefined ? undefined : judgeUpdates(updates, sight);
  }
}

/** What became of a push, by what the remote has now. */
export function judgeUpdates(updates: readonly RefUpdate[], sight: Sight): 'done' | 'moved' | 'nothing' {
  if (updates.every(({ ref, to }) => sight[ref] === to)) return 'done';
  return updates.every(({ ref, from }) => sight[ref] === from) ? 'nothing' : 'moved';
}
