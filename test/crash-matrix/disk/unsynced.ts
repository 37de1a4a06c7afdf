import {
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** A change of a folder that its own sync has not made durable yet. */
interface Entry {
  readonly folder: string;
  undo(): void;
}

interface OpenBytes {
  path: string;
  /** Bytes that are durable. */
  synced: number;
  isDirty: boolean;
}

/**
 * What a loss of power may take: bytes of files that were not synced, and entries of folders that were not. Strict, as POSIX is:
 * syncing a new file does not make its name durable, and syncing a folder does not do so for its parent.
 */
export class Unsynced {
  readonly #files = new Map<number, OpenBytes>();
  #entries: Entry[] = [];
  #shadows = '';
  #count = 0;

  get hasBytes(): boolean {
    return [...this.#files.values()].some(({ isDirty }) => isDirty);
  }

  get hasEntries(): boolean {
    return this.#entries.length > 0;
  }

  /** A file is open for writing; what it held before counts as durable. */
  opened(path: string, isNew: boolean): void {
    const { ino, size } = statSync(path);
    const known = this.#files.get(ino);
    if (known === undefined || isNew)
      this.#files.set(ino, { path, synced: isNew ? 0 : size, isDirty: false });
    if (isNew) this.#add(path, () => rmSync(path, { force: true }));
  }

  written(path: string): void {
    const file = this.#fileAt(path);
    if (file !== undefined) file.isDirty = true;
  }

  synced(path: string): void {
    const file = this.#fileAt(path);
    if (file === undefined) return;
    file.isDirty = false;
    file.synced = statSync(path).size;
  }

  syncedFolder(folder: string): void {
    this.#entries = this.#entries.filter((entry) => entry.folder !== folder);
  }

  madeFolder(path: string): void {
    this.#add(path, () => rmSync(path, { recursive: true, force: true }));
  }

  linked(path: string): void {
    this.#add(path, () => rmSync(path, { force: true }));
  }

  /** To be called before the rename: what it replaces is kept aside. */
  renaming(from: string, to: string): () => void {
    const isFile = existsSync(to) && statSync(to).isFile();
    const replaced = isFile ? this.#keep(to) : undefined;
    return () => {
      this.#add(to, () => {
        renameSync(to, from);
        if (replaced !== undefined) linkSync(replaced, to);
      });
      for (const file of this.#files.values()) {
        if (file.path === from || file.path.startsWith(`${from}/`))
          file.path = `${to}${file.path.slice(from.length)}`;
      }
    };
  }

  /** To be called before the removal. */
  removing(path: string): () => void {
    if (!existsSync(path)) return () => undefined;
    const kept = this.#keep(path);
    return () => this.#add(path, () => (kept === undefined ? mkdirSync(path) : linkSync(kept, path)));
  }

  /** Takes what is not durable, newest first. */
  lose(what: { readonly bytes: boolean; readonly entries: boolean }): void {
    if (what.bytes) {
      for (const { path, synced, isDirty } of this.#files.values())
        if (isDirty && existsSync(path)) truncateSync(path, Math.min(synced, statSync(path).size));
    }
    if (!what.entries) return;
    for (const { undo } of this.#entries.toReversed()) {
      try {
        undo();
      } catch (error) {
        // What it came from is durably gone: then it must be durable itself.
        if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      }
    }
  }

  #add(path: string, undo: () => void): void {
    this.#entries.push({ folder: dirname(path), undo });
  }

  #fileAt(path: string): OpenBytes | undefined {
    return existsSync(path) ? this.#files.get(statSync(path).ino) : undefined;
  }

  /** A second name for a file, so that it outlives its removal; undefined for a folder. */
  #keep(path: string): string | undefined {
    if (statSync(path).isDirectory()) return undefined;
    if (this.#shadows === '') this.#shadows = mkdtempSync(join(process.cwd(), '.unsynced-'));
    this.#count += 1;
    const kept = join(this.#shadows, `${this.#count}-${basename(path)}`);
    linkSync(path, kept);
    return kept;
  }

  /** Removes what was kept aside. */
  forget(): void {
    if (this.#shadows !== '') rmSync(this.#shadows, { recursive: true, force: true });
  }
}
