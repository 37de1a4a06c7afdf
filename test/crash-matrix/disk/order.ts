/** What the preload is asked to do with the file system of the command; it comes in the environment variable `CAI_DISK_ORDER`. */
export interface DiskOrder {
  /** Steps below these folders are counted; others pass. */
  readonly folders: readonly string[];
  /** Where the steps are listed when the command ends by itself. */
  readonly report?: string;
  /** The step at which it happens, counted from 0: before that step has any effect. */
  readonly at?: number;
  readonly event?: DiskEvent;
}

/**
 * - `kill`: the process dies before the step.
 * - `tear`: the step is a write; its first half is done, then the process dies.
 * - `lose…`: the machine dies before the step. Of what was not synced, everything is lost, or only the bytes of files, or only the
 *   entries of folders (creations, renames, removals): a disk may keep either without the other.
 * - `fill`: from the step on the disk is full: nothing new fits, and a write ends half done.
 * - `freeze`: from the step on the file system is read-only.
 */
export type DiskEvent = 'kill' | 'tear' | 'lose' | 'lose-bytes' | 'lose-entries' | 'fill' | 'freeze';

/** One change of the file system. */
export interface DiskStep {
  readonly kind: 'create' | 'write' | 'sync' | 'sync-folder' | 'rename' | 'link' | 'remove' | 'make-folder';
  /** Relative to the folder that the command runs in. */
  readonly path: string;
  /** What a loss of power before this step could take. */
  readonly unsynced: { readonly bytes: boolean; readonly entries: boolean };
}

/** The name of the variable. */
export const ORDER_VARIABLE = 'CAI_DISK_ORDER';
