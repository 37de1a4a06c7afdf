import { randomUUID } from 'node:crypto';
import { stat, utimes } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import {
  createFileExclusive,
  lookForProcess,
  type ProcessMark,
  readOwnMark,
  readTextFile,
  removeFile,
  removeFileIf,
} from '../../host/index.ts';
import { type Clock, checkShape, type LockHeldError, type LockHolder } from '../../model/index.ts';
import { isAtWork, isProbablyDead, processMarkShape } from '../dead-holder.ts';
import { makeAliveError, makeHeldError, makeLostError, makeUnreadableLockError } from '../lock-errors.ts';

const HEARTBEAT_MS = 5_000;
/** A holder that has not been heard of for this long is dead, wherever it ran. */
const DEAD_AFTER_MS = 120_000;
/** A take-over lasts milliseconds: a guard older than this was left by a dead process. */
const GUARD_DEAD_AFTER_MS = 30_000;

interface LockRecord extends LockHolder {
  readonly nonce: string;
  readonly process?: ProcessMark;
}

/** What a lock file needs to know of its surroundings. */
export interface LockFileOptions {
  readonly folder: string;
  readonly environment: string;
  readonly clock: Clock;
}

/** An exclusive lock as a file that names its holder, with a heartbeat in its modification time. */
export class LockFile {
  readonly #path: string;
  readonly #guard: string;
  readonly #environment: string;
  readonly #clock: Clock;
  #nonce: string | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: LockFileOptions) {
    this.#path = join(options.folder, 'lock.json');
    this.#guard = join(options.folder, 'lock.takeover');
    this.#environment = options.environment;
    this.#clock = options.clock;
  }

  /** Takes the lock; throws `LockHeldError` while somebody alive holds it, and takes over from the dead. */
  async take(operation: string, by: string): Promise<void> {
    const nonce = randomUUID();
    const since = this.#clock.now().toISOString();
    const mark = await readOwnMark();
    const holder = { operation, by, host: hostname(), pid: process.pid, since };
    const record: LockRecord = { ...holder, nonce, ...(mark === undefined ? {} : { process: mark }) };
    const content = `${JSON.stringify(record)}\n`;
    if (!(await createFileExclusive(this.#path, content)) && !(await this.#takeOver(content))) {
      throw this.#held(await this.#read());
    }
    this.#nonce = nonce;
    this.#timer = setInterval(() => void this.#beat(), HEARTBEAT_MS);
    this.#timer.unref();
  }

  /** Whether the lock is still ours: it is not once it was released, or taken over from a process that slept too long. */
  async isHeld(): Promise<boolean> {
    return this.#nonce !== undefined && (await this.#read())?.nonce === this.#nonce;
  }

  /** Throws where the lock is no longer ours: who does not hold it must not write. */
  async assertHeld(): Promise<void> {
    if (await this.isHeld()) return;
    throw makeLostError(await this.#read());
  }

  /** Who holds the lock, dead or alive. */
  async holder(): Promise<LockHolder | undefined> {
    const record = await this.#read();
    if (record === undefined) return undefined;
    const { nonce: _nonce, process: _process, ...holder } = record;
    return holder;
  }

  /** Gives the lock back, if it is still ours. */
  async release(): Promise<void> {
    clearInterval(this.#timer);
    const isHeld = await this.isHeld();
    this.#nonce = undefined;
    if (isHeld) await removeFile(this.#path);
  }

  /** Removes the lock of whoever is not seen to be at work. */
  async force(): Promise<void> {
    const record = await this.#read();
    if (record !== undefined && (await isAtWork(record))) throw makeAliveError(record);
    await removeFile(this.#path);
    await removeFile(this.#guard);
  }

  /** Only one process takes over at a time; it looks again before it does, and removes only what it has looked at. */
  async #takeOver(content: string): Promise<boolean> {
    const found = await readTextFile(this.#path);
    // Given back since it was asked for.
    if (found === undefined) return await createFileExclusive(this.#path, content);
    if (!(await this.#isDead(found))) return false;
    if (!(await this.#takeGuard(content))) return false;
    try {
      if ((await readTextFile(this.#path)) !== found || !(await this.#isDead(found))) return false;
      return (await removeFileIf(this.#path, found)) && (await createFileExclusive(this.#path, content));
    } finally {
      // One that stays is dead after a while; what came of the take-over matters more.
      await removeFileIf(this.#guard, content).catch(() => undefined);
    }
  }

  async #takeGuard(content: string): Promise<boolean> {
    if (await createFileExclusive(this.#guard, content)) return true;
    const found = await readTextFile(this.#guard);
    if (found !== undefined) {
      if ((await this.#age(this.#guard)) < GUARD_DEAD_AFTER_MS) return false;
      if (!(await removeFileIf(this.#guard, found))) return false;
    }
    return await createFileExclusive(this.#guard, content);
  }

  /** A lock that cannot be read may be one that is being written: only its age says that it is dead. */
  async #isDead(text: string): Promise<boolean> {
    const record = parseRecord(text);
    if (record !== undefined && isProbablyDead(record, await lookForProcess(record.pid))) return true;
    return (await this.#age(this.#path)) > DEAD_AFTER_MS;
  }

  /** Milliseconds since somebody gave a sign of life; none where the file is gone, since then somebody else is at work. */
  async #age(path: string): Promise<number> {
    const found = await stat(path).catch(() => undefined);
    return found === undefined ? 0 : this.#clock.now().getTime() - found.mtimeMs;
  }

  async #read(): Promise<LockRecord | undefined> {
    const text = await readTextFile(this.#path).catch(() => undefined);
    return text === undefined ? undefined : parseRecord(text);
  }

  async #beat(): Promise<void> {
    const now = this.#clock.now();
    await utimes(this.#path, now, now).catch(() => undefined);
  }

  #held(record: LockRecord | undefined): LockHeldError {
    return record === undefined
      ? makeUnreadableLockError(this.#path, this.#environment)
      : makeHeldError(record, this.#environment);
  }
}

function parseRecord(text: string): LockRecord | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isLockRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isLockRecord(value: unknown): value is LockRecord {
  return (
    typeof value === 'object' &&
    value !== null &&
    'nonce' in value &&
    'pid' in value &&
    'since' in value &&
    (!('process' in value) || checkShape(processMarkShape, value.process) === undefined)
  );
}
