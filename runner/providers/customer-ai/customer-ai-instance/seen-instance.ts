import { type BoundObject, isSameTitle, type RemoteObject, type Values } from '../../../model/index.ts';

/** A score dataset as a list shows it. */
export interface ScoreDatasetRow {
  readonly id: string;
  /** Title of the instance, out of the dataset's name. */
  readonly title: string;
  readonly format: 'profile' | 'event';
  readonly isProfileEnabled: boolean;
  /** Unix milliseconds. */
  readonly created?: number;
}

/** The score datasets that are known to be of one instance. */
export interface SeenDatasets {
  readonly profile?: ScoreDatasetRow;
  readonly event?: ScoreDatasetRow;
  /** Whether an event dataset may exist although none is known to be ours. */
  readonly isEventUncertain: boolean;
}

/**
 * What the score datasets show of their instance (facts §3.4): title by their name, outputs by the event dataset and by the
 * Profile tag. What they cannot say is `pending`: then a person's word counts.
 */
export function describeInstance(object: BoundObject, seen: SeenDatasets): RemoteObject {
  const values: Record<string, Values[string]> = {};
  const pending: string[] = [];
  const { profile, event } = seen;
  const title = readTitle(object, profile?.title ?? event?.title);
  if (title === undefined) pending.push('title');
  else values.title = title;
  if (profile === undefined) pending.push('outputs.profile');
  else values['outputs.profile'] = profile.isProfileEnabled;
  if (event === undefined && seen.isEventUncertain) pending.push('outputs.cja');
  else values['outputs.cja'] = event !== undefined;
  return { ids: {}, title: title ?? object.titles.at(-1) ?? '', values, pending, conditions: {} };
}

/**
 * Whether a rename of an instance reaches its datasets is not known (facts §3.4), so a title that was asked for earlier says
 * nothing about the name that the instance has now.
 */
function readTitle({ titles }: BoundObject, seen: string | undefined): string | undefined {
  const asked = titles.at(-1);
  if (seen === undefined) return undefined;
  if (asked !== undefined && isSameTitle(asked, seen)) return asked;
  return titles.some((title) => isSameTitle(title, seen)) ? undefined : seen;
}
