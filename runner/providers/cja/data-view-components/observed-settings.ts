import {
  asMembers,
  type Members,
  readFlag,
  readNumber,
  readObject,
  readObjects,
  readText,
  readTexts,
} from '../../../host/index.ts';
import type { JsonValue } from '../../../model/index.ts';
import { toPlainKey } from '../canonical.ts';
import type { CjaComponent } from '../client/component.ts';

type Settings = Readonly<Record<string, JsonValue | undefined>>;

/** The settings of a component in the words of YAML, by attribute (facts §5.4). What is switched off is not there. */
export function readSettings(component: CjaComponent): Settings {
  return {
    ...readBucketing(component),
    ...readNoValue(component),
    ...readPersistence(component),
    ...readAttribution(component),
    ...readFormat(component),
    includeExclude: readIncludeExclude(component),
  };
}

function settingOf(value: JsonValue | undefined): Members | undefined {
  const setting = asMembers(value);
  return readFlag(setting, 'enabled') === false ? undefined : setting;
}

function readBucketing({ bucketingSetting }: CjaComponent): Settings {
  const buckets = readObjects(settingOf(bucketingSetting), 'bucketSettings');
  return {
    buckets: buckets?.map((bucket) => ({
      from: readNumber(bucket, 'from') ?? null,
      to: readNumber(bucket, 'to') ?? null,
    })),
  };
}

function readNoValue({ noValueOptionsSetting }: CjaComponent): Settings {
  const setting = settingOf(noValueOptionsSetting);
  return { 'noValue.option': readText(setting, 'option'), 'noValue.value': readText(setting, 'value') };
}

const ALLOCATIONS: Readonly<Record<string, string>> = {
  lasttouch: 'mostRecent',
  firsttouch: 'original',
  participation: 'all',
  firstknown: 'firstKnown',
  lastknown: 'lastKnown',
};

function readPersistence({ persistenceSetting }: CjaComponent): Settings {
  const setting = settingOf(persistenceSetting);
  const model = readObject(setting, 'allocationModel');
  if (setting === undefined) return {};
  return {
    'persistence.allocation': modelOf(model, ALLOCATIONS),
    'persistence.expiration': readExpiration(readObject(model, 'expiration')),
    'persistence.lookback': readLookback(readObject(setting, 'lookback')),
    'persistence.binding': readBinding(readObject(model, 'merchandising')),
  };
}

const ATTRIBUTIONS: Readonly<Record<string, string>> = {
  lasttouch: 'lastTouch',
  firsttouch: 'firstTouch',
  instance: 'sameTouch',
  dedupedinstance: 'sameTouch',
  linear: 'linear',
  dedupedlinear: 'linear',
  participation: 'participation',
  ushaped: 'uShaped',
  jshaped: 'jCurve',
  reversejshaped: 'inverseJ',
  timedecay: 'timeDecay',
  positionbased: 'custom',
  algorithmic: 'algorithmic',
};

function readAttribution({ attributionSetting }: CjaComponent): Settings {
  const setting = settingOf(attributionSetting);
  const model = readObject(setting, 'attributionModel');
  if (setting === undefined) return {};
  const halfLife = readNumber(model, 'halfLifeNumPeriods');
  const first = readNumber(model, 'firstWeight');
  return {
    'attribution.model': modelOf(model, ATTRIBUTIONS),
    'attribution.container': containerOf(readText(model, 'context')),
    'attribution.lookback': readLookback(readObject(setting, 'lookback')),
    'attribution.halfLife':
      halfLife === undefined
        ? undefined
        : { length: halfLife, unit: readText(model, 'halfLifeGranularity') ?? 'days' },
    'attribution.weights':
      first === undefined
        ? undefined
        : {
            first,
            middle: readNumber(model, 'middleWeight') ?? 0,
            last: readNumber(model, 'lastWeight') ?? 0,
          },
  };
}

/** `ALLOCATION_LAST_TOUCH_DIM` is `lastTouch`; what nobody has heard of stays as it came. */
function modelOf(model: Members | undefined, known: Readonly<Record<string, string>>): string | undefined {
  const func = readText(model, 'func');
  if (func === undefined) return undefined;
  const plain = toPlainKey(func.replace(/^ALLOCATION_/i, '').replace(/_DIM$/i, ''));
  return known[plain] ?? func;
}

/** People and sessions have had several names in Adobe's APIs. */
function containerOf(text: string | undefined): 'session' | 'person' | undefined {
  const plain = toPlainKey(text ?? '');
  if (/^(sessions?|visits?)$/.test(plain)) return 'session';
  return /^(persons?|people|visitors?|users?)$/.test(plain) ? 'person' : undefined;
}

function readExpiration(expiration: Members | undefined): JsonValue | undefined {
  const func = toPlainKey(readText(expiration, 'func') ?? '');
  if (func === '') return undefined;
  if (func === 'afterevents' || func === 'beforeevents') {
    return { type: 'metric', metric: readTexts(expiration, 'events')?.[0] ?? null };
  }
  if (func === 'container') {
    const isPerson = containerOf(readText(expiration, 'context')) === 'person';
    return { type: isPerson ? 'personReportingWindow' : 'session' };
  }
  return readTime(expiration);
}

function readLookback(lookback: Members | undefined): JsonValue | undefined {
  if (lookback === undefined) return undefined;
  const container = ['func', 'granularity', 'context']
    .map((name) => containerOf(readText(lookback, name)))
    .find((found) => found !== undefined);
  return container === undefined ? readTime(lookback) : { type: container };
}

function readTime(time: Members | undefined): JsonValue | undefined {
  const length = readNumber(time, 'numPeriods');
  if (length === undefined) return undefined;
  return { type: 'customTime', length, unit: readText(time, 'granularity') ?? null };
}

const BINDINGS: Readonly<Record<string, string>> = { nonmerchandising: 'none', forced: 'set', auto: 'auto' };

function readBinding(merchandising: Members | undefined): JsonValue | undefined {
  const func = readText(merchandising, 'func');
  if (func === undefined) return undefined;
  const criteria = readObject(merchandising, 'bindingCriteria');
  const events = readTexts(criteria, 'bindingEvents') ?? [];
  return { type: BINDINGS[toPlainKey(func)] ?? func, events: [...events] };
}

/** Where nobody chose a format, a metric is a decimal without places whose rise is good (facts §5.5). */
function readFormat({ formatSetting, precision }: CjaComponent): Settings {
  const setting = settingOf(formatSetting);
  return {
    'format.type': readText(setting, 'formatType') ?? 'decimal',
    'format.decimals': readNumber(setting, 'decimalPlaces') ?? precision ?? 0,
    'format.currency': readText(setting, 'currency'),
    'format.polarity': readText(setting, 'polarity') ?? 'positive',
  };
}

function readIncludeExclude({ includeExcludeSetting }: CjaComponent): JsonValue | undefined {
  const setting = settingOf(includeExcludeSetting);
  const rules = readObjects(setting, 'rules');
  if (setting === undefined || rules === undefined || rules.length === 0) return undefined;
  return {
    match: readText(setting, 'match')?.toLowerCase() === 'or' ? 'any' : 'all',
    caseSensitive: readFlag(setting, 'caseSensitive') ?? true,
    type: readText(setting, 'type')?.toLowerCase() ?? 'string',
    rules: rules.map((rule) => ({
      clause: readText(rule, 'clause') ?? '',
      value: readText(rule, 'value') ?? null,
    })),
  };
}
