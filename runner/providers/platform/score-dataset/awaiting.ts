import {
  type Address,
  type BoundObject,
  formatMinute,
  formatObjectAddress,
  isSameTitle,
  type State,
} from '../../../model/index.ts';
import type { ScoreDatasetRow } from './score-dataset-row.ts';

/** The address of a score dataset, and of the instance that makes it. */
export interface ScoreAddress {
  readonly address: Address;
  readonly maker: Address;
}

/**
 * Which run a score dataset waits for, and since when; undefined where something else is in the way (a handoff is open,
 * several datasets could be it), which the plan says better.
 */
export function describeAwaited(
  state: State,
  { address, maker }: ScoreAddress,
  rows: readonly ScoreDatasetRow[],
): string | undefined {
  const instance = state.resources[maker]?.objects.find(({ status }) => status === 'current');
  if (instance === undefined || hasDataset(state, address, instance)) return undefined;
  const handoff = state.handoffs[formatObjectAddress(maker, instance.fp)];
  if (handoff !== undefined && handoff.purpose !== 'overdue') return undefined;
  if (rows.some((row) => mayBeMadeBy(row, instance))) return undefined;
  const other = Object.keys(state.resources).filter(
    (known) => known !== address && sameFolder(known, address),
  );
  if (other.some((sibling) => hasDataset(state, sibling, instance))) {
    return 'the other score dataset has appeared, this one has not: it comes with a run for which its switch in "Set options" is on';
  }
  const since = newestAttestation(instance);
  const when = since === undefined ? '' : `; the instance was confirmed on ${formatMinute(since)}`;
  return `its first scoring run, which takes up to 24 hours${when}`;
}

/** Whether a dataset could have been made by an instance: it carries one of its titles and was not there before. */
export function mayBeMadeBy(row: Pick<ScoreDatasetRow, 'id' | 'title'>, instance: BoundObject): boolean {
  return (
    !instance.baseline.includes(row.id) && instance.titles.some((title) => isSameTitle(title, row.title))
  );
}

function hasDataset(state: State, address: Address, instance: BoundObject): boolean {
  return state.resources[address]?.objects.some((object) => object.ids.maker === instance.fp) ?? false;
}

function sameFolder(a: Address, b: Address): boolean {
  return a.slice(0, a.lastIndexOf('/')) === b.slice(0, b.lastIndexOf('/'));
}

function newestAttestation({ attestations }: BoundObject): string | undefined {
  return Object.values(attestations)
    .map(({ at }) => at)
    .sort()
    .at(-1);
}
