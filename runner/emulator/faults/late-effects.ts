interface LateEffect {
  readonly dueAt: number;
  readonly happen: () => void;
}

/** Requests whose effect comes when nobody waits for it any more. Looked at before each request: nobody can see the world in between. */
export class LateEffects {
  #pending: LateEffect[] = [];

  add(dueAt: number, happen: () => void): void {
    this.#pending.push({ dueAt, happen });
  }

  /** Lets happen what is due, in its order. */
  run(now: number): void {
    const due = this.#pending.filter(({ dueAt }) => dueAt <= now);
    this.#pending = this.#pending.filter(({ dueAt }) => dueAt > now);
    for (const { happen } of due.sort((first, second) => first.dueAt - second.dueAt)) happen();
  }
}
