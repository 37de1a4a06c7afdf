/** Who may run at the same time as whom. */
export interface ConcurrencyGroup {
  readonly group: string;
  readonly cancelInProgress: boolean;
}

/** What became of the others when one came. */
export interface Entered {
  readonly isRunning: boolean;
  /** Ids of those that do not run or go on because of it. */
  readonly cancelled: readonly string[];
}

interface Members {
  running: string | undefined;
  pending: string | undefined;
}

/**
 * GitHub's rule: of a group one runs and one waits. A newer one that must wait takes the place of the older one, which is cancelled
 * without ever having run. With `cancel-in-progress` the one that runs is cancelled too; the newer one starts once it has ended.
 */
export class ConcurrencyQueue {
  readonly #groups = new Map<string, Members>();

  enter(id: string, { group, cancelInProgress }: ConcurrencyGroup): Entered {
    const members = this.#groups.get(group.toLowerCase());
    if (members === undefined) {
      this.#groups.set(group.toLowerCase(), { running: id, pending: undefined });
      return { isRunning: true, cancelled: [] };
    }
    const stopped = [members.pending, cancelInProgress ? members.running : undefined];
    members.pending = id;
    return { isRunning: false, cancelled: stopped.filter((one) => one !== undefined) };
  }

  /** One has ended; gives the one that starts now. */
  leave(id: string, { group }: ConcurrencyGroup): string | undefined {
    const members = this.#groups.get(group.toLowerCase());
    if (members === undefined) throw new Error(`nothing runs in the group ${group}`);
    if (members.pending === id) {
      members.pending = undefined;
      return undefined;
    }
    if (members.running !== id) throw new Error(`${id} does not run in the group ${group}`);
    if (members.pending === undefined) {
      this.#groups.delete(group.toLowerCase());
      return undefined;
    }
    members.running = members.pending;
    members.pending = undefined;
    return members.running;
  }
}
