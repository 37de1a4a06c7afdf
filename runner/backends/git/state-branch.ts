import {
  addressesOf,
  canonicalJson,
  type HistoryEntry,
  type JsonValue,
  objectOf,
  RunnerError,
  type Shape,
  type State,
  stateMembers,
} from '../../model/index.ts';
import { CHAIN_START, foldJournal, type JournalEntry, parseEntry } from '../journal-entry.ts';
import { checkStoredState } from '../stored-state.ts';
import type { CommitLink, ObjectStore } from './object-store.ts';

export const STATE_FILE = 'state.json';
export const ENTRY_FILE = 'entry.json';

/** A state as its branch holds it. */
export interface BranchState {
  readonly state: State;
  /** Hash that the next entry continues. */
  readonly hash: string;
  readonly tip: string;
}

/** Which branch, of which environment, and the private ref with the last commit that was found sound. */
export interface StateBranchOptions {
  readonly store: ObjectStore;
  readonly environment: string;
  readonly branch: string;
  readonly keptRef: string;
}

/** How far an entry and its chain are known to be sound. */
interface ChainEnd {
  readonly serial: number;
  readonly hash: string;
}

const stateShape: Shape<State> = objectOf<State>(stateMembers);

/** Reads the branch, and refuses one that is not as it was written. */
export class StateBranch {
  readonly #options: StateBranchOptions;

  constructor(options: StateBranchOptions) {
    this.#options = options;
  }

  /**
   * The state at a commit. Checked are the chain of all entries since the last commit that was found sound here (of all
   * there are, in a new clone), and the last step: the state must be what its entry makes of the state before.
   */
  async load(tip: string): Promise<BranchState> {
    const { store, keptRef } = this.#options;
    const links = await this.#listUnchecked(tip);
    const end = await this.#checkChain(links);
    const state = await this.#readState(tip);
    if (state.serial !== end.serial) {
      throw this.#damaged(tip, `${STATE_FILE} has serial ${state.serial}, its history ${end.serial}`);
    }
    await this.#checkFold(links[0], state);
    await store.keepRef(keptRef, tip);
    return { state, hash: end.hash, tip };
  }

  /** The last entries before and at a commit, newest first. */
  async readHistory(tip: string, limit: number): Promise<readonly HistoryEntry[]> {
    const { store } = this.#options;
    const commits = (await store.listCommits(tip, { limit })).map(({ commit }) => commit);
    const texts = await store.readFiles(commits, ENTRY_FILE);
    return commits.flatMap((commit, index): readonly HistoryEntry[] => {
      const text = texts[index];
      // The first commit of a branch has no entry.
      if (text === undefined) return [];
      const { serial, at, by, message, transitions } = this.#parse(commit, text);
      return [{ serial, at, by, message, addresses: addressesOf(transitions), commit }];
    });
  }

  /** Newest first; always at least the tip. */
  async #listUnchecked(tip: string): Promise<readonly CommitLink[]> {
    const { store, keptRef } = this.#options;
    const kept = await store.readRef(keptRef);
    if (kept === tip) return await store.listCommits(tip, { limit: 1 });
    const isBehind = kept !== undefined && (await store.isAncestor(kept, tip));
    return await store.listCommits(tip, { without: isBehind ? kept : undefined });
  }

  async #checkChain(links: readonly CommitLink[]): Promise<ChainEnd> {
    const commits = links.map(({ commit }) => commit);
    const texts = await this.#options.store.readFiles(commits, ENTRY_FILE);
    const oldest = links.at(-1);
    let end = oldest === undefined ? undefined : await this.#startOf(oldest);
    for (const [index, link] of [...links.entries()].reverse()) {
      if (link.parents.length > 1) throw this.#damaged(link.commit, 'it is a merge');
      const text = texts[index];
      end = text === undefined ? this.#checkFirst(link) : this.#checkEntry(link.commit, text, end);
    }
    return end ?? { serial: 0, hash: CHAIN_START };
  }

  /** What the oldest commit of a list must continue; undefined where nothing before it is known. */
  async #startOf({ commit, parents }: CommitLink): Promise<ChainEnd | undefined> {
    const { store } = this.#options;
    const [parent] = parents;
    if (parent === undefined) {
      const text = await store.readFile(commit, ENTRY_FILE);
      if (text !== undefined && !(await store.isShallow())) {
        throw this.#damaged(commit, 'the commits before it are missing');
      }
      return undefined;
    }
    const text = await store.readFile(parent, ENTRY_FILE);
    if (text === undefined) return { serial: 0, hash: CHAIN_START };
    const { serial, hash } = this.#parse(parent, text);
    return { serial, hash };
  }

  #checkFirst({ commit, parents }: CommitLink): ChainEnd {
    if (parents.length > 0) throw this.#damaged(commit, `it has no ${ENTRY_FILE}`);
    return { serial: 0, hash: CHAIN_START };
  }

  #checkEntry(commit: string, text: string, before: ChainEnd | undefined): ChainEnd {
    const { serial, hash, previous } = this.#parse(commit, text);
    if (before !== undefined && (previous !== before.hash || serial !== before.serial + 1)) {
      throw this.#damaged(commit, `${ENTRY_FILE} does not continue the commit before it`);
    }
    return { serial, hash };
  }

  async #checkFold(link: CommitLink | undefined, state: State): Promise<void> {
    const [parent] = link?.parents ?? [];
    if (link === undefined || parent === undefined) return;
    const before = await this.#readState(parent);
    const text = (await this.#options.store.readFile(link.commit, ENTRY_FILE)) ?? '';
    const folded = foldJournal(before, [this.#parse(link.commit, text)]);
    if (textOf(folded) === textOf(state)) return;
    throw this.#damaged(link.commit, `${STATE_FILE} is not what ${ENTRY_FILE} makes of the state before it`);
  }

  async #readState(commit: string): Promise<State> {
    const { store, environment } = this.#options;
    const text = await store.readFile(commit, STATE_FILE);
    return checkStoredState(parseJson(text), stateShape, {
      name: `${STATE_FILE} of ${this.#nameOf(commit)}`,
      environment,
      restore: RESTORE,
      separate: 'Give each environment a branch of its own.',
    });
  }

  #parse(commit: string, text: string): JournalEntry {
    const { entry, problem } = parseEntry(text);
    if (entry === undefined) throw this.#damaged(commit, `${ENTRY_FILE}: ${problem}`);
    return entry;
  }

  #nameOf(commit: string): string {
    return `branch ${this.#options.branch} (commit ${commit.slice(0, 12)})`;
  }

  #damaged(commit: string, why: string): RunnerError {
    return new RunnerError({
      code: 'state-damaged',
      message: `${this.#nameOf(commit)} is not as it was written: ${why}`,
      hint: `Nothing was changed. ${RESTORE}`,
    });
  }
}

const RESTORE =
  'Set the branch back to its last sound commit, as docs/state.md says under "A branch that is refused"; do not edit it by hand.';

function textOf(state: State): string {
  return canonicalJson(JSON.parse(JSON.stringify(state)) as JsonValue);
}

/** What is no JSON has no shape either. */
function parseJson(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}
