import { writeSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import type { DiskEvent, DiskOrder, DiskStep } from './order.ts';
import { Unsynced } from './unsynced.ts';

interface Write {
  readonly fd: number;
  readonly bytes: Buffer;
  readonly position: number | null;
}

/** What is lost where the machine dies. */
const LOSSES: Partial<Record<DiskEvent, { readonly bytes: boolean; readonly entries: boolean }>> = {
  lose: { bytes: true, entries: true },
  'lose-bytes': { bytes: true, entries: false },
  'lose-entries': { bytes: false, entries: true },
};

/** What still works where no space is left. */
const NEEDS_NO_SPACE: ReadonlySet<DiskStep['kind']> = new Set(['rename', 'remove', 'sync', 'sync-folder']);

/** Counts steps, and makes what was ordered happen at one of them. */
export class DiskLog {
  readonly steps: DiskStep[] = [];
  /** Kept only where somebody asks what is not durable: it costs system calls. */
  readonly unsynced: Unsynced | undefined;
  readonly #order: DiskOrder;
  readonly #folders: readonly string[];

  constructor(order: DiskOrder) {
    this.#order = order;
    this.#folders = order.folders.map((folder) => resolve(folder));
    const tracks = order.event === undefined || LOSSES[order.event] !== undefined;
    this.unsynced = tracks ? new Unsynced() : undefined;
  }

  watches(path: unknown): path is string {
    if (typeof path !== 'string') return false;
    const full = resolve(path);
    return this.#folders.some((folder) => full === folder || full.startsWith(`${folder}/`));
  }

  /** Whether syncing this folder makes a watched one durable in its parent. */
  isAbove(path: unknown): path is string {
    return typeof path === 'string' && this.#folders.some((folder) => folder.startsWith(`${resolve(path)}/`));
  }

  /** To be called before a step has any effect. Throws where the disk refuses it. */
  step({ kind, path }: Pick<DiskStep, 'kind' | 'path'>): void {
    this.#note(kind, path);
    if (this.#isDue()) this.#die();
    this.#refuse(kind, path);
  }

  write(path: string, write: Write): void {
    this.#note('write', path);
    if (this.#isDue()) {
      if (this.#order.event === 'tear') writeHalf(write);
      this.#die();
    }
    if (this.#isFailing('fill')) writeHalf(write);
    this.#refuse('write', path);
  }

  /** Opening a file for writing changes nothing, but is refused where nothing may be written. */
  assertWritable(path: string): void {
    if (this.#isFailing('freeze')) throw makeError('EROFS', path);
  }

  #note(kind: DiskStep['kind'], path: string): void {
    const bytes = this.unsynced?.hasBytes ?? false;
    const entries = this.unsynced?.hasEntries ?? false;
    this.steps.push({ kind, path: relative(process.cwd(), resolve(path)), unsynced: { bytes, entries } });
  }

  #isDue(): boolean {
    return this.steps.length - 1 === this.#order.at;
  }

  #isFailing(event: DiskEvent): boolean {
    const { at, event: ordered } = this.#order;
    return ordered === event && at !== undefined && this.steps.length - 1 >= at;
  }

  #refuse(kind: DiskStep['kind'], path: string): void {
    if (this.#isFailing('freeze')) throw makeError('EROFS', path);
    if (this.#isFailing('fill') && !NEEDS_NO_SPACE.has(kind)) throw makeError('ENOSPC', path);
  }

  #die(): void {
    const { event } = this.#order;
    if (event === 'fill' || event === 'freeze' || event === undefined) return;
    const loss = LOSSES[event];
    if (loss !== undefined) this.unsynced?.lose(loss);
    this.unsynced?.forget();
    process.kill(process.pid, 'SIGKILL');
    // The signal takes a moment: nothing may happen after it.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  }
}

function writeHalf({ fd, bytes, position }: Write): void {
  writeSync(fd, bytes, 0, Math.floor(bytes.length / 2), position);
}

function makeError(code: 'ENOSPC' | 'EROFS', path: string): NodeJS.ErrnoException {
  const what = code === 'ENOSPC' ? 'no space left on device' : 'read-only file system';
  return Object.assign(new Error(`${code}: ${what}, '${path}'`), { code });
}
