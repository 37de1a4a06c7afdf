import { compact } from '../../../host/index.ts';
import {
  type Address,
  type BoundObject,
  type Diagnostic,
  formatAddress,
  formatObjectAddress,
  isSameTitle,
  type Observation,
  type ObserveRequest,
  parseAddress,
  type Reading,
  type RemoteKind,
  type RemoteObject,
} from '../../../model/index.ts';
import type { PlatformDataSet } from '../client/dataset.ts';
import type { PlatformSchema } from '../client/schema.ts';
import { diagnoseRead } from '../read-failure.ts';
import { describeAwaited, type ScoreAddress } from './awaiting.ts';
import type { ScoreFormat } from './parse-name.ts';
import { readScoreDatasetRow, type ScoreDatasetRow } from './score-dataset-row.ts';
import { findScorePrefix, formatOfSchema } from './score-prefix.ts';

/** What is needed of the platform. */
export interface ScoreDatasetClient {
  listScoreDataSets(signal?: AbortSignal): Promise<readonly ScoreDatasetRow[]>;
  getDataSet(id: string, signal?: AbortSignal): Promise<PlatformDataSet | undefined>;
  getSchema(id: string, signal?: AbortSignal): Promise<PlatformSchema | undefined>;
}

/** What the schema of a dataset says; read only where it matters. */
type Shape = { readonly format?: ScoreFormat; readonly prefix?: string } | { readonly failure: unknown };

/** One reading of all score datasets. */
interface Survey {
  readonly request: ObserveRequest;
  readonly rows: readonly ScoreDatasetRow[];
  readonly readShape: (schemaId: string | undefined) => Promise<Shape>;
}

/**
 * Reads score datasets: one list for the sandbox, a single read for what state knows and the list lacks, a schema only where
 * a dataset may be one of ours. A list that fails is thrown: the note of what was there before a handoff depends on it.
 */
export function scoreDatasetRemote(client: ScoreDatasetClient): RemoteKind {
  return {
    observe: async (request) => {
      const rows = await client.listScoreDataSets(request.signal);
      const survey: Survey = { request, rows, readShape: rememberShapes(client, request.signal) };
      const observed = await Promise.all(
        request.addresses.map(
          async (address) => [address, await observeOne(client, survey, address)] as const,
        ),
      );
      return { byAddress: Object.fromEntries(observed), scoreDatasets: rows.map(({ id }) => id).sort() };
    },
  };
}

function rememberShapes(client: ScoreDatasetClient, signal: AbortSignal | undefined): Survey['readShape'] {
  const known = new Map<string, Promise<Shape>>();
  return async (schemaId) => {
    if (schemaId === undefined) return {};
    const reading = known.get(schemaId) ?? readShape(client, schemaId, signal);
    known.set(schemaId, reading);
    return await reading;
  };
}

async function readShape(
  client: ScoreDatasetClient,
  id: string,
  signal: AbortSignal | undefined,
): Promise<Shape> {
  try {
    const schema = await client.getSchema(id, signal);
    if (schema === undefined) return {};
    return compact({ format: formatOfSchema(schema), prefix: findScorePrefix(schema) });
  } catch (failure) {
    return { failure };
  }
}

async function observeOne(
  client: ScoreDatasetClient,
  survey: Survey,
  address: Address,
): Promise<Observation> {
  const { state, desired } = survey.request;
  const of = { address, maker: makerOf(address) };
  const objects = state.resources[address]?.objects ?? [];
  const bound = await Promise.all(
    objects.map(async (object) => [object.fp, await readBound(client, survey, { ...of, object })] as const),
  );
  const found = await findCandidates(survey, of);
  const isWanted = desired.resources[address] !== undefined;
  return {
    bound: Object.fromEntries(bound),
    candidates: found.candidates,
    ...compact({
      unreadable: found.unreadable,
      awaiting: isWanted ? describeAwaited(state, of, found.rows) : undefined,
    }),
  };
}

async function readBound(
  client: ScoreDatasetClient,
  survey: Survey,
  of: ScoreAddress & { readonly object: BoundObject },
): Promise<Reading> {
  const { id } = of.object.ids;
  if (id === undefined) return { status: 'unread' };
  try {
    const row = survey.rows.find((candidate) => candidate.id === id);
    if (row !== undefined) return { status: 'present', object: await describeBound(survey, of, row) };
    const dataset = await client.getDataSet(id, survey.request.signal);
    if (dataset === undefined) return { status: 'absent' };
    return { status: 'present', object: await describeBound(survey, of, readScoreDatasetRow(dataset)) };
  } catch (error) {
    return { status: 'unreadable', diagnostic: diagnoseRead(error, of.address) };
  }
}

/** Instance and format of a bound dataset are known by its binding: nothing that Adobe shows could say them better. */
async function describeBound(
  survey: Survey,
  { address, maker, object }: ScoreAddress & { readonly object: BoundObject },
  row: ScoreDatasetRow | undefined,
): Promise<RemoteObject> {
  const shape =
    object.ids.prefix === undefined ? await survey.readShape(row?.schemaId ?? object.ids.schemaId) : {};
  const prefix = 'prefix' in shape ? shape.prefix : undefined;
  return {
    ids: { ...object.ids, ...compact({ schemaId: row?.schemaId, table: row?.table, prefix }) },
    title: row?.title ?? object.titles.at(-1) ?? '',
    ...compact({ shownAs: row?.name }),
    values: { instance: formatObjectAddress(maker, object.ids.maker ?? ''), format: formatOf(address) },
    pending: [],
    conditions: {},
  };
}

async function findCandidates(
  survey: Survey,
  of: ScoreAddress,
): Promise<{
  readonly candidates: readonly RemoteObject[];
  readonly rows: readonly ScoreDatasetRow[];
  readonly unreadable?: Diagnostic;
}> {
  const { request } = survey;
  const known = listBoundIds(request);
  const candidates: RemoteObject[] = [];
  const rows: ScoreDatasetRow[] = [];
  for (const row of survey.rows) {
    if (known.has(row.id)) continue;
    const shape: Shape = isOfInterest(request, of, row) ? await survey.readShape(row.schemaId) : {};
    if ('failure' in shape) {
      if (row.format !== formatOf(of.address)) continue;
      return { candidates: [], rows: [], unreadable: diagnoseRead(shape.failure, of.address) };
    }
    if ((shape.format ?? row.format) !== formatOf(of.address)) continue;
    rows.push(row);
    candidates.push(describeCandidate(row, shape.prefix));
  }
  return { candidates, rows };
}

function describeCandidate(
  { id, name, title, schemaId, table, format }: ScoreDatasetRow,
  prefix: string | undefined,
): RemoteObject {
  return {
    ids: { id, ...compact({ schemaId, table, prefix }) },
    title,
    shownAs: name,
    values: { format },
    pending: [],
    conditions: {},
  };
}

/** Whether a dataset may belong to the instance of an address: by a title that was ever asked for, or because YAML names it. */
function isOfInterest(
  { desired, state }: ObserveRequest,
  { address, maker }: ScoreAddress,
  row: ScoreDatasetRow,
): boolean {
  const resource = desired.resources[address];
  if (resource?.adoptId === row.id) return true;
  const objects = state.resources[maker]?.objects ?? [];
  const handoffs = Object.values(state.handoffs).filter((handoff) => handoff.address === maker);
  const titles = [
    ...(resource === undefined ? [] : [resource.title]),
    ...objects.flatMap((object) => object.titles),
    ...handoffs.map(({ title }) => title),
  ];
  return titles.some((title) => isSameTitle(title, row.title));
}

function listBoundIds({ state }: ObserveRequest): ReadonlySet<string> {
  const ids = Object.values(state.resources)
    .filter(({ kind }) => kind === 'score-dataset')
    .flatMap(({ objects }) => objects.map((object) => object.ids.id));
  return new Set(ids.filter((id) => id !== undefined));
}

function makerOf(address: Address): Address {
  return formatAddress(parseAddress(address)?.pipeline ?? '', 'customer-ai-instance', 'main');
}

function formatOf(address: Address): ScoreFormat {
  return parseAddress(address)?.name === 'event' ? 'event' : 'profile';
}
