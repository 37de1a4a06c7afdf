import {
  type Address,
  type Observation,
  type ObserveRequest,
  type Reading,
  RunnerError,
} from '../../../model/index.ts';
import type { CjaAnnotation } from '../client/annotation.ts';
import type { CjaClient } from '../client/cja-client.ts';
import {
  adoptedMissing,
  attempt,
  boundIds,
  idsOf,
  objectsOf,
  present,
  readFailed,
  unreadableAt,
} from '../observation.ts';
import { parseDateRange } from './date-range.ts';
import { toRemoteAnnotation } from './values.ts';

type Found = CjaAnnotation | RunnerError | undefined;

/** Reads annotations: the whole list a page at a time, and singly what is bound and not on it. */
export async function observeAnnotations(
  client: CjaClient,
  request: ObserveRequest,
): Promise<Record<Address, Observation>> {
  if (request.addresses.length === 0) return {};
  const options = request.signal === undefined ? {} : { signal: request.signal };
  const listed = await attempt(request, () => client.annotations.list(options));
  if ('error' in listed) {
    const { error } = listed;
    const unreadable = (address: Address): Observation =>
      unreadableAt(request, address, readFailed(error, address));
    return Object.fromEntries(request.addresses.map((address) => [address, unreadable(address)]));
  }
  const world = new Map<string, Found>(listed.value.map((annotation) => [annotation.id, annotation]));
  const missing = [...new Set(request.addresses.flatMap((address) => wantedIds(request, address)))].filter(
    (id) => !world.has(id),
  );
  await Promise.all(missing.map(async (id) => world.set(id, await readSingly(client, request, id))));
  return Object.fromEntries(
    request.addresses.map((address) => [address, observeAddress(request, world, address)]),
  );
}

function wantedIds(request: ObserveRequest, address: Address): readonly string[] {
  const bound = objectsOf(request, address).map(({ ids }) => ids.id);
  return [...bound, request.desired.resources[address]?.adoptId].filter((id) => id !== undefined);
}

/**
 * What is not on the list may still be answered by its id: because it was deleted, or because it became somebody else's, who does not
 * share it. The answer does not say which (facts §6.5), the audit log does. A failed read is an error, never "gone".
 */
async function readSingly(client: CjaClient, request: ObserveRequest, id: string): Promise<Found> {
  const options = request.signal === undefined ? {} : { signal: request.signal };
  const read = await attempt(request, async () => {
    const annotation = await client.annotations.get(id, options);
    if (annotation === undefined || annotation.isDeleted === true) return undefined;
    const filter = { component: 'ANNOTATION', componentId: id, atMost: 5, ...options } as const;
    const records = await client.listAuditRecords(filter);
    const newest = records.find(({ action }) => action !== 'API_REQUEST');
    return newest?.action === 'DELETE' ? undefined : annotation;
  });
  return 'error' in read ? read.error : read.value;
}

function observeAddress(
  request: ObserveRequest,
  world: ReadonlyMap<string, Found>,
  address: Address,
): Observation {
  const toReading = (found: Found): Reading => {
    if (found instanceof RunnerError) return { status: 'unreadable', diagnostic: readFailed(found, address) };
    return found === undefined ? { status: 'absent' } : present(toRemoteAnnotation(found));
  };
  const bound = Object.fromEntries(
    objectsOf(request, address).map(({ fp, ids }) => [
      fp,
      toReading(ids.id === undefined ? undefined : world.get(ids.id)),
    ]),
  );
  const readings = listCandidates(request, world, address).map(toReading);
  const candidates = readings.flatMap((reading) => (reading.status === 'present' ? [reading.object] : []));
  const failed = readings.find((reading) => reading.status === 'unreadable');
  const adoptId = request.desired.resources[address]?.adoptId;
  const isMissing =
    adoptId !== undefined && objectsOf(request, address).length === 0 && world.get(adoptId) === undefined;
  const unreadable =
    failed?.status === 'unreadable'
      ? failed.diagnostic
      : isMissing
        ? adoptedMissing(address, adoptId, 'annotation')
        : undefined;
  return { bound, candidates, ...(unreadable === undefined ? {} : { unreadable }) };
}

/** What has the title and the days in the data view, or is to be adopted, and is bound nowhere. */
function listCandidates(
  request: ObserveRequest,
  world: ReadonlyMap<string, Found>,
  address: Address,
): readonly Found[] {
  const desired = request.desired.resources[address];
  if (desired === undefined) return [];
  const taken = boundIds(request, 'annotation');
  const reference = desired.values.dataView;
  const parent = typeof reference === 'string' ? /^\0ref:([^\0]*)\0$/.exec(reference)?.[1] : undefined;
  const views = parent === undefined ? [] : idsOf(request, parent);
  const isWanted = (found: CjaAnnotation): boolean => {
    const { from, to } = parseDateRange(found.dateRange ?? '');
    return (
      found.name?.trim() === desired.title.trim() &&
      views.includes(found.dataId ?? '') &&
      from === desired.values['on.from'] &&
      to === desired.values['on.to']
    );
  };
  return [...world]
    .filter(([id, found]) => {
      if (taken.has(id) || found === undefined) return false;
      return id === desired.adoptId || (!(found instanceof RunnerError) && isWanted(found));
    })
    .map(([, found]) => found);
}
