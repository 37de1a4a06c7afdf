import { compact } from '../../../host/index.ts';
import {
  type Address,
  type BoundObject,
  formatAddress,
  type Observation,
  type ObserveRequest,
  parseAddress,
  type Reading,
  type RemoteKind,
} from '../../../model/index.ts';
import { findCandidates, isPossiblyOf } from './candidates.ts';
import { findOverdueRun } from './overdue.ts';
import { describeInstance, type ScoreDatasetRow, type SeenDatasets } from './seen-instance.ts';

/** What is needed of the platform: there is no API for instances, only for what they leave behind. */
export interface InstanceClient {
  listScoreDataSets(signal?: AbortSignal): Promise<readonly ScoreDatasetRow[]>;
  /** ISO time of the newest successful batch. */
  getNewestBatchTime(dataSetId: string, signal?: AbortSignal): Promise<string | undefined>;
}

type Format = ScoreDatasetRow['format'];

const FORMATS: readonly Format[] = ['profile', 'event'];
/** The two datasets of a run need not appear at the same moment. */
const SIBLING_GRACE_MS = 6 * 3_600_000;

/** One reading: the datasets of the sandbox, and what the kind of score datasets has found before. */
interface Survey {
  readonly request: ObserveRequest;
  readonly rows: readonly ScoreDatasetRow[];
}

/** A score dataset that state binds to an object of an instance, and how it stands. */
interface BoundDataset {
  readonly format: Format;
  readonly id: string;
  readonly reading: Reading;
}

/** Derives instances from their score datasets (facts §3.4). It writes nothing: a person does. */
export function instanceRemote(client: InstanceClient): RemoteKind {
  return {
    observe: async (request) => {
      const survey = { request, rows: await client.listScoreDataSets(request.signal) };
      const observed = await Promise.all(
        request.addresses.map(
          async (address) => [address, await observeOne(client, survey, address)] as const,
        ),
      );
      return { byAddress: Object.fromEntries(observed) };
    },
  };
}

async function observeOne(client: InstanceClient, survey: Survey, address: Address): Promise<Observation> {
  const objects = survey.request.state.resources[address]?.objects ?? [];
  const bound = objects.map((object) => [object.fp, readInstance(survey, address, object)] as const);
  const current = objects.find(({ status }) => status === 'current');
  const overdue =
    current === undefined ? undefined : await readOverdue(client, survey, { address, object: current });
  return {
    bound: Object.fromEntries(bound),
    candidates: objects.length === 0 ? findCandidates(survey.request, survey.rows, address) : [],
    ...compact({ overdue }),
  };
}

/** Present while one of its datasets is, absent when all are gone, unread where it never had one. */
function readInstance(survey: Survey, address: Address, object: BoundObject): Reading {
  const datasets = listDatasets(survey.request, address, object);
  if (datasets.length === 0) return { status: 'unread' };
  const present = datasets.filter(({ reading }) => reading.status === 'present');
  const unreadable = datasets.find(({ reading }) => reading.status === 'unreadable')?.reading;
  if (present.length > 0) {
    return {
      status: 'present',
      object: describeInstance(object, seenDatasets(survey, address, { object, datasets })),
    };
  }
  if (unreadable !== undefined) return unreadable;
  return datasets.every(({ reading }) => reading.status === 'absent')
    ? { status: 'absent' }
    : { status: 'unread' };
}

function listDatasets(
  { state, earlier }: ObserveRequest,
  address: Address,
  object: BoundObject,
): readonly BoundDataset[] {
  return FORMATS.flatMap((format) => {
    const dataset = formatAddress(parseAddress(address)?.pipeline ?? '', 'score-dataset', format);
    const made = state.resources[dataset]?.objects.filter(({ ids }) => ids.maker === object.fp) ?? [];
    return made.flatMap(({ fp, ids }) =>
      ids.id === undefined
        ? []
        : [{ format, id: ids.id, reading: earlier[dataset]?.bound[fp] ?? { status: 'unread' } }],
    );
  });
}

function seenDatasets(
  survey: Survey,
  address: Address,
  { object, datasets }: { readonly object: BoundObject; readonly datasets: readonly BoundDataset[] },
): SeenDatasets {
  const find = (format: Format): ScoreDatasetRow | undefined => {
    const known = datasets.find(
      (dataset) => dataset.format === format && dataset.reading.status === 'present',
    );
    return survey.rows.find(({ id }) => id === known?.id) ?? (known === undefined ? undefined : rowOf(known));
  };
  const profile = find('profile');
  const event = find('event') ?? findUnboundEvent(survey, address, object);
  const isUnclear = datasets.some(
    ({ format, reading }) =>
      format === 'event' && reading.status !== 'present' && reading.status !== 'absent',
  );
  const age = Date.parse(survey.request.observedAt) - (profile?.created ?? 0);
  return compact({
    profile,
    event,
    isEventUncertain: isUnclear || hasRivals(survey, address) || age < SIBLING_GRACE_MS,
  });
}

/** A dataset that is there but was given a name of another form: its own reading remembers the title. */
function rowOf({ id, format, reading }: BoundDataset): ScoreDatasetRow | undefined {
  if (reading.status !== 'present') return undefined;
  return { id, format, title: reading.object.title, isProfileEnabled: false };
}

/** An event dataset of an instance that should have none stands in no address, and so is bound nowhere. */
function findUnboundEvent(
  survey: Survey,
  address: Address,
  object: BoundObject,
): ScoreDatasetRow | undefined {
  if (object.status !== 'current' || hasRivals(survey, address)) return undefined;
  return survey.rows.find((row) => row.format === 'event' && isPossiblyOf(survey.request, row, object));
}

/** Whether another object of the address is being made or undone: then a dataset may belong to either. */
function hasRivals({ request }: Survey, address: Address): boolean {
  const objects = request.state.resources[address]?.objects ?? [];
  return objects.some(({ status }) => status === 'pending' || status === 'abandoned');
}

async function readOverdue(
  client: InstanceClient,
  survey: Survey,
  { address, object }: { readonly address: Address; readonly object: BoundObject },
): Promise<Observation['overdue']> {
  const { request } = survey;
  const datasets = listDatasets(request, address, object);
  if (datasets.some(({ reading }) => reading.status !== 'present')) return undefined;
  if (datasets.length === 0 && survey.rows.some((row) => isPossiblyOf(request, row, object)))
    return undefined;
  const times = await Promise.all(
    datasets.map(async ({ id }) => await client.getNewestBatchTime(id, request.signal)),
  );
  const attestedAt = Object.values(object.attestations).map(({ at }) => at);
  const frequency = object.applied['schedule.frequency'] === 'monthly' ? 'monthly' : 'weekly';
  return findOverdueRun({
    frequency,
    observedAt: request.observedAt,
    ...compact({
      attestedAt: newest(attestedAt),
      lastBatchAt: newest(times.filter((time) => time !== undefined)),
    }),
  });
}

function newest(times: readonly string[]): string | undefined {
  return [...times].sort((a, b) => Date.parse(a) - Date.parse(b)).at(-1);
}
