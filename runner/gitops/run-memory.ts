import type { Dated } from './read-answers.ts';

/**
 * What this run wrote. GitHub answers lists from copies that may be seconds behind: a comment that was just written would be
 * missing in them, and be written again.
 */
export class RunMemory<T> {
  readonly #written = new Map<number, Dated<T>>();
  readonly #deleted = new Set<number>();

  /** Notes what a write made, as its answer says. */
  note(written: Dated<T>): void {
    this.#written.set(written.id, written);
  }

  /** Notes that something is gone. */
  noteDeleted(id: number): void {
    this.#written.delete(id);
    this.#deleted.add(id);
  }

  /** Whether this run wrote it. */
  has(id: number): boolean {
    return this.#written.has(id);
  }

  get(id: number): Dated<T> | undefined {
    return this.#written.get(id);
  }

  /** A thing as it is: as listed, or as this run wrote it where the list is behind. */
  choose(listed: Dated<T>): Dated<T> {
    const written = this.#written.get(listed.id);
    // Times are whole seconds: of two writes within one the list may still show the first.
    return written !== undefined && written.updatedAt >= listed.updatedAt ? written : listed;
  }

  /** A list as it is, ordered by id: with what it lacks of `expected` things that this run wrote, without what this run deleted. */
  complete(listed: readonly Dated<T>[], isExpected: (value: T) => boolean): readonly Dated<T>[] {
    const known = new Set(listed.map(({ id }) => id));
    const missing = [...this.#written.values()].filter(
      ({ id, value }) => !known.has(id) && isExpected(value),
    );
    return [...listed.map((one) => this.choose(one)), ...missing]
      .filter(({ id }) => !this.#deleted.has(id))
      .sort((first, second) => first.id - second.id);
  }
}
