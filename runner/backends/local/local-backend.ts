import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import {
  appendFileDurable,
  ensureDirectory,
  readJsonFile,
  readTextFile,
  removeLeftovers,
  writeFileAtomic,
} from '../../host/index.ts';
import {
  type Backend,
  type Clock,
  emptyState,
  type Lock,
  type LockHolder,
  objectOf,
  RunnerError,
  type Shape,
  type State,
  stateMembers,
  type Transition,
  textShape,
  UsageError,
} from '../../model/index.ts';
import { explainFailure, NOT_RECORDED, RECORDED } from '../explain-failure.ts';
import { CHAIN_START, foldJournal, type JournalEntry, makeEntry } from '../journal-entry.ts';
import { checkStoredState } from '../stored-state.ts';
import { formatEntry, parseJournal, RESTORE } from './journal.ts';
import { LockFile } from './lock-file.ts';

/** Where a local backend keeps the state of one environment. */
export interface LocalBackendOptions {
  /** Folder of this environment's state; made when it is first written to. */
  readonly folder: string;
  readonly environment: string;
  readonly clock: Clock;
}

/** The file that holds a state, with the hash that the next journal entry continues. */
interface Snapshot extends State {
  readonly journalHash: string;
}

/**
 * State as a folder: `state.json` is the last snapshot, `journal.jsonl` what came after it, `lock.json` the lock. An
 * append is durable when it resolves; the snapshot is written when the lock is released, and never before the journal
 * that it replaces is whole.
 */
export class LocalBackend implements Backend {
  readonly #options: LocalBackendOptions;
  readonly #stateFile: string;
  readonly #journalFile: string;

  constructor(options: LocalBackendOptions) {
    this.#options = options;
    this.#stateFile = join(options.folder, 'state.json');
    this.#journalFile = join(options.folder, 'journal.jsonl');
  }

  async read(): Promise<State> {
    return (await this.#load()).state;
  }

  async holder(): Promise<LockHolder | undefined> {
    return this.#lockFile().holder();
  }

  async unlock(): Promise<void> {
    await this.#lockFile().force();
  }

  /** The journal is emptied whenever a lock is given back: what is left of it by chance is no history. */
  history(): Promise<never> {
    return Promise.reject(
      new UsageError({
        code: 'no-history',
        message: `the state of environment "${this.#options.environment}" is a folder, which keeps no history`,
        hint: 'See what the state knows now: cai state list. With backend: git, every step is a commit.',
      }),
    );
  }

  async lock(operation: string, by: string): Promise<Lock> {
    await ensureDirectory(this.#options.folder);
    const lockFile = this.#lockFile();
    await lockFile.take(operation, by);
    try {
      const loaded = await this.#load();
      await removeLeftovers(this.#options.folder, this.#options.clock.now());
      await this.#mendTornJournal(loaded);
      return this.#makeLock(lockFile, loaded, by);
    } catch (error) {
      // A lock that stays is seen to be dead; why it was of no use matters more.
      await lockFile.release().catch(() => undefined);
      throw error;
    }
  }

  #lockFile(): LockFile {
    return new LockFile(this.#options);
  }

  #makeLock(lockFile: LockFile, loaded: Loaded, by: string): Lock {
    let { state, hash } = loaded;
    let hasFailed = false;
    let isTorn = false;
    const append = async (transitions: readonly Transition[], message: string): Promise<State> => {
      await lockFile.assertHeld();
      const at = this.#options.clock.now().toISOString();
      const serial = state.serial + 1;
      const entry = makeEntry({ serial, at, by, message, transitions, previous: hash });
      const write = async (): Promise<void> => {
        // Half an entry may stand at the end of the journal: nothing may follow it.
        if (isTorn) await this.#writeSnapshot(state, hash);
        isTorn = true;
        await appendFileDurable(this.#journalFile, formatEntry(entry));
        isTorn = false;
      };
      await write().catch((error: unknown) => {
        hasFailed = true;
        throw explainFailure(error, NOT_RECORDED);
      });
      state = foldJournal(state, [entry]);
      hash = entry.hash;
      return state;
    };
    const release = async (): Promise<void> => {
      // Whoever lost the lock, or gave it back, knows an old state: writing that would undo what came since.
      const save = async (): Promise<void> => {
        if (await lockFile.isHeld()) await this.#writeSnapshot(state, hash);
      };
      const [saved] = await Promise.allSettled([save()]);
      const [released] = await Promise.allSettled([lockFile.release()]);
      const failed = [saved, released].find((one) => one.status === 'rejected');
      // Where an entry could not be written that was said already, and is not to be hidden behind its consequences.
      if (failed !== undefined && !hasFailed) throw explainFailure(failed.reason, RECORDED);
    };
    return {
      get state() {
        return state;
      },
      append,
      release,
    };
  }

  /** The journal first: it is emptied after the snapshot is written, so that neither can lack what the other had. */
  async #load(): Promise<Loaded> {
    const text = (await readTextFile(this.#journalFile)) ?? '';
    const found = await readJsonFile(this.#stateFile, refuseSnapshot);
    const snapshot = checkSnapshot(found, this.#stateFile, this.#options.environment);
    const entries = parseJournal(text, this.#journalFile);
    const { journalHash, ...base } = snapshot ?? { ...this.#fresh(), journalHash: CHAIN_START };
    const later = entries.filter((entry) => entry.serial > base.serial);
    const [first] = later;
    if (first !== undefined && (first.previous !== journalHash || first.serial !== base.serial + 1)) {
      throw notContinuing(this.#journalFile);
    }
    return { state: foldJournal(base, later), hash: later.at(-1)?.hash ?? journalHash, entries, text };
  }

  #fresh(): State {
    return emptyState(this.#options.environment, randomUUID());
  }

  /** A lineage must be durable before the first journal entry, and a torn line must not be continued. */
  async #mendTornJournal({ state, hash, text }: Loaded): Promise<void> {
    const torn = text !== '' && !text.endsWith('\n');
    const isNew = state.serial === 0 && (await readTextFile(this.#stateFile)) === undefined;
    if (torn || isNew) await this.#writeSnapshot(state, hash);
  }

  async #writeSnapshot(state: State, hash: string): Promise<void> {
    const snapshot: Snapshot = { ...state, journalHash: hash };
    await writeFileAtomic(this.#stateFile, `${JSON.stringify(snapshot, null, 2)}\n`);
    if ((await readTextFile(this.#journalFile)) !== undefined) await writeFileAtomic(this.#journalFile, '');
  }
}

interface Loaded {
  readonly state: State;
  readonly hash: string;
  readonly entries: readonly JournalEntry[];
  readonly text: string;
}

const snapshotShape: Shape<Snapshot> = objectOf<Snapshot>({ ...stateMembers, journalHash: textShape });

/** A state that is not even JSON, as after a disk that lost its end. */
function refuseSnapshot(file: string, why: string): RunnerError {
  return new RunnerError({
    code: 'state-damaged',
    message: `${file} is not a state file, or is damaged: it is not JSON (${why})`,
    hint: `Nothing was changed. ${RESTORE}`,
  });
}

function checkSnapshot(value: unknown, file: string, environment: string): Snapshot | undefined {
  if (value === undefined) return undefined;
  return checkStoredState(value, snapshotShape, {
    name: file,
    environment,
    restore: RESTORE,
    separate: 'Give each environment a state folder of its own.',
  });
}

function notContinuing(file: string): RunnerError {
  return new RunnerError({
    code: 'journal-damaged',
    message: `${file} does not continue the state beside it: entries are missing`,
    hint: 'Nothing was changed. Restore state.json and journal.jsonl from the same copy.',
  });
}
