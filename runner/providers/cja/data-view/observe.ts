import {
  type Address,
  type Diagnostic,
  type Observation,
  type ObserveRequest,
  type Reading,
  RunnerError,
} from '../../../model/index.ts';
import type { CjaClient } from '../client/cja-client.ts';
import { toConnectionId } from '../client/connection-id.ts';
import type { CjaDataView } from '../client/data-view.ts';
import { CJA_PAGE_SIZE } from '../client/read-options.ts';
import {
  adoptedMissing,
  attempt,
  boundIds,
  idsOf,
  isManaged,
  objectsOf,
  present,
  readFailed,
} from '../observation.ts';
import { SegmentTitles } from '../segment-titles.ts';
import { type DeclaredOnly, toRemoteDataView } from './observed-values.ts';

type Found = CjaDataView | RunnerError | undefined;

/**
 * Reads data views: those that are bound by their ids, a page at a time, so that N views cost ceil(N / page) requests whatever
 * else the organization has; and once per connection where a view is not bound yet.
 */
export async function observeDataViews(
  client: CjaClient,
  request: ObserveRequest,
): Promise<Record<Address, Observation>> {
  const bound = await readByIds(client, request, wantedIds(request));
  const parents = request.addresses.flatMap((address) => parentsToSearch(request, address, bound));
  const children = await readByParents(client, request, [...new Set(parents)].sort());
  const views = [...bound.values(), ...[...children.values()].flat()];
  const segments = await readSegments(client, request, views);
  const world = { bound, children, segments, taken: boundIds(request, 'data-view') };
  return Object.fromEntries(
    request.addresses.map((address) => [address, observeAddress(request, world, address)]),
  );
}

interface ReadWorld {
  readonly bound: ReadonlyMap<string, Found>;
  readonly children: ReadonlyMap<string, readonly (CjaDataView | RunnerError)[]>;
  readonly segments: SegmentTitles | RunnerError;
  /** Ids that the state binds to some address. */
  readonly taken: ReadonlySet<string>;
}

function wantedIds(request: ObserveRequest): readonly string[] {
  const ids = request.addresses.flatMap((address) => [
    ...objectsOf(request, address).map(({ ids }) => ids.id),
    request.desired.resources[address]?.adoptId,
  ]);
  return [...new Set(ids.filter((id) => id !== undefined))].sort();
}

/** What the lists lack is read singly: only a 404 of that very id says that it is gone. */
async function readByIds(
  client: CjaClient,
  request: ObserveRequest,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Found>> {
  const { signal } = request;
  const options = signal === undefined ? {} : { signal };
  const pages = Array.from({ length: Math.ceil(ids.length / CJA_PAGE_SIZE) }, (_, page) =>
    ids.slice(page * CJA_PAGE_SIZE, (page + 1) * CJA_PAGE_SIZE),
  );
  const found = new Map<string, Found>();
  const readPage = async (page: readonly string[]): Promise<void> => {
    const listed = await attempt(request, () => client.listDataViews({ dataViewIds: page, ...options }));
    if ('error' in listed) {
      for (const id of page) found.set(id, listed.error);
      return;
    }
    for (const view of listed.value) if (page.includes(view.id)) found.set(view.id, view);
  };
  await Promise.all(pages.map(readPage));
  const readSingly = async (id: string): Promise<void> => {
    const single = await attempt(request, () => client.getDataView(id, options));
    found.set(id, 'error' in single ? single.error : single.value);
  };
  await Promise.all(ids.filter((id) => !found.has(id)).map(readSingly));
  return found;
}

/** The connections under which an address may find something of its title: those where no bound view of it is. */
function parentsToSearch(
  request: ObserveRequest,
  address: Address,
  bound: ReadonlyMap<string, Found>,
): readonly string[] {
  const parents = parentsOf(request, address);
  const own = objectsOf(request, address).map(({ ids }) =>
    ids.id === undefined ? undefined : bound.get(ids.id),
  );
  const isThere = own.some(
    (view) =>
      view !== undefined &&
      !(view instanceof RunnerError) &&
      view.isDeleted !== true &&
      isUnder(view, parents),
  );
  return isThere ? [] : parents;
}

function parentsOf(request: ObserveRequest, address: Address): readonly string[] {
  const reference = request.desired.resources[address]?.values.connection;
  const parent = typeof reference === 'string' ? /^\0ref:([^\0]*)\0$/.exec(reference)?.[1] : undefined;
  return parent === undefined ? [] : idsOf(request, parent).map(toConnectionId);
}

function isUnder({ parentDataGroupId }: CjaDataView, parents: readonly string[]): boolean {
  return parentDataGroupId !== undefined && parents.includes(parentDataGroupId);
}

async function readByParents(
  client: CjaClient,
  request: ObserveRequest,
  parents: readonly string[],
): Promise<ReadonlyMap<string, readonly (CjaDataView | RunnerError)[]>> {
  const { signal } = request;
  const read = parents.map(async (parent) => {
    const filter = { parentDataGroupId: parent, ...(signal === undefined ? {} : { signal }) };
    const listed = await attempt(request, () => client.listDataViews(filter));
    return [parent, 'error' in listed ? [listed.error] : listed.value] as const;
  });
  return new Map(await Promise.all(read));
}

/** Titles of segments are asked for only where a view has any. */
async function readSegments(
  client: CjaClient,
  request: ObserveRequest,
  views: readonly Found[],
): Promise<SegmentTitles | RunnerError> {
  const isNeeded = views.some(
    (view) => view !== undefined && !(view instanceof RunnerError) && (view.segmentList ?? []).length > 0,
  );
  if (!isNeeded) return new SegmentTitles([]);
  const { signal } = request;
  const listed = await attempt(request, () => client.listSegments(signal === undefined ? {} : { signal }));
  return 'error' in listed ? listed.error : new SegmentTitles(listed.value);
}

function observeAddress(request: ObserveRequest, world: ReadWorld, address: Address): Observation {
  const read = (found: Found): Reading => toReading(request, world, { address, found });
  const bound = Object.fromEntries(
    objectsOf(request, address).map(({ fp, ids }) => [
      fp,
      ids.id === undefined ? ({ status: 'absent' } as const) : read(world.bound.get(ids.id)),
    ]),
  );
  const readings = candidatesOf(request, world, address).map(read);
  const candidates = readings.flatMap((reading) => (reading.status === 'present' ? [reading.object] : []));
  const failed = readings.find((reading) => reading.status === 'unreadable');
  const missing = adoptionProblem(request, world, address);
  const unreadable: Diagnostic | undefined = failed?.status === 'unreadable' ? failed.diagnostic : missing;
  return { bound, candidates, ...(unreadable === undefined ? {} : { unreadable }) };
}

/** What has the title under the connection, or is to be adopted, and is bound nowhere. Views need not have unique names, so the title is compared exactly. */
function candidatesOf(request: ObserveRequest, world: ReadWorld, address: Address): readonly Found[] {
  const desired = request.desired.resources[address];
  if (desired === undefined) return [];
  const parents = parentsOf(request, address);
  const isWanted = (found: CjaDataView | RunnerError): boolean =>
    found instanceof RunnerError ||
    (found.name?.trim() === desired.title.trim() && isUnder(found, parents) && found.isDeleted !== true);
  const named = parents.flatMap((parent) => world.children.get(parent) ?? []).filter(isWanted);
  const adopted = desired.adoptId === undefined ? undefined : world.bound.get(desired.adoptId);
  const all = new Map(
    [...named, adopted].filter((found) => found !== undefined).map((found) => [keyOf(found), found]),
  );
  return [...all].filter(([key]) => !world.taken.has(key)).map(([, found]) => found);
}

function keyOf(found: CjaDataView | RunnerError): string {
  return found instanceof RunnerError ? `error: ${found.message}` : found.id;
}

function adoptionProblem(
  request: ObserveRequest,
  world: ReadWorld,
  address: Address,
): Diagnostic | undefined {
  const adoptId = request.desired.resources[address]?.adoptId;
  if (adoptId === undefined || objectsOf(request, address).length > 0) return undefined;
  return world.bound.get(adoptId) === undefined ? adoptedMissing(address, adoptId, 'data view') : undefined;
}

function toReading(
  request: ObserveRequest,
  { segments }: ReadWorld,
  { address, found }: { readonly address: Address; readonly found: Found },
): Reading {
  if (found instanceof RunnerError) return { status: 'unreadable', diagnostic: readFailed(found, address) };
  if (found === undefined || found.isDeleted === true) return { status: 'absent' };
  const hasSegments = (found.segmentList ?? []).length > 0;
  if (hasSegments && segments instanceof RunnerError) {
    return { status: 'unreadable', diagnostic: readFailed(segments, address) };
  }
  const declared: DeclaredOnly = {
    externalId: isManaged(request, address, 'externalId'),
    curationEnabled: isManaged(request, address, 'curationEnabled'),
  };
  const titles = segments instanceof RunnerError ? new SegmentTitles([]) : segments;
  return present(toRemoteDataView(found, { declared, segments: titles }));
}
