/** A job that somebody starts; it never throws. */
type Work = () => Promise<void>;

/** GitHub's `concurrency` of one group: one job runs, one waits, and a newer one takes the place of the one that waits. */
export class ConcurrencyGroup {
  #waiting: Work | undefined;
  #running: Promise<void> | undefined;

  start(work: Work): void {
    this.#waiting = work;
    this.#running ??= this.#runAll();
  }

  /** Resolves when nothing runs and nothing waits. */
  async settle(): Promise<void> {
    await this.#running;
  }

  async #runAll(): Promise<void> {
    while (this.#waiting !== undefined) {
      const work = this.#waiting;
      this.#waiting = undefined;
      await work();
    }
    this.#running = undefined;
  }
}
