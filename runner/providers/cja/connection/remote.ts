import type {
  Address,
  FoundResource,
  Observation,
  ObserveRequest,
  Reading,
  RemoteKind,
} from '../../../model/index.ts';
import { isSameTitle } from '../canonical.ts';
import type { CjaClient } from '../client/cja-client.ts';
import type { CjaConnection } from '../client/connection.ts';
import { toConnectionId } from '../client/connection-id.ts';
import { readLastChange } from '../last-change.ts';
import {
  adoptedMissing,
  attempt,
  boundIds,
  isManaged,
  objectsOf,
  present,
  readFailed,
  titlesOf,
  unreadableAt,
} from '../observation.ts';
import { type DeclaredOnly, toRemoteConnection } from './observed-values.ts';

/** Reads connections: one list for all addresses, and a single read where the list does not say enough (facts §4.1). */
export function makeConnectionRemote(client: CjaClient): RemoteKind {
  return {
    observe: async (request) => ({ byAddress: await observeConnections(client, request) }),
    readOne: (id, signal) => readOne(client, id, signal),
    lastChange: (target) => readLastChange(client, 'CONNECTION', target.id),
  };
}

/** A connection with everything that can be declared of it, and the titles of its datasets. */
async function readOne(
  client: CjaClient,
  id: string,
  signal: AbortSignal,
): Promise<FoundResource | undefined> {
  const connection = await client.getConnection(id, { signal });
  if (connection === undefined || connection.isDeleted === true) return undefined;
  const titles = (connection.dataSets ?? []).flatMap(({ dataSetId, name }) =>
    dataSetId === undefined || name === undefined ? [] : [[dataSetId, name] as const],
  );
  return { object: toRemoteConnection(connection, { tags: true }), names: Object.fromEntries(titles) };
}

async function observeConnections(
  client: CjaClient,
  request: ObserveRequest,
): Promise<Record<Address, Observation>> {
  const { addresses, desired, signal } = request;
  const { sandbox } = desired.environment;
  const listed = await attempt(request, () =>
    client.listConnections({ sandboxName: sandbox, ...(signal === undefined ? {} : { signal }) }),
  );
  const read = await Promise.all(
    addresses.map(async (address): Promise<readonly [Address, Observation]> => {
      if ('error' in listed)
        return [address, unreadableAt(request, address, readFailed(listed.error, address))];
      const found = listed.value.filter((connection) => connection.isDeleted !== true);
      return [address, await observeAddress(client, request, { address, found })];
    }),
  );
  return Object.fromEntries(read);
}

interface Place {
  readonly address: Address;
  /** What the list shows of the sandbox. */
  readonly found: readonly CjaConnection[];
}

async function observeAddress(
  client: CjaClient,
  request: ObserveRequest,
  place: Place,
): Promise<Observation> {
  const { address, found } = place;
  const bound: Record<string, Reading> = {};
  for (const { fp, ids } of objectsOf(request, address)) {
    const id = ids.id;
    bound[fp] = id === undefined ? { status: 'absent' } : await readBound(client, request, place, id);
  }
  const desired = request.desired.resources[address];
  const taken = boundIds(request, 'connection');
  const adopted = desired?.adoptId === undefined ? undefined : toConnectionId(desired.adoptId);
  const candidates = candidatesOf(request, { address, found }, taken, adopted);
  const readings = await Promise.all(candidates.map((id) => readBound(client, request, place, id)));
  const failed = readings.find((reading) => reading.status === 'unreadable');
  if (failed?.status === 'unreadable') return { bound, candidates: [], unreadable: failed.diagnostic };
  const objects = readings.flatMap((reading) => (reading.status === 'present' ? [reading.object] : []));
  const isMissing =
    adopted !== undefined && !taken.has(adopted) && !objects.some(({ ids }) => ids.id === adopted);
  if (isMissing && Object.keys(bound).length === 0) {
    return { bound, candidates: objects, unreadable: adoptedMissing(address, adopted, 'connection') };
  }
  return { bound, candidates: objects };
}

/** What carries a title that was asked for, or is to be adopted, and is bound nowhere. */
function candidatesOf(
  request: ObserveRequest,
  { address, found }: Place,
  taken: ReadonlySet<string>,
  adopted: string | undefined,
): readonly string[] {
  const { sandbox } = request.desired.environment;
  const titles = titlesOf(request, address);
  const named = found
    .filter(({ sandboxName }) => sandboxName === undefined || sandboxName === sandbox)
    .filter(({ name }) => titles.some((title) => isSameTitle(title, name ?? '')))
    .map(({ id }) => id);
  const all = adopted === undefined ? named : [...named, adopted];
  return [...new Set(all)].filter((id) => !taken.has(id)).sort();
}

/** A connection from the list, or by its id where the list lacks it or does not show what is declared. */
async function readBound(
  client: CjaClient,
  request: ObserveRequest,
  { address, found }: Place,
  id: string,
): Promise<Reading> {
  const declared = declaredOnly(request, address);
  const inList = found.find((connection) => connection.id === toConnectionId(id));
  if (inList !== undefined && !declared.tags) return present(toRemoteConnection(inList, declared));
  const { signal } = request;
  const single = await attempt(request, () =>
    client.getConnection(id, signal === undefined ? {} : { signal }),
  );
  if ('error' in single) return { status: 'unreadable', diagnostic: readFailed(single.error, address) };
  const connection = single.value;
  if (connection === undefined || connection.isDeleted === true) return { status: 'absent' };
  return present(toRemoteConnection(connection, declared));
}

function declaredOnly(request: ObserveRequest, address: Address): DeclaredOnly {
  return { tags: isManaged(request, address, 'tags') };
}
