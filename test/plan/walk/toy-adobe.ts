/** Adobe in memory: a mutable world with what the toy kinds need of it, and a note of whose everything is. */

export type Format = 'event' | 'profile';

export interface ToyInstance {
  readonly id: string;
  title: string;
  goal: number;
  schedule: string;
  data: string;
  /** The object that it was made for, as the handoff named it; `foreign` for a colleague's own. */
  readonly origin: string;
  hasRun: boolean;
}

export interface ToyDataset {
  readonly id: string;
  readonly format: Format;
  readonly instance: string;
}

export interface ToyConnection {
  readonly id: string;
  title: string;
  primaryIdType: string;
  stitching: string;
  readonly members: Map<string, boolean>;
  backfill: 'pending' | 'ok' | 'failed';
  readonly origin: string;
}

export interface ToyView {
  readonly id: string;
  title: string;
  timezone: string;
  connection: string;
  readonly origin: string;
  readonly createdAt: number;
  modifiedBy: string;
  /** When a colleague last edited it. */
  editedAt?: number;
  readonly parts: Map<string, { dataset: string; attribute: string }>;
  access: string;
}

export interface ToyInput {
  readonly id: string;
  readonly title: string;
}

/** A clock that moves by itself with every look at it, and by sleeping; it never waits. */
export class ToyClock {
  ms = Date.parse('2026-01-05T08:00:00Z');

  now(): Date {
    this.ms += 1;
    return new Date(this.ms);
  }

  sleep(ms: number): Promise<void> {
    this.ms += ms;
    return Promise.resolve();
  }
}

/** All that exists. */
export class ToyAdobe {
  readonly clock: ToyClock;
  readonly inputs: ToyInput[] = [{ id: 'in1', title: 'Web' }];
  readonly instances: ToyInstance[] = [];
  readonly datasets: ToyDataset[] = [];
  readonly connections: ToyConnection[] = [];
  /** Files on the runner's own disk: score exports. */
  readonly disk = new Map<string, string>();
  views: ToyView[] = [];
  /** How much older than the truth a list of views may be, in milliseconds. */
  lag = 0;
  /** Whether so much time has passed that a missing run is overdue. */
  isLate = false;
  /**
   * Whether something of a colleague's cannot be told from ours by anything that Adobe shows: an instance with the title
   * that was just asked for, or one that writes anew although its dataset was deleted.
   */
  isIndistinguishable = false;
  /** Whether a person does what was asked before something else was: what that breaks is that person's doing. */
  isOperatorLate = false;
  /** What must never happen, as it happened. */
  readonly violations: string[] = [];
  /** Objects that somebody changed in a way that no API shows and that was not asked. */
  readonly tainted = new Set<string>();
  readonly #history: { readonly at: number; readonly views: readonly ToyView[] }[] = [];
  readonly #later: { readonly at: number; readonly effect: () => void }[] = [];
  #next = 0;

  constructor(clock: ToyClock) {
    this.clock = clock;
    this.#remember();
  }

  newId(prefix: string): string {
    this.#next += 1;
    return `${prefix}${this.#next}`;
  }

  /** Changes views, and remembers how they were for stale lists. */
  changeViews(change: () => void): void {
    this.settle();
    change();
    this.#remember();
  }

  /** A write whose effect comes after its connection died. */
  later(ms: number, effect: () => void): void {
    this.#later.push({ at: this.clock.ms + ms, effect });
  }

  /** Lets late effects happen that are due. */
  settle(): void {
    for (const entry of this.#later.splice(0)) {
      if (entry.at <= this.clock.ms) {
        entry.effect();
        this.#remember(entry.at);
      } else this.#later.push(entry);
    }
  }

  /** Views as a list shows them now: possibly stale. */
  listViews(): readonly ToyView[] {
    this.settle();
    if (this.lag === 0) return this.views;
    const seen = this.#history.findLast((entry) => entry.at <= this.clock.ms - this.lag);
    return (seen ?? this.#history[0])?.views ?? [];
  }

  /** One view by id, read freshly. */
  getView(id: string | undefined): ToyView | undefined {
    this.settle();
    return this.views.find((view) => view.id === id);
  }

  /** A connection is deleted after the views on it. */
  checkUnused(connection: string): void {
    if (this.isOperatorLate) return;
    const used = this.views.filter((view) => view.connection === connection && view.origin !== 'foreign');
    for (const view of used)
      this.violations.push(`${connection} was deleted, and ${view.id} still stands on it`);
  }

  /** An instance is deleted after every part that reads its scores. */
  checkUnread(instance: string): void {
    if (this.isOperatorLate) return;
    const made = this.datasets.filter((dataset) => dataset.instance === instance).map(({ id }) => id);
    for (const view of this.views) {
      const isRead = [...view.parts.values()].some((part) => made.includes(part.dataset));
      if (isRead && view.origin !== 'foreign' && !this.isIndistinguishable) {
        this.violations.push(`${instance} was deleted, and ${view.id} still reads its scores`);
      }
    }
  }

  titleOf(dataset: ToyDataset): string {
    return this.instances.find((instance) => instance.id === dataset.instance)?.title ?? '';
  }

  /** Every configured instance has its next scoring run, and backfills end. */
  run(): void {
    for (const instance of this.instances) {
      instance.hasRun = true;
      for (const format of ['event', 'profile'] as const) {
        const known = this.datasets.some((set) => set.instance === instance.id && set.format === format);
        if (!known) this.datasets.push({ id: this.newId('ds'), format, instance: instance.id });
      }
    }
    for (const connection of this.connections) connection.backfill = 'ok';
  }

  /** Deletes an instance with its datasets, as Adobe does. */
  deleteInstance(id: string): void {
    removeWhere(this.instances, (instance) => instance.id === id);
    removeWhere(this.datasets, (dataset) => dataset.instance === id);
  }

  deleteDataset(id: string): void {
    removeWhere(this.datasets, (dataset) => dataset.id === id);
  }

  deleteConnection(id: string): void {
    removeWhere(this.connections, (connection) => connection.id === id);
  }

  deleteView(id: string): void {
    this.changeViews(() => {
      this.views = this.views.filter((view) => view.id !== id);
    });
  }

  #remember(at = this.clock.ms): void {
    const views = this.views.map((view) => ({ ...view, parts: new Map(view.parts) }));
    this.#history.push({ at, views });
  }
}

export function removeWhere<Item>(items: Item[], isGone: (item: Item) => boolean): void {
  for (let index = items.length - 1; index >= 0; index -= 1) {
    const item = items[index];
    if (item !== undefined && isGone(item)) items.splice(index, 1);
  }
}
