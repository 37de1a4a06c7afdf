import {
  type Address,
  type BoundObject,
  idToken,
  isSameJson,
  type JsonValue,
  kindOf,
  mapTokens,
  type Observation,
  type ObserveRequest,
  type Reading,
  type RemoteKind,
  type RemoteObject,
  type Values,
} from '../../../model/index.ts';
import type { CjaClient } from '../client/cja-client.ts';
import type { CjaComponent } from '../client/component.ts';
import { attempt, idsOf, objectsOf, present, readFailed } from '../observation.ts';
import { viewOf } from '../view-parts.ts';
import { normalizeComponent } from './normalize.ts';
import { componentValues, type SourceContext } from './observed-values.ts';

/** Reads components: two requests for each view, and only where something may have changed (design §6). */
export function makeComponentsRemote(client: CjaClient): RemoteKind {
  return {
    observe: async (request) => {
      const prefixes = prefixesOf(request);
      const read = request.addresses.map(
        async (address) => [address, await observeAddress(client, request, { address, prefixes })] as const,
      );
      return { byAddress: Object.fromEntries(await Promise.all(read)) };
    },
  };
}

interface Place {
  readonly address: Address;
  readonly prefixes: ReadonlyMap<string, string>;
}

async function observeAddress(
  client: CjaClient,
  request: ObserveRequest,
  place: Place,
): Promise<Observation> {
  const bound: Record<string, Reading> = {};
  for (const object of objectsOf(request, place.address)) {
    bound[object.fp] = await readObject(client, request, { ...place, object });
  }
  return { bound, candidates: [] };
}

async function readObject(
  client: CjaClient,
  request: ObserveRequest,
  { address, prefixes, object }: Place & { readonly object: BoundObject },
): Promise<Reading> {
  const view = viewOf(request, address, object);
  if (view.reading.status !== 'present' || view.id === undefined) return view.reading;
  const shell = view.reading.object;
  if (!isReadingNeeded(request, { address, object, shell })) return { status: 'unread' };
  const read = await readComponents(client, request, view.id);
  if ('error' in read) return { status: 'unreadable', diagnostic: readFailed(read.error, address) };
  const context: SourceContext = { prefixes, wantedDatasets: (key) => wantedDatasets(request, address, key) };
  const keys = keysOf(request, address, object);
  const parts = read.value.filter(({ id }) => keys.has(id)).map((part) => componentValues(part, context));
  // Where YAML wants none, the last one that is taken out ends the resource, though the view stays.
  if (parts.length === 0 && request.desired.resources[address] === undefined) return { status: 'absent' };
  const { modifiedAt, modifiedBy } = shell;
  return present({
    ids: {},
    title: shell.title,
    values: { dataView: idToken('data-view', view.id), ...Object.assign({}, ...parts) },
    pending: [],
    conditions: {},
    ...(modifiedAt === undefined ? {} : { modifiedAt }),
    ...(modifiedBy === undefined ? {} : { modifiedBy }),
  });
}

async function readComponents(client: CjaClient, request: ObserveRequest, dataViewId: string) {
  const { signal } = request;
  const options = signal === undefined ? {} : { signal };
  return await attempt(request, async (): Promise<readonly CjaComponent[]> => {
    const lists = await Promise.all([
      client.listComponents({ dataViewId, type: 'dimensions' }, options),
      client.listComponents({ dataViewId, type: 'metrics' }, options),
    ]);
    return lists.flat();
  });
}

/** A view is read for an open handoff, a change in YAML, a first time, a view that was modified since, or when all is asked for. */
function isReadingNeeded(
  request: ObserveRequest,
  { address, object, shell }: { address: Address; object: BoundObject; shell: RemoteObject },
): boolean {
  if (object.status === 'retired') return false;
  if (request.depth === 'full' || object.status !== 'current') return true;
  const isAsked = Object.values(request.state.handoffs).some((handoff) => handoff.address === address);
  const isMoved = shell.modifiedAt === undefined || shell.modifiedAt !== object.seenModifiedAt;
  return isAsked || isMoved || isChanged(request, address, object);
}

/** Whether YAML asks for something else than what was last applied. Fingerprints are the planner's: here addresses do. */
function isChanged(request: ObserveRequest, address: Address, { applied }: BoundObject): boolean {
  const desired = request.desired.resources[address];
  if (desired === undefined) return false;
  const wanted = mapTokens(desired.values, { ref: (reference) => reference, id: (_space, id) => id });
  return !isSameJson(canonical(wanted), canonical(withoutFingerprints(applied)));
}

function canonical(values: Values): Values {
  const entries = Object.entries(values)
    .map(([path, value]) => [path, normalizeComponent(path, value)] as const)
    .filter(([, value]) => value !== null);
  return Object.fromEntries(entries);
}

function withoutFingerprints(values: Values): Values {
  const text = JSON.stringify(values).replace(/("[a-z0-9-]+\/[a-z-]+\/[a-z0-9-]+)~[^"]*"/g, '$1"');
  return JSON.parse(text) as Record<string, JsonValue>;
}

/** Other components of a view are nobody's business here. */
function keysOf(request: ObserveRequest, address: Address, object: BoundObject): ReadonlySet<string> {
  const paths = [
    ...Object.keys(request.desired.resources[address]?.values ?? {}),
    ...Object.keys(object.applied),
  ];
  return new Set(
    paths.map((path) => /^components\[([^\]]*)\]/.exec(path)?.[1]).filter((key) => key !== undefined),
  );
}

/** Ids of the dataset that a component is to come from, those of the newest object first. */
function wantedDatasets(request: ObserveRequest, address: Address, key: string): readonly string[] {
  const source = request.desired.resources[address]?.values[`components[${key}].source`];
  const token =
    typeof source === 'object' && source !== null && 'dataset' in source ? source.dataset : undefined;
  const reference = typeof token === 'string' ? /^\0ref:([^\0]*)\0$/.exec(token)?.[1] : undefined;
  return reference === undefined ? [] : [...idsOf(request, reference)].reverse();
}

/** Where score attributes begin, by dataset id: as state knows it, or as it was read just now. */
function prefixesOf({ state, earlier }: ObserveRequest): ReadonlyMap<string, string> {
  const known = Object.entries(state.resources)
    .filter(([address]) => kindOf(address) === 'score-dataset')
    .flatMap(([, resource]) => resource.objects.map(({ ids }) => ids));
  const seen = Object.entries(earlier)
    .filter(([address]) => kindOf(address) === 'score-dataset')
    .flatMap(([, observation]) => [
      ...observation.candidates.map(({ ids }) => ids),
      ...Object.values(observation.bound).flatMap((reading) =>
        reading.status === 'present' ? [reading.object.ids] : [],
      ),
    ]);
  return new Map(
    [...known, ...seen].flatMap(({ id, prefix }) =>
      id === undefined || prefix === undefined ? [] : [[id, prefix] as const],
    ),
  );
}
