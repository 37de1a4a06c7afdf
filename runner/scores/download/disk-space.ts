import { stat, statfs } from 'node:fs/promises';
import { makeFileError } from '../../host/index.ts';
import { RunnerError } from '../../model/index.ts';

/** What is free on the disk of a folder. */
export interface DiskSpace {
  /** Tells disks apart. */
  readonly device: number;
  /** That this user may use. */
  readonly freeBytes: number;
}

/** Bytes that are to be written into a folder. */
export interface SpaceNeed {
  readonly folder: string;
  readonly bytes: number;
}

/** Left free for others, and for what the file system itself needs: this and a hundredth of what is written. */
const MARGIN_BYTES = 64 * 1024 * 1024;

/** Reads it from the system. */
export async function readDiskSpace(folder: string): Promise<DiskSpace> {
  try {
    const [{ dev }, { bavail, bsize }] = await Promise.all([stat(folder), statfs(folder)]);
    return { device: dev, freeBytes: bavail * bsize };
  } catch (error) {
    throw makeFileError(error, 'read the free space of', folder);
  }
}

/** Throws unless everything fits: a download that ends with a full disk harms more than itself. */
export async function assertSpace(
  needs: readonly SpaceNeed[],
  readSpace: (folder: string) => Promise<DiskSpace>,
): Promise<void> {
  const disks = new Map<number, { readonly folder: string; readonly freeBytes: number; bytes: number }>();
  for (const { folder, bytes } of needs.filter((need) => need.bytes > 0)) {
    const { device, freeBytes } = await readSpace(folder);
    const disk = disks.get(device) ?? { folder, freeBytes, bytes: 0 };
    disk.bytes += bytes;
    disks.set(device, disk);
  }
  for (const { folder, freeBytes, bytes } of disks.values()) {
    const lacking = Math.ceil(bytes * 1.01) + MARGIN_BYTES - freeBytes;
    if (lacking > 0) throw reportSpace(folder, { bytes, freeBytes, lacking });
  }
}

function reportSpace(
  folder: string,
  {
    bytes,
    freeBytes,
    lacking,
  }: { readonly bytes: number; readonly freeBytes: number; readonly lacking: number },
): RunnerError {
  return new RunnerError({
    code: 'not-enough-space',
    message: `The scores that are missing need ${toMebibytes(bytes)} on the disk of ${folder}, where ${toMebibytes(freeBytes)} are free: with the margin that is left free, ${toMebibytes(lacking)} are lacking`,
    hint: 'Nothing was fetched. Free some space, keep fewer batches (scores.download.keepBatches), or choose another folder (scores.download.to).',
  });
}

function toMebibytes(bytes: number): string {
  return `${Math.ceil(bytes / 1024 ** 2).toLocaleString('en-US')} MiB`;
}
