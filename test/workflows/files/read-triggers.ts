import { isList, type Place, refuse, type Value, type ValueObject } from '../expression/index.ts';
import { at, readAnyMapping, readBoolean, readEntries, readMapping, readText, readTexts } from './members.ts';

/** What narrows an event; an empty list narrows nothing. */
export interface Filter {
  readonly types: readonly string[];
  readonly branches: readonly string[];
  readonly branchesIgnore: readonly string[];
  readonly tags: readonly string[];
  readonly tagsIgnore: readonly string[];
  readonly paths: readonly string[];
  readonly pathsIgnore: readonly string[];
}

/** An input of `workflow_dispatch`. */
export interface DispatchInput {
  readonly type: string;
  readonly required: boolean;
  readonly default: Value | undefined;
  readonly options: readonly string[];
}

/** `on:` of a workflow. */
export interface Triggers {
  readonly events: ReadonlyMap<string, Filter>;
  readonly crons: readonly string[];
  readonly inputs: ReadonlyMap<string, DispatchInput>;
}

const NONE: Filter = {
  types: [],
  branches: [],
  branchesIgnore: [],
  tags: [],
  tagsIgnore: [],
  paths: [],
  pathsIgnore: [],
};

/** Events that the harness can send, and the keys that narrow them. */
const KEYS: Readonly<Record<string, readonly string[]>> = {
  pull_request: ['types', 'branches', 'branches-ignore', 'paths', 'paths-ignore'],
  push: ['branches', 'branches-ignore', 'tags', 'tags-ignore', 'paths', 'paths-ignore'],
  issue_comment: ['types'],
  merge_group: ['types', 'branches', 'branches-ignore'],
  workflow_dispatch: ['inputs'],
};

const INPUT_TYPES = ['string', 'boolean', 'choice', 'number', 'environment'];

/** Reads `on:`. */
export function readTriggers(value: Value | undefined, place: Place): Triggers {
  if (value === undefined || value === null) refuse(place, 'it is missing');
  if (typeof value === 'string' || isList(value)) {
    const names = readTexts(value, place);
    return {
      events: new Map(names.map((name) => [name, readFilter(name, null, place)])),
      crons: [],
      inputs: new Map(),
    };
  }
  const { schedule, ...others } = readAnyMapping(value, place);
  const filters = readEntries(others, place, (keys, where, name) => readFilter(name, keys, where));
  const dispatch = readMapping(others['workflow_dispatch'], at(place, 'workflow_dispatch'), ['inputs']);
  return {
    events: filters,
    crons: schedule === undefined ? [] : readCrons(schedule, at(place, 'schedule')),
    inputs: readEntries(dispatch['inputs'], at(place, 'workflow_dispatch.inputs'), readInput),
  };
}

function readFilter(name: string, value: Value, place: Place): Filter {
  const known = KEYS[name];
  if (known === undefined) refuse(place, `the event ${name} is not known`);
  const keys = readMapping(value, place, known);
  const list = (key: string): readonly string[] => readTexts(keys[key], at(place, key));
  return {
    ...NONE,
    types: list('types'),
    branches: list('branches'),
    branchesIgnore: list('branches-ignore'),
    tags: list('tags'),
    tagsIgnore: list('tags-ignore'),
    paths: list('paths'),
    pathsIgnore: list('paths-ignore'),
  };
}

const CRON = /^(?:[\d*,/-]+ ){4}[\d*,/-]+$/;

function readCrons(value: Value, place: Place): readonly string[] {
  if (!isList(value) || value.length === 0) refuse(place, 'it is no list');
  return value.map((item, index) => {
    const cron = readText(readMapping(item, at(place, index), ['cron']), 'cron', at(place, index));
    if (cron === undefined || !CRON.test(cron)) refuse(at(place, index), 'it is no time');
    return cron;
  });
}

function readInput(value: Value, place: Place): DispatchInput {
  const keys: ValueObject = readMapping(value, place, [
    'description',
    'required',
    'default',
    'type',
    'options',
  ]);
  const type = readText(keys, 'type', place) ?? 'string';
  if (!INPUT_TYPES.includes(type)) refuse(at(place, 'type'), 'this type is not known');
  const options = readTexts(keys['options'], at(place, 'options'));
  if ((type === 'choice') !== options.length > 0)
    refuse(place, 'options belong to choices, and choices have some');
  return { type, required: readBoolean(keys, 'required', place) ?? false, default: keys['default'], options };
}
