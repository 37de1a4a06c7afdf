import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { EmulatorStartError } from '../options.ts';
import type { World, WorldFile } from './types.ts';

/** Keeps a world in a directory: `world.json` and the score files under `files/`. */
export interface WorldStore {
  readonly directory: string;
  /** To be called after every change; writes at once, or shortly after when changes come fast. */
  save(): void;
  /** Writes what is still pending. */
  flush(): void;
  writePart(batchId: string, file: WorldFile, bytes: Uint8Array): void;
  readPart(batchId: string, name: string): Buffer;
  getPartPath(batchId: string, name: string): string;
  /** Bytes of a part as it lies on disk. */
  getPartLength(batchId: string, name: string): number;
  /** Where the parts of a batch lie. */
  getFolder(batchId: string): string;
  deleteParts(batchId: string): void;
}

/** Reads `world.json` of a directory; undefined when there is none yet. */
export function readWorld(directory: string): World | undefined {
  let text: string;
  try {
    text = readFileSync(join(directory, 'world.json'), 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw new EmulatorStartError(`cannot read the world in ${directory}: ${String(error)}`);
  }
  try {
    const world: World = JSON.parse(text);
    if (world.formatVersion !== 1)
      throw new Error(`format version ${String(world.formatVersion)} is not known`);
    return world;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new EmulatorStartError(
      `the world in ${directory} is damaged (${reason}); delete the directory to start anew`,
    );
  }
}

/** Opens the store of a world. */
export function openWorldStore(directory: string, world: World): WorldStore {
  const files = join(directory, 'files');
  mkdirSync(files, { recursive: true });
  let timer: NodeJS.Timeout | undefined;
  let quietUntil = 0;
  let isDirty = false;

  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    if (!isDirty) return;
    isDirty = false;
    const startedAt = performance.now();
    writeAtomically(join(directory, 'world.json'), JSON.stringify(world));
    const took = performance.now() - startedAt;
    // A world with thousands of data views takes a while to write: under load it may cost a tenth of the time.
    quietUntil = performance.now() + Math.max(20, took * 9);
  }

  return {
    directory,
    save() {
      isDirty = true;
      if (timer) return;
      const wait = quietUntil - performance.now();
      if (wait <= 0) flush();
      else timer = setTimeout(flush, wait);
    },
    flush,
    writePart(batchId, file, bytes) {
      mkdirSync(join(files, batchId), { recursive: true });
      writeFileSync(join(files, batchId, file.name), bytes);
    },
    readPart: (batchId, name) => readFileSync(join(files, batchId, name)),
    getPartPath: (batchId, name) => join(files, batchId, name),
    getPartLength: (batchId, name) => statSync(join(files, batchId, name)).size,
    getFolder: (batchId) => join(files, batchId),
    deleteParts: (batchId) => rmSync(join(files, batchId), { recursive: true, force: true }),
  };
}

/** Writes a file so that a crash leaves the old or the new one, never half of one. */
export function writeAtomically(path: string, text: string, mode = 0o644): void {
  const temporary = `${path}.${process.pid}.tmp`;
  const handle = openSync(temporary, 'w', mode);
  try {
    writeFileSync(handle, text);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(temporary, path);
}
