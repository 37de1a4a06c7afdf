import {
  type Address,
  type BoundObject,
  type Diagnostic,
  kindOf,
  type Observation,
  type ObserveRequest,
  type Reading,
  type RemoteObject,
  RunnerError,
} from '../../model/index.ts';

/** The objects that state knows of an address, also where it was known by another name. */
export function objectsOf(request: ObserveRequest, address: Address): readonly BoundObject[] {
  const { state, desired } = request;
  const known = state.resources[address];
  if (known !== undefined) return known.objects;
  const from = desired.moved.find(({ to }) => to === address)?.from;
  return (from === undefined ? undefined : state.resources[from]?.objects) ?? [];
}

/** Every id that state binds to any object of a kind. */
export function boundIds(request: ObserveRequest, kind: string): ReadonlySet<string> {
  const ids = Object.entries(request.state.resources)
    .filter(([address]) => kindOf(address) === kind)
    .flatMap(([, resource]) => resource.objects.map((object) => object.ids.id));
  return new Set(ids.filter((id) => id !== undefined));
}

/** The ids that a reference to an address may stand for now: what is bound and not given up, else what carries its key. */
export function idsOf(request: ObserveRequest, address: Address): readonly string[] {
  const bound = objectsOf(request, address)
    .filter(({ status }) => status === 'current' || status === 'pending')
    .map(({ ids }) => ids.id);
  const found = request.earlier[address]?.candidates.map(({ ids }) => ids.id) ?? [];
  return [...new Set([...bound, ...found])].filter((id) => id !== undefined);
}

/** Every title that was ever asked for at an address. */
export function titlesOf(request: ObserveRequest, address: Address): readonly string[] {
  const handoffs = Object.values(request.state.handoffs).filter((handoff) => handoff.address === address);
  return [
    ...[request.desired.resources[address]?.title ?? []].flat(),
    ...objectsOf(request, address).flatMap(({ titles }) => titles),
    ...handoffs.map(({ title }) => title),
  ];
}

/** Whether an attribute is declared for an address, or was applied to one of its objects. */
export function isManaged(request: ObserveRequest, address: Address, attribute: string): boolean {
  const { values = {} } = request.desired.resources[address] ?? {};
  return attribute in values || objectsOf(request, address).some(({ applied }) => attribute in applied);
}

/** The reading of what is there. */
export function present(object: RemoteObject): Reading {
  return { status: 'present', object };
}

/** The result of a read that may fail for reasons outside: never taken for "not there" (design §6). */
export async function attempt<T>(
  request: ObserveRequest,
  read: () => Promise<T>,
): Promise<{ readonly value: T } | { readonly error: RunnerError }> {
  try {
    return { value: await read() };
  } catch (error) {
    if (!(error instanceof RunnerError) || request.signal?.aborted === true) throw error;
    return { error };
  }
}

/** What is said where a read failed. */
export function readFailed(error: RunnerError, address: Address): Diagnostic {
  const hint = error.hint === undefined ? '' : ` ${error.hint}`;
  return {
    severity: 'error',
    code: 'read-failed',
    summary: 'a remote resource could not be read',
    detail: `${error.message}. It counts as unknown, not as absent, so nothing is done about it and what depends on it.${hint}`,
    address,
  };
}

/** What is said where `adopt` names something that is not there, and nothing else is known of the address. */
export function adoptedMissing(address: Address, id: string, what: string): Diagnostic {
  return {
    severity: 'error',
    code: 'read-failed',
    summary: 'what is to be adopted is not there',
    detail: `adopt names ${id}, and Adobe shows no such ${what} to this account. Mend the id, or remove adopt to have a new one made.`,
    address,
  };
}

/** The observation of an address that could not be read at all. */
export function unreadableAt(request: ObserveRequest, address: Address, diagnostic: Diagnostic): Observation {
  const reading: Reading = { status: 'unreadable', diagnostic };
  const objects = objectsOf(request, address);
  return {
    bound: Object.fromEntries(objects.map(({ fp }) => [fp, reading])),
    candidates: [],
    unreadable: diagnostic,
  };
}
