import {
  applyTransitions,
  type Backend,
  emptyState,
  type HistoryEntry,
  type Lock,
  type LockHolder,
  type State,
  type Transition,
} from '../../../runner/model/index.ts';
import type { ToyClock } from './toy-adobe.ts';

/** Ends a run as `kill -9` would. */
export class Killed extends Error {
  override readonly name = 'Killed';
}

/** State in memory: the fold of what was durable, nothing else. */
export class ToyBackend implements Backend {
  readonly #clock: ToyClock;
  readonly violations: string[] = [];
  /** Everything that was ever appended, for whoever looks into a walk. */
  readonly log: Transition[] = [];
  /** Called around every append: may throw `Killed`. */
  onAppend: (when: 'before' | 'after') => void = () => undefined;
  state: State = emptyState('demo', 'lineage');
  #generation = 0;

  constructor(clock: ToyClock) {
    this.#clock = clock;
  }

  read(): Promise<State> {
    return Promise.resolve(this.state);
  }

  holder(): Promise<LockHolder | undefined> {
    return Promise.resolve(undefined);
  }

  unlock(): Promise<void> {
    return Promise.resolve();
  }

  history(): Promise<readonly HistoryEntry[]> {
    return Promise.resolve([]);
  }

  /** The former holder is dead whenever a walk locks again. */
  lock(): Promise<Lock> {
    this.#generation += 1;
    const generation = this.#generation;
    const state = this.state;
    return Promise.resolve({
      state,
      append: async (transitions: readonly Transition[]): Promise<State> => {
        if (generation !== this.#generation) throw new Killed('a dead process cannot write');
        this.onAppend('before');
        this.log.push(...transitions);
        this.#fold(transitions);
        this.onAppend('after');
        return this.state;
      },
      release: (): Promise<void> => Promise.resolve(),
    });
  }

  #fold(transitions: readonly Transition[]): void {
    const before = this.state;
    for (const transition of transitions) this.#checkAuthority(before, transition);
    const at = this.#clock.now().toISOString();
    this.state = { ...applyTransitions(before, transitions, { at }), serial: before.serial + 1 };
    this.#checkSpent(before);
    this.#checkObjects();
  }

  /** Nothing begins without an open line behind it. */
  #checkAuthority(state: State, transition: Transition): void {
    if (transition.type !== 'begin') return;
    const { manifest, line } = transition.intent;
    const known = state.manifests
      .find(({ id }) => id === manifest)
      ?.lines.find(({ address }) => address === line);
    if (known?.status !== 'open')
      this.violations.push(`a write began for ${line}, whose line is ${known?.status}`);
  }

  /** A line that is spent stays as it is. */
  #checkSpent(before: State): void {
    for (const manifest of before.manifests) {
      const after = this.state.manifests.find(({ id }) => id === manifest.id);
      for (const [index, line] of manifest.lines.entries()) {
        const now = after?.lines[index];
        if (line.status !== 'open' && now?.status !== line.status) {
          this.violations.push(`the line of ${line.address} was ${line.status} and is ${now?.status}`);
        }
      }
    }
  }

  #checkObjects(): void {
    const ids = new Set<string>();
    for (const [address, resource] of Object.entries(this.state.resources)) {
      const current = resource.objects.filter((object) => object.status === 'current');
      if (current.length > 1) this.violations.push(`${address} has ${current.length} current objects`);
      for (const object of resource.objects) {
        const id = object.ids['id'];
        if (id === undefined) continue;
        if (ids.has(id)) this.violations.push(`${id} is bound twice`);
        ids.add(id);
      }
    }
  }
}
