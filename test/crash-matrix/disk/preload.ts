/**
 * Loaded before the built command (`node --import`): counts its changes of the file system below some folders, and makes a crash,
 * a loss of power or a full disk happen at one of them. The command knows nothing of it.
 */
import { existsSync, writeFileSync } from 'node:fs';
import fs, { type FileHandle } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { dirname, resolve } from 'node:path';
import { DiskLog } from './disk-log.ts';
import { type DiskOrder, ORDER_VARIABLE } from './order.ts';

type WriteBytes = (
  buffer: Uint8Array,
  offset: number,
  length: number,
  position: number | null,
) => Promise<{ bytesWritten: number; buffer: Uint8Array }>;

const text = process.env[ORDER_VARIABLE];
if (text !== undefined) watch(JSON.parse(text) as DiskOrder);

function watch(order: DiskOrder): void {
  const log = new DiskLog(order);
  const real = { ...fs };
  const wrapped: Partial<typeof fs> = {
    open: (async (path: string, flags: string | number = 'r', mode?: number) => {
      if (!log.watches(path) && !(flags === 'r' && log.isAbove(path)))
        return await real.open(path, flags, mode);
      if (flags === 'r') return wrapReadOnly(log, path, await real.open(path, flags, mode));
      const isNew = !existsSync(path);
      if (isNew) log.step({ kind: 'create', path });
      else if (String(flags).includes('x')) return await real.open(path, flags, mode);
      else log.assertWritable(path);
      const handle = await real.open(path, flags, mode);
      log.unsynced?.opened(resolve(path), isNew);
      return wrapWritable(log, path, handle);
    }) as typeof fs.open,
    rename: (async (from: string, to: string) => {
      if (!log.watches(to)) return await real.rename(from, to);
      if (existsSync(from)) log.step({ kind: 'rename', path: to });
      const done = log.unsynced?.renaming(resolve(from), resolve(to));
      await real.rename(from, to);
      done?.();
    }) as typeof fs.rename,
    link: (async (from: string, to: string) => {
      if (!log.watches(to)) return await real.link(from, to);
      log.step({ kind: 'link', path: to });
      await real.link(from, to);
      log.unsynced?.linked(resolve(to));
    }) as typeof fs.link,
    rm: (async (path: string, options) =>
      await remove(log, path, async () => await real.rm(path, options))) as typeof fs.rm,
    rmdir: (async (path: string) =>
      await remove(log, path, async () => await real.rmdir(path))) as typeof fs.rmdir,
    mkdir: (async (path: string, options) => {
      if (!log.watches(path)) return await real.mkdir(path, options);
      const missing = missingFolders(path);
      if (missing.length > 0) log.step({ kind: 'make-folder', path });
      const made = await real.mkdir(path, options);
      for (const folder of missing) log.unsynced?.madeFolder(folder);
      return made;
    }) as typeof fs.mkdir,
  };
  Object.assign(fs, wrapped);
  syncBuiltinESMExports();
  process.on('exit', () => {
    log.unsynced?.forget();
    if (order.report !== undefined) writeFileSync(order.report, JSON.stringify(log.steps));
  });
}

async function remove(log: DiskLog, path: string, work: () => Promise<void>): Promise<void> {
  if (!log.watches(path) || !existsSync(path)) return await work();
  log.step({ kind: 'remove', path });
  const done = log.unsynced?.removing(resolve(path));
  await work();
  done?.();
}

/** Folders that are not there yet, the outermost first. */
function missingFolders(path: string): readonly string[] {
  const missing: string[] = [];
  for (let at = resolve(path); !existsSync(at) && dirname(at) !== at; at = dirname(at)) missing.unshift(at);
  return missing;
}

/** A folder is opened to be synced. */
function wrapReadOnly(log: DiskLog, path: string, handle: FileHandle): FileHandle {
  const sync = handle.sync.bind(handle);
  handle.sync = async () => {
    log.step({ kind: 'sync-folder', path });
    await sync();
    log.unsynced?.syncedFolder(resolve(path));
  };
  return handle;
}

function wrapWritable(log: DiskLog, path: string, handle: FileHandle): FileHandle {
  const { writeFile, write, sync, datasync } = handle;
  const flush =
    (work: () => Promise<void>): (() => Promise<void>) =>
    async () => {
      log.step({ kind: 'sync', path });
      await work.call(handle);
      log.unsynced?.synced(resolve(path));
    };
  handle.sync = flush(sync);
  handle.datasync = flush(datasync);
  handle.writeFile = (async (data: string | Uint8Array) => {
    log.write(path, { fd: handle.fd, bytes: Buffer.from(data as string), position: null });
    log.unsynced?.written(resolve(path));
    await writeFile.call(handle, data);
  }) as FileHandle['writeFile'];
  handle.write = (async (buffer: Uint8Array, offset: number, length: number, position: number | null) => {
    const bytes = Buffer.from(buffer.buffer, buffer.byteOffset + offset, length);
    log.write(path, { fd: handle.fd, bytes, position });
    log.unsynced?.written(resolve(path));
    return await (write as WriteBytes).call(handle, buffer, offset, length, position);
  }) as FileHandle['write'];
  return handle;
}
