import type { JsonObject } from '../respell/respell-object.ts';
import type { Condition, InstanceSettings, Population, World } from '../world/types.ts';
import { findDataset } from './find-dataset.ts';
import {
  readBoolean,
  readChoice,
  readInteger,
  readObjects,
  readOptionalObject,
  readString,
  refuse,
} from './read-fields.ts';

/** Reads what a person fills in for an instance (facts §3.2), with Adobe's rules of the forms. */
export function readInstanceSettings(world: World, sandboxName: string, body: JsonObject): InstanceSettings {
  const goal = readOptionalObject(body, 'goal') ?? refuse('goal', 'an object');
  const outputs = readOptionalObject(body, 'outputs') ?? {};
  const settings: InstanceSettings = {
    name: readString(body, 'name'),
    description: readString(body, 'description', ''),
    propensityType: readChoice(body, 'propensityType', ['conversion', 'churn']),
    datasets: readObjects(body, 'datasets').map((entry) => ({
      datasetId: findDataset(world, sandboxName, entry).id,
      identityNamespace: readString(entry, 'identityNamespace'),
      identityField: readString(entry, 'identityField', 'identityMap'),
    })),
    goal: {
      occurs: readChoice(goal, 'occurs', ['will', 'willNot'], 'will'),
      match: readChoice(goal, 'match', ['all', 'any'], 'all'),
      events: readConditions(goal, 'events'),
      outcomeWindowDays: readInteger(goal, 'outcomeWindowDays', { min: 1 }),
    },
    eligiblePopulation: readPopulation(body),
    customEvents: readNamedConditions(body, 'customEvents'),
    customProfileAttributes: readNamedConditions(body, 'customProfileAttributes'),
    exclusions: readConditions(body, 'exclusions'),
    schedule: readSchedule(body),
    outputs: { profile: readBoolean(outputs, 'profile', false), cja: readBoolean(outputs, 'cja', false) },
  };
  if (settings.datasets.length === 0) refuse('datasets', 'at least one dataset');
  if (settings.goal.events.length === 0) refuse('goal.events', 'at least one event');
  assertOneNamespace(settings);
  return settings;
}

/** The schedule of a body; Customer AI offers weekly and monthly. */
export function readSchedule(body: JsonObject): InstanceSettings['schedule'] {
  const schedule = readOptionalObject(body, 'schedule');
  if (!schedule) return null;
  const frequency = readChoice(schedule, 'frequency', ['weekly', 'monthly']);
  return { frequency, ...readDetail(schedule, 'day'), ...readDetail(schedule, 'time') };
}

function readDetail(schedule: JsonObject, name: 'day' | 'time'): Readonly<Record<string, string>> {
  const value = schedule[name] ?? '';
  if (typeof value === 'number') return { [name]: String(value) };
  return typeof value === 'string' && value !== '' ? { [name]: value } : {};
}

/** One identity namespace for all datasets (facts §2.4). */
function assertOneNamespace({ datasets }: InstanceSettings): void {
  const namespaces = new Set(datasets.map(({ identityNamespace }) => identityNamespace.toLowerCase()));
  if (namespaces.size > 1) refuse('datasets', 'the same identityNamespace for every dataset');
}

function readPopulation(body: JsonObject): Population | null {
  const population = readOptionalObject(body, 'eligiblePopulation');
  if (!population) return null;
  return {
    match: readChoice(population, 'match', ['all', 'any'], 'all'),
    lookbackDays: readInteger(population, 'lookbackDays', { min: 1 }),
    events: readConditions(population, 'events'),
    exclude: readConditions(population, 'exclude'),
  };
}

function readConditions(body: JsonObject, name: string): Condition[] {
  return readObjects(body, name).map(readCondition);
}

function readNamedConditions(body: JsonObject, name: string): (Condition & { name: string })[] {
  return readObjects(body, name).map((entry) => ({
    name: readString(entry, 'name'),
    ...readCondition(entry),
  }));
}

function readCondition(entry: JsonObject): Condition {
  const { value } = entry;
  const condition = { field: readString(entry, 'field'), operator: readString(entry, 'operator', 'exists') };
  if (value === undefined || value === null) return condition;
  if (typeof value === 'object') return refuse('value', 'a text, a number or true/false');
  return { ...condition, value: value as string | number | boolean };
}
