/** One piece of work. */
export type Task = () => Promise<void>;

/** Tasks of one caller: begun in order, after those of the callers before it. */
interface Lane {
  readonly tasks: Iterator<Task>;
  readonly settle: () => void;
  running: number;
  hasMore: boolean;
  failure?: { readonly error: unknown };
}

/**
 * Runs tasks of several callers, at most so many at once in all. Tasks are made when their turn comes, so that a million of them
 * cost no memory. Whoever came first is served first; a later caller fills what the first leaves free.
 */
export class RangePool {
  readonly #parallel: number;
  #running = 0;
  #lanes: readonly Lane[] = [];

  constructor(parallel: number) {
    this.#parallel = parallel;
  }

  /** Resolves when all tasks are done. After a failure nothing new of this caller is begun; what is in flight is awaited, then it rejects. */
  async run(tasks: Iterable<Task>): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      const settle = (): void => {
        if (lane.hasMore || lane.running > 0) return;
        this.#lanes = this.#lanes.filter((other) => other !== lane);
        if (lane.failure === undefined) resolve();
        else reject(lane.failure.error);
      };
      const lane: Lane = { tasks: tasks[Symbol.iterator](), settle, running: 0, hasMore: true };
      this.#lanes = [...this.#lanes, lane];
      this.#fill();
    });
  }

  #fill(): void {
    for (const lane of this.#lanes) {
      while (lane.hasMore && this.#running < this.#parallel) {
        const next = lane.tasks.next();
        if (next.done === true) lane.hasMore = false;
        else void this.#start(lane, next.value);
      }
      lane.settle();
    }
  }

  async #start(lane: Lane, task: Task): Promise<void> {
    this.#running += 1;
    lane.running += 1;
    try {
      await task();
    } catch (error) {
      lane.failure ??= { error };
      lane.hasMore = false;
    } finally {
      this.#running -= 1;
      lane.running -= 1;
      this.#fill();
    }
  }
}
