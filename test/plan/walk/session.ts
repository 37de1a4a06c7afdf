import { type ApplyOutcome, applyLines } from '../../../runner/apply/index.ts';
import {
  type Address,
  formatObjectAddress,
  type Handoff,
  type Manifest,
  type Observed,
  type Plan,
  ProviderError,
  type RemoteKinds,
  type State,
} from '../../../runner/model/index.ts';
import { observe } from '../../../runner/observe/index.ts';
import {
  absorb,
  analyse,
  attestHandoff,
  type Decision,
  decide,
  declineHandoff,
  type HandoffAnswer,
  handoffView,
  makePlan,
  reconcile,
  recordAllowances,
  type World,
} from '../../../runner/plan/index.ts';
import { differencesFrom, verifyChanges } from '../../../runner/verify/index.ts';
import { judge } from './judge.ts';
import { type Manner, Operator, type Reading } from './operator.ts';
import { ToyAdobe, ToyClock } from './toy-adobe.ts';
import { Killed, ToyBackend } from './toy-backend.ts';
import { TOY_KINDS } from './toy-kinds.ts';
import { toyRemotes } from './toy-remotes.ts';
import { desiredOf, FIRST_YAML, type ToyYaml } from './toy-yaml.ts';

/** What goes wrong in one apply. Counters count down; the event happens when one reaches zero. */
export interface Faults {
  readonly killAppend?: { readonly index: number; readonly when: 'before' | 'after' };
  readonly killWrite?: { readonly index: number; readonly when: 'before' | 'after' };
  readonly lost?: { readonly index: number; readonly when: 'before' | 'after' | 'late' };
  readonly rejected?: { readonly index: number };
  readonly lag?: number;
}

const NO_SIGNAL = new AbortController().signal;

/** One walk's world, state and people, with what a person at the command line can do. */
export class Session {
  readonly clock = new ToyClock();
  readonly world = new ToyAdobe(this.clock);
  readonly backend = new ToyBackend(this.clock);
  readonly operator: Operator;
  readonly failures: string[] = [];
  readonly plans: Manifest[] = [];
  readonly readings: Reading[] = [];
  /** Every answer that counted: `object|path|value`. */
  readonly given = new Set<string>();
  yaml: ToyYaml = FIRST_YAML;
  #faults: Faults = {};
  #writes = 0;
  #appends = 0;
  #ids = 0;
  readonly #remotes: RemoteKinds;

  constructor() {
    const check = (address: Address, origin: string, id: string): void =>
      this.#checkTouched(address, origin, id);
    this.operator = new Operator(this.world, check);
    this.#remotes = toyRemotes(this.world, {
      perform: (effect, late) => this.#perform(effect, late),
      check: (address, id) => {
        const view = this.world.getView(id);
        if (view !== undefined) this.#checkTouched(address, view.origin, view.id);
      },
    });
    this.backend.onAppend = (when) => this.#onAppend(when);
  }

  #checkTouched(address: Address, origin: string, id: string): void {
    if (origin !== 'foreign') return;
    const isAdopted = this.backend.state.manifests.some((manifest) =>
      manifest.lines.some((line) => line.address === address && line.action === 'adopt'),
    );
    if (!isAdopted) this.world.violations.push(`${id} is a colleague's, and ${address} touched it`);
  }

  #onAppend(when: 'before' | 'after'): void {
    const kill = this.#faults.killAppend;
    if (when === 'before') this.#appends += 1;
    if (kill?.when === when && kill.index === this.#appends) throw new Killed('killed at an append');
  }

  #perform<Answer>(effect: () => Answer, late: (ms: number, effect: () => void) => void): Answer {
    this.#writes += 1;
    const { killWrite, lost, rejected } = this.#faults;
    if (killWrite?.index === this.#writes) {
      if (killWrite.when === 'after') effect();
      throw new Killed('killed at a write');
    }
    if (rejected?.index === this.#writes) throw failed('rejected');
    if (lost?.index !== this.#writes) return effect();
    if (lost.when === 'after') effect();
    if (lost.when === 'late') late(30_000, () => void effect());
    throw failed('unknown');
  }

  async observe(state: State, only?: { kinds: ReadonlySet<string>; earlier: Observed }): Promise<Observed> {
    const scope = {
      desired: desiredOf(this.yaml),
      state,
      depth: 'needed' as const,
      observedAt: this.clock.now().toISOString(),
      ...(only === undefined ? {} : { only }),
    };
    const tools = { kinds: TOY_KINDS, remotes: this.#remotes, emit: () => undefined, requests: () => ({}) };
    return observe(scope, tools);
  }

  async look(): Promise<World> {
    const { state } = this.backend;
    return { desired: desiredOf(this.yaml), observed: await this.observe(state), state, kinds: TOY_KINDS };
  }

  async plan(): Promise<Plan> {
    return makePlan(await this.look(), []);
  }

  async accept(manifest: Manifest): Promise<void> {
    if (manifest.lines.length === 0) return;
    this.#ids += 1;
    const lock = await this.backend.lock();
    const id = `${manifest.digest.slice(0, 8)}-${this.#ids}`;
    await lock.append([{ type: 'accept-manifest', id, manifest, acceptedBy: 'reviewer' }], 'accept');
  }

  async apply(faults: Faults = {}): Promise<ApplyOutcome | undefined> {
    this.#faults = faults;
    this.#writes = 0;
    this.#appends = 0;
    this.world.lag = faults.lag ?? 0;
    try {
      const outcome = await this.#applyLines();
      for (const failure of outcome.failures) this.failures.push(failure.message);
      return outcome;
    } catch (error) {
      if (error instanceof Killed) return undefined;
      throw error;
    } finally {
      this.#faults = {};
      this.world.lag = 0;
    }
  }

  async #applyLines(): Promise<ApplyOutcome> {
    const lock = await this.backend.lock();
    const desired = desiredOf(this.yaml);
    const outcome = await applyLines(
      {
        lock,
        desired,
        remotes: this.#remotes,
        clock: this.clock,
        serverNow: () => this.clock.now(),
        newId: () => {
          this.#ids += 1;
          return `w${this.#ids}`;
        },
        emit: () => undefined,
        signal: NO_SIGNAL,
        reconcile: (world) => reconcile({ ...world, kinds: TOY_KINDS }),
        decide: (world, held) => this.#decide({ ...world, kinds: TOY_KINDS }, held),
        verifyChanges: (world, addresses) => verifyChanges({ ...world, kinds: TOY_KINDS }, addresses),
        differencesFrom: (world, address, payload, object) =>
          differencesFrom({ ...world, kinds: TOY_KINDS }, address, payload, object),
        observeAgain: (state, earlier, kinds) => this.observe(state, { kinds, earlier }),
      },
      await this.observe(lock.state),
    );
    const { observed, state } = outcome;
    const allowances = recordAllowances({ desired, observed, state, kinds: TOY_KINDS });
    if (allowances.length > 0) await lock.append(allowances, 'allowances');
    return outcome;
  }

  #decide(world: World, held: ReadonlySet<string>): Decision {
    const decision = decide(world, held);
    this.world.violations.push(...judge(this.world, world, decision));
    return decision;
  }

  /** Reads every open handoff as a person would now, oldest first. */
  async readHandoffs(): Promise<readonly Reading[]> {
    if (Object.keys(this.backend.state.handoffs).length === 0) return [];
    const world = absorb(await this.look());
    const analysis = analyse(world);
    const readings = Object.values(this.backend.state.handoffs).map((handoff): Reading => {
      const current = world.state.handoffs[formatObjectAddress(handoff.address, handoff.fp)];
      const view = handoffView(analysis, current ?? handoff);
      return { handoff: current ?? handoff, view, state: world.state };
    });
    this.readings.push(...readings);
    return readings;
  }

  /** A person does what a handoff said when it was read, and says so. */
  async perform(reading: Reading, manner: Manner): Promise<HandoffAnswer | undefined> {
    const { handoff, view } = reading;
    const request = { address: handoff.address, fingerprint: view.fingerprint, by: 'anna', asserted: true };
    if (this.operator.isMissing(reading)) return this.#answer(reading, { ...request, answer: 'gone' });
    const { done, wasBegun } = this.operator.perform(reading, manner);
    if (handoff.purpose === 'undo' && !wasBegun)
      return this.#answer(reading, { ...request, answer: 'not-begun' });
    if (handoff.purpose === 'overdue' || manner === 'silent') return undefined;
    if (handoff.purpose === 'delete' || handoff.purpose === 'undo') return this.#answer(reading, request);
    const paths = view.attestable.filter((path) => done.includes(path));
    return paths.length === 0 ? undefined : this.#answer(reading, { ...request, paths });
  }

  async #answer(reading: Reading, request: Parameters<typeof attestHandoff>[1]): Promise<HandoffAnswer> {
    const world = absorb(await this.look());
    const answer = attestHandoff(world, request);
    if (!answer.ok) return answer;
    const key = formatObjectAddress(reading.handoff.address, reading.handoff.fp);
    const now = world.state.handoffs[key];
    if (now === undefined || JSON.stringify(now.asked) !== JSON.stringify(reading.handoff.asked)) {
      this.world.violations.push(`an answer to ${key}@${request.fingerprint} counted for another question`);
    }
    for (const transition of answer.transitions) {
      if (transition.type !== 'attest') continue;
      for (const [path, value] of Object.entries(transition.values)) {
        this.given.add(`${key}|${path}|${JSON.stringify(value)}`);
      }
    }
    const lock = await this.backend.lock();
    await lock.append(answer.transitions, 'attest');
    return answer;
  }

  async decline(handoff: Handoff, fingerprint: string): Promise<void> {
    const request = { address: handoff.address, fingerprint, by: 'anna', asserted: true, reason: 'not now' };
    const answer = declineHandoff(absorb(await this.look()), request);
    if (!answer.ok) return;
    const lock = await this.backend.lock();
    await lock.append(answer.transitions, 'decline');
  }
}

function failed(outcome: 'unknown' | 'rejected'): ProviderError {
  return new ProviderError({
    code: 'toy',
    message: outcome === 'unknown' ? 'the answer was lost' : 'Adobe refused',
    method: 'POST',
    path: '/dataviews',
    outcome,
    retryable: false,
  });
}
