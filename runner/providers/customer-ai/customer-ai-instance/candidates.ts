import {
  type Address,
  type BoundObject,
  isSameTitle,
  type ObserveRequest,
  type RemoteObject,
} from '../../../model/index.ts';
import { describeInstance, type ScoreDatasetRow } from './seen-instance.ts';

/**
 * Instances that state does not know and that carry the title of an address, as far as their score datasets show: one for
 * each profile dataset, and the event dataset of the same title beside it. Several mean that a person says which.
 */
export function findCandidates(
  request: ObserveRequest,
  rows: readonly ScoreDatasetRow[],
  address: Address,
): readonly RemoteObject[] {
  const resource = request.desired.resources[address];
  if (resource === undefined) return [];
  const bound = listBoundIds(request);
  const free = rows.filter(
    (row) => !bound.has(row.id) && isSameTitle(row.title, resource.title) && !isExpected(request, row),
  );
  const profiles = free.filter(({ format }) => format === 'profile');
  const events = free.filter(({ format }) => format === 'event');
  const unknown: BoundObject = { ...NOBODY, titles: [resource.title] };
  const count = Math.max(profiles.length, events.length);
  const named = profiles.concat(events).find(({ id }) => id === resource.adoptId);
  const indexes = named === undefined ? [...Array(count).keys()] : [0];
  return indexes.map((index) => {
    const profile = named?.format === 'profile' ? named : (profiles[index] ?? undefined);
    const event = named?.format === 'event' ? named : (events[index] ?? undefined);
    const seen = { ...(profile ? { profile } : {}), ...(event ? { event } : {}), isEventUncertain: false };
    return describeInstance(unknown, seen);
  });
}

/** Whether a dataset that is bound nowhere could have been made by an object. */
export function isPossiblyOf(request: ObserveRequest, row: ScoreDatasetRow, object: BoundObject): boolean {
  if (object.baseline.includes(row.id) || listBoundIds(request).has(row.id)) return false;
  return object.titles.some((title) => isSameTitle(title, row.title));
}

/** Whether an instance of another address is known to be on its way under this title. */
function isExpected(request: ObserveRequest, row: ScoreDatasetRow): boolean {
  return Object.values(request.state.resources)
    .filter(({ kind }) => kind === 'customer-ai-instance')
    .some(({ objects }) => objects.some((object) => isPossiblyOf(request, row, object)));
}

function listBoundIds({ state }: ObserveRequest): ReadonlySet<string> {
  const ids = Object.values(state.resources)
    .filter(({ kind }) => kind === 'score-dataset')
    .flatMap(({ objects }) => objects.map((object) => object.ids.id));
  return new Set(ids.filter((id) => id !== undefined));
}

const NOBODY: BoundObject = {
  fp: '',
  status: 'pending',
  ids: {},
  applied: {},
  attestations: {},
  equivalences: {},
  titles: [],
  baseline: [],
  dependsOn: [],
};
