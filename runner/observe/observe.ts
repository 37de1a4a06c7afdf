import {
  type Address,
  type Desired,
  type EventSink,
  type KindRegistry,
  kindOf,
  type Observation,
  type Observed,
  type RemoteKinds,
  type State,
} from '../model/index.ts';

/** What an observation needs from the outside. */
export interface ObserveTools {
  readonly kinds: KindRegistry;
  readonly remotes: RemoteKinds;
  readonly emit: EventSink;
  /** Requests sent so far, by API: the difference is what the observation took. */
  readonly requests: () => Readonly<Record<string, number>>;
  readonly signal?: AbortSignal;
}

/** What to observe. */
export interface ObserveScope {
  readonly desired: Desired;
  readonly state: State;
  readonly depth: 'needed' | 'full';
  readonly observedAt: string;
  /** Only these kinds and those that they are observed after: enough to answer a question about them. */
  readonly upTo?: readonly string[];
  /** Only these kinds and those that are observed after them are read again; the rest is taken from `earlier`. */
  readonly only?: { readonly kinds: ReadonlySet<string>; readonly earlier: Observed };
}

/** Reads every kind in bulk, each after the kinds that it needs. */
export async function observe(scope: ObserveScope, tools: ObserveTools): Promise<Observed> {
  const before = tools.requests();
  const stale = scope.only === undefined ? undefined : staleKinds(tools.kinds, scope.only.kinds);
  const needed =
    scope.upTo === undefined
      ? undefined
      : new Set(scope.upTo.flatMap((kind) => [...neededKinds(tools.kinds, kind)]));
  const byAddress: Record<Address, Observation> = {};
  let scoreDatasets = scope.only?.earlier.scoreDatasets ?? [];
  for (const kind of orderKinds(tools.kinds)) {
    if (needed !== undefined && !needed.has(kind)) continue;
    const addresses = addressesOfKind(scope, kind);
    if (stale !== undefined && !stale.has(kind)) {
      for (const address of addresses) copyEarlier(byAddress, scope, address);
      continue;
    }
    const remote = tools.remotes.get(kind);
    if (addresses.length === 0 || remote === undefined) continue;
    tools.emit({ type: 'observing', kind, label: tools.kinds.get(kind)?.label ?? kind });
    const { desired, state, depth, observedAt } = scope;
    const signal = tools.signal === undefined ? {} : { signal: tools.signal };
    const result = await remote.observe({
      desired,
      state,
      addresses,
      earlier: byAddress,
      depth,
      observedAt,
      ...signal,
    });
    Object.assign(byAddress, result.byAddress);
    scoreDatasets = result.scoreDatasets ?? scoreDatasets;
    tools.emit({ type: 'observed', kind, resources: addresses.length });
  }
  return {
    observedAt: scope.observedAt,
    byAddress,
    requests: difference(before, tools.requests()),
    scoreDatasets,
  };
}

function copyEarlier(byAddress: Record<Address, Observation>, scope: ObserveScope, address: Address): void {
  const earlier = scope.only?.earlier.byAddress[address];
  if (earlier !== undefined) byAddress[address] = earlier;
}

function addressesOfKind(scope: ObserveScope, kind: string): readonly Address[] {
  const all = new Set([...Object.keys(scope.desired.resources), ...Object.keys(scope.state.resources)]);
  return [...all].filter((address) => kindOf(address) === kind).sort();
}

/** Kinds in an order in which each comes after those that it needs; ties by slug. */
export function orderKinds(kinds: KindRegistry): readonly string[] {
  const ordered: string[] = [];
  const visit = (kind: string): void => {
    if (ordered.includes(kind)) return;
    for (const earlier of [...(kinds.get(kind)?.observedAfter ?? [])].sort()) visit(earlier);
    ordered.push(kind);
  };
  for (const kind of [...kinds.keys()].sort()) visit(kind);
  return ordered;
}

/** A kind and everything that it is observed after. */
function neededKinds(kinds: KindRegistry, kind: string): ReadonlySet<string> {
  const earlier = (kinds.get(kind)?.observedAfter ?? []).map((before) => neededKinds(kinds, before));
  return new Set([kind, ...earlier.flatMap((before) => [...before])]);
}

/** The kinds themselves and whatever is observed after them. */
function staleKinds(kinds: KindRegistry, changed: ReadonlySet<string>): ReadonlySet<string> {
  const stale = new Set(changed);
  for (const kind of orderKinds(kinds)) {
    if ((kinds.get(kind)?.observedAfter ?? []).some((earlier) => stale.has(earlier))) stale.add(kind);
  }
  return stale;
}

function difference(
  before: Readonly<Record<string, number>>,
  after: Readonly<Record<string, number>>,
): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(after).map(([api, count]) => [api, count - (before[api] ?? 0)]));
}
