import type { Context } from '../context.ts';
import { isOwnInterface } from '../http/api-error.ts';
import type { RouteMatch } from '../http/router.ts';
import { getUniform } from '../seeded-random.ts';
import { type Fault, MIXED, pickMixed } from './fault-kinds.ts';
import type { FaultSettings, FaultSwitch, RuleReport } from './fault-switch.ts';
import { LateEffects } from './late-effects.ts';
import {
  type FaultRule,
  isAbout,
  type Operation,
  parseFaults,
  type When,
  type Where,
} from './parse-faults.ts';
import { StaleReads } from './stale-reads.ts';

interface ActiveRule {
  readonly rule: FaultRule;
  requests: number;
  struck: number;
}

interface Strike extends Operation {
  readonly isWrite: boolean;
  /** How often this operation was asked for since the rules were switched on. */
  readonly count: number;
}

/** Decides which requests go wrong, and how. The same seed and order of requests make the same faults. */
export class FaultInjector implements FaultSwitch {
  /** Outlive the rules that made them. */
  readonly late = new LateEffects();
  readonly #stale = new StaleReads();
  readonly #operations: readonly Operation[];
  readonly #counts = new Map<string, number>();
  #settings: FaultSettings = { faults: '', seed: 1 };
  #rules: ActiveRule[] = [];

  constructor(operations: readonly Operation[]) {
    this.#operations = operations.filter(({ api }) => !isOwnInterface(api));
  }

  set(settings: FaultSettings): void {
    const rules = parseFaults(settings.faults, this.#operations);
    this.clear();
    this.#settings = settings;
    this.#rules = rules.map((rule) => ({ rule, requests: 0, struck: 0 }));
  }

  clear(): void {
    this.#settings = { faults: '', seed: this.#settings.seed };
    this.#rules = [];
    this.#counts.clear();
    this.#stale.forget();
  }

  report(): FaultSettings & { readonly rules: readonly RuleReport[] } {
    const rules = this.#rules.map(({ rule, requests, struck }) => ({ rule: rule.text, requests, struck }));
    return { ...this.#settings, rules };
  }

  /** The faults of a request; several rules may strike together. The control API is never struck. */
  draw(match: RouteMatch): readonly Fault[] {
    if (this.#rules.length === 0 || match.route === undefined || isOwnInterface(match.api)) return [];
    const { method, path } = match.route;
    const name = `${method} ${path}`;
    const count = (this.#counts.get(name) ?? 0) + 1;
    this.#counts.set(name, count);
    const strike = { api: match.api, method, path, isWrite: isWrite(match), count };
    return this.#rules.flatMap((active, index) => this.#strike(active, strike, index));
  }

  /** From now on reads see the world as it is now, for so many seconds. */
  makeStale(context: Context, seconds: number): void {
    this.#stale.remember(context, seconds);
  }

  /** The world as a request sees it: while reads are stale, as it was before the write that made them so. */
  getContext(context: Context, match: RouteMatch): Context {
    return match.api === 'cja' && !isWrite(match) ? this.#stale.look(context) : context;
  }

  #strike(active: ActiveRule, strike: Strike, index: number): readonly Fault[] {
    const { where, when, fault } = active.rule;
    if (!concerns(where, strike)) return [];
    active.requests += 1;
    // Drawn per operation, so that requests of other operations that come earlier or later change nothing.
    const seed = `${this.#settings.seed}/${index}/${strike.method} ${strike.path}/${strike.count}`;
    if (!strikes(when, active.requests, () => getUniform(seed))) return [];
    active.struck += 1;
    return [fault === MIXED ? pickMixed(strike, getUniform(`${seed}/which`)) : fault];
  }
}

function concerns(where: Where, strike: Strike): boolean {
  switch (where.kind) {
    case 'all':
      return true;
    case 'reads':
      return !strike.isWrite;
    case 'writes':
      return strike.isWrite;
    case 'api':
      return where.apis.includes(strike.api);
    case 'operation':
      return isAbout(where, strike);
  }
}

function strikes(when: When, request: number, uniform: () => number): boolean {
  if (when.kind === 'next') return request <= when.count;
  return when.kind === 'nth' ? request === when.nth : uniform() < when.share;
}

/** Checks and searches are POSTs that change nothing. */
function isWrite({ api, route }: RouteMatch): boolean {
  if (api !== 'cja' || route === undefined || route.method === 'GET') return false;
  return !/\/(?:validate|search)$/.test(route.path);
}
