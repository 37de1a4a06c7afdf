import type { JsonObject } from '../respell/respell-object.ts';
import {
  ALLOCATIONS,
  BEHAVIORS,
  type Choice,
  CONTAINERS,
  FORMATS,
  MODELS,
  POLARITIES,
} from './component-choices.ts';
import {
  BINDING,
  BUCKETS,
  EXPIRATION,
  HALF_LIFE,
  LOOKBACK,
  membersOf,
  RULE_LIST,
  WEIGHTS,
  type Wording,
} from './component-words.ts';

/** One setting of a component: Adobe's label, how it is entered, and where the API shows it. */
export interface ComponentSetting {
  readonly name: string;
  readonly label: string;
  /** Dotted place in the component. Below `hiddenSettings` stands what no API shows: the emulator keeps it for the form alone. */
  readonly place: string;
  readonly kind: 'text' | 'long' | 'list' | 'number' | 'switch' | 'choice' | 'worded';
  readonly options?: readonly Choice[];
  readonly wording?: Wording;
}

function text(name: string, label: string, place: string): ComponentSetting {
  return { name, label, place, kind: 'text' };
}

function choice(
  name: string,
  label: string,
  at: { readonly place: string; readonly options: readonly Choice[] },
): ComponentSetting {
  return { name, label, kind: 'choice', ...at };
}

function worded(
  name: string,
  label: string,
  at: { readonly place: string; readonly wording: Wording },
): ComponentSetting {
  return { name, label, kind: 'worded', ...at };
}

const COMMON: readonly ComponentSetting[] = [
  text('name', 'Component name', 'name'),
  { name: 'description', label: 'Description', place: 'description', kind: 'long' },
  { name: 'tags', label: 'Tags', place: 'tags', kind: 'list' },
  text('labels', 'Context labels', 'hiddenSettings.labels'),
  { name: 'hidden', label: 'Hide component in reporting', place: 'hideFromReporting', kind: 'switch' },
  text('dataType', 'Data type', 'type'),
];

const RULES = worded('includeExclude', 'Include exclude values › Set include/exclude values', {
  place: 'includeExcludeSetting',
  wording: RULE_LIST,
});

const ALLOCATION = 'persistenceSetting.allocationModel';
const ATTRIBUTION = 'attributionSetting.attributionModel';

/** The settings of a component after its id, in the order of Adobe's form (facts §5.4). */
export const COMPONENT_SETTINGS: Readonly<Record<'dimensions' | 'metrics', readonly ComponentSetting[]>> = {
  dimensions: [
    ...COMMON,
    { name: 'lowerCase', label: 'Lower case', place: 'hiddenSettings.lowerCase', kind: 'switch' },
    text('substring', 'Substring', 'hiddenSettings.substring'),
    RULES,
    worded('buckets', 'Value bucketing › Bucket value', {
      place: 'bucketingSetting.bucketSettings',
      wording: BUCKETS,
    }),
    text('noValueOption', 'No value options', 'noValueOptionsSetting.option'),
    text('noValueName', 'No value options › Value', 'noValueOptionsSetting.value'),
    choice('allocation', 'Persistence › Set persistence › Allocation', {
      place: `${ALLOCATION}.func`,
      options: ALLOCATIONS,
    }),
    worded('expiration', 'Expiration', { place: `${ALLOCATION}.expiration`, wording: EXPIRATION }),
    worded('lookback', 'Lookback window', { place: 'persistenceSetting.lookback', wording: LOOKBACK }),
    worded('binding', 'Binding', { place: `${ALLOCATION}.merchandising`, wording: BINDING }),
  ],
  metrics: [
    ...COMMON,
    choice('countType', 'Behavior', { place: 'countType', options: BEHAVIORS }),
    choice('format', 'Format', { place: 'formatSetting.formatType', options: FORMATS }),
    { name: 'decimals', label: 'Decimal places', place: 'formatSetting.decimalPlaces', kind: 'number' },
    text('currency', 'Currency', 'formatSetting.currency'),
    choice('polarity', 'Show upward trend as', { place: 'formatSetting.polarity', options: POLARITIES }),
    RULES,
    choice('model', 'Attribution › Set attribution › Model', {
      place: `${ATTRIBUTION}.func`,
      options: MODELS,
    }),
    choice('container', 'Container', { place: `${ATTRIBUTION}.context`, options: CONTAINERS }),
    worded('lookback', 'Lookback window', { place: 'attributionSetting.lookback', wording: LOOKBACK }),
    worded('halfLife', 'Half-life', { place: `${ATTRIBUTION}.halfLife`, wording: HALF_LIFE }),
    worded('weights', 'Weights', { place: `${ATTRIBUTION}.weights`, wording: WEIGHTS }),
    text('deduplication', 'Metric deduplication', 'hiddenSettings.deduplication'),
  ],
};

/** The setting as the form shows it. */
export function formatSetting(setting: ComponentSetting, component: JsonObject): string {
  const value = settingValue(setting, component);
  switch (setting.kind) {
    case 'switch':
      return value === true ? 'on' : 'off';
    case 'list':
      return Array.isArray(value) ? value.map(String).join(', ') : '';
    case 'worded':
      return value === undefined ? '' : (setting.wording?.format(value) ?? '');
    default:
      return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  }
}

/** Half-life and weights are several members of the model; each stands under one name here. */
function settingValue({ place }: ComponentSetting, component: JsonObject): unknown {
  const names = place.split('.');
  const last = names.at(-1) ?? '';
  let holder = component;
  for (const name of names.slice(0, -1)) holder = membersOf(holder[name]);
  if (last === 'halfLife')
    return { numPeriods: holder.halfLifeNumPeriods, granularity: holder.halfLifeGranularity };
  return last === 'weights' ? holder : holder[last];
}

/** Reads one setting of the form; `undefined` where nothing is set, `null` where the text is something else. */
export function parseSetting({ kind, wording, options }: ComponentSetting, written: string): unknown {
  if (kind === 'switch') return written === 'on' ? true : undefined;
  if (written === '') return undefined;
  if (kind === 'list')
    return written
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== '');
  if (kind === 'number') return /^\d$/u.test(written) ? Number(written) : null;
  if (kind === 'choice') return options?.some(({ value }) => value === written) === true ? written : null;
  return kind === 'worded' ? (wording?.parse(written) ?? null) : written;
}

/** A component in which a setting has a value. */
export function putSetting(component: JsonObject, { place }: ComponentSetting, value: unknown): JsonObject {
  const names = place.split('.');
  const last = names.pop() ?? '';
  if (last === 'halfLife') {
    const { numPeriods, granularity } = membersOf(value);
    return putAt(component, names, { halfLifeNumPeriods: numPeriods, halfLifeGranularity: granularity });
  }
  return putAt(component, names, last === 'weights' ? membersOf(value) : { [last]: value });
}

/** What is switched on by being set. */
const SWITCHED = ['bucketingSetting', 'persistenceSetting', 'attributionSetting'];

function putAt(object: JsonObject, names: readonly string[], members: JsonObject): JsonObject {
  const [name, ...rest] = names;
  if (name === undefined) return { ...object, ...members };
  const inner = putAt(membersOf(object[name]), rest, members);
  return { ...object, [name]: SWITCHED.includes(name) ? { enabled: true, ...inner } : inner };
}

/** A component without what the settings of the form decide on. */
export function withoutSettings(component: JsonObject, settings: readonly ComponentSetting[]): JsonObject {
  const decided = new Set(settings.map(({ place }) => place.split('.')[0]));
  return Object.fromEntries(Object.entries(component).filter(([name]) => !decided.has(name)));
}
