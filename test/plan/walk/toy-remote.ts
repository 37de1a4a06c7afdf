import type {
  Address,
  BoundObject,
  Observation,
  ObserveRequest,
  Reading,
  RemoteKind,
  RemoteObject,
  State,
  Values,
} from '../../../runner/model/index.ts';

/** How a write of the runner goes wrong, asked before each one. */
export interface WriteFaults {
  /** Runs the effect, or loses the answer before, after or long before the effect, or kills the process. */
  perform<Answer>(effect: () => Answer, late: (ms: number, effect: () => void) => void): Answer;
  /** Whether the runner may write to a remote resource at all. */
  check(address: Address, id: string | undefined): void;
}

export const ABSENT: Reading = { status: 'absent' };

/** Reads one address. */
export type ObserveOne = (request: ObserveRequest, address: Address) => Observation;

export function observing(one: ObserveOne): RemoteKind {
  return {
    observe: (request) =>
      Promise.resolve({
        byAddress: Object.fromEntries(request.addresses.map((address) => [address, one(request, address)])),
      }),
  };
}

export function present(
  id: string,
  title: string,
  values: Values,
  more: Partial<RemoteObject> = {},
): RemoteObject {
  return { ids: { id }, title, values, pending: [], conditions: {}, ...more };
}

export function readings(
  state: State,
  address: Address,
  read: (object: BoundObject) => Reading,
): Readonly<Record<string, Reading>> {
  const objects = state.resources[address]?.objects ?? [];
  return Object.fromEntries(objects.map((object) => [object.fp, read(object)]));
}

export function boundIds(state: State): ReadonlySet<string> {
  const all = Object.values(state.resources).flatMap((resource) => resource.objects);
  return new Set(all.flatMap((object) => (object.ids['id'] === undefined ? [] : [object.ids['id']])));
}

/** A write's faults come as rejections, as those of a request do. */
export async function attempt<Answer>(write: () => Answer): Promise<Answer> {
  return write();
}
