import type { WorkflowEvent } from '../events.ts';
import { type Place, refuse } from '../expression/index.ts';
import { at, type Filter, fitsPatterns, type WorkflowFile } from '../files/index.ts';

/** The activities that count where a workflow names none. */
const DEFAULT_TYPES: Readonly<Record<string, readonly string[]>> = {
  pull_request: ['opened', 'synchronize', 'reopened'],
  issue_comment: ['created', 'edited', 'deleted'],
  merge_group: ['checks_requested'],
};

/** Whether a workflow runs at all because of an event. */
export function isTriggered({ file, triggers }: WorkflowFile, event: WorkflowEvent): boolean {
  if (event.name === 'schedule') return triggers.crons.includes(String(event.payload['schedule']));
  const filter = triggers.events.get(event.name);
  if (filter === undefined) return false;
  const place = at({ file, path: 'on' }, event.name);
  return hasType(filter, event) && fitsRef(filter, event, place) && fitsPaths(filter, event, place);
}

function hasType({ types }: Filter, { name, payload }: WorkflowEvent): boolean {
  const wanted = types.length > 0 ? types : DEFAULT_TYPES[name];
  return wanted === undefined || wanted.includes(String(payload['action']));
}

/** A push is narrowed by the branch or tag that was pushed, a pull request by the branch that it goes into. */
function fitsRef(filter: Filter, event: WorkflowEvent, place: Place): boolean {
  const tag = /^refs\/tags\/(.+)$/.exec(event.ref)?.[1];
  if (tag !== undefined) return fits(tag, filter.tags, filter.tagsIgnore, filter.branches, place);
  const branch =
    event.name === 'merge_group' ? 'main' : (event.baseRef ?? event.ref.replace(/^refs\/heads\//, ''));
  return fits(branch, filter.branches, filter.branchesIgnore, filter.tags, place);
}

/** Who names branches alone means no tags, and the other way round. */
function fits(
  name: string,
  wanted: readonly string[],
  unwanted: readonly string[],
  others: readonly string[],
  place: Place,
): boolean {
  if (wanted.length > 0 && unwanted.length > 0) refuse(place, 'it both names and ignores');
  if (wanted.length > 0) return fitsPatterns(name, wanted, place);
  if (unwanted.length > 0) return !fitsPatterns(name, unwanted, place);
  return others.length === 0;
}

function fitsPaths({ paths, pathsIgnore }: Filter, { changedFiles }: WorkflowEvent, place: Place): boolean {
  if (paths.length === 0 && pathsIgnore.length === 0) return true;
  if (changedFiles === undefined) refuse(place, 'it is narrowed by paths, and the event names no files');
  if (pathsIgnore.length > 0) return !changedFiles.every((file) => fitsPatterns(file, pathsIgnore, place));
  return changedFiles.some((file) => fitsPatterns(file, paths, place));
}
