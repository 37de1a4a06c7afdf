import type { Json } from './control-client.ts';
import { objectOf } from './unflatten.ts';

const ALLOCATIONS: Readonly<Record<string, string>> = {
  mostRecent: 'ALLOCATION_LAST_TOUCH',
  original: 'ALLOCATION_FIRST_TOUCH',
  all: 'ALLOCATION_PARTICIPATION',
  firstKnown: 'ALLOCATION_FIRST_KNOWN',
  lastKnown: 'ALLOCATION_LAST_KNOWN',
};

/** What a person sets on a component, in the names of the API that reads it back (facts §5.4). */
export function componentBody(settings: Json): Json {
  const { title, description, hidden, countType, dataType, tags } = settings;
  return defined({
    name: title,
    description,
    hideFromReporting: hidden,
    countType,
    type: dataType,
    tags,
    bucketingSetting: bucketing(settings),
    noValueOptionsSetting: objectOf(settings, 'noValue'),
    persistenceSetting: persistence(settings),
    formatSetting: format(settings),
  });
}

/** Leaves out what is not set. */
export function defined(object: Json): Json {
  return Object.fromEntries(
    Object.entries(object).filter(([, value]) => value !== undefined && value !== null),
  );
}

function bucketing({ buckets }: Json): Json | undefined {
  return buckets === undefined ? undefined : { enabled: true, bucketSettings: buckets };
}

function persistence(settings: Json): Json | undefined {
  const asked = objectOf(settings, 'persistence');
  if (asked === undefined) return undefined;
  const { type } = (asked.expiration ?? {}) as { type?: string };
  const context = type === 'personReportingWindow' ? 'visitors' : 'sessions';
  const expiration = type === undefined ? {} : { expiration: { func: 'container', context } };
  return { enabled: true, allocationModel: { func: ALLOCATIONS[String(asked.allocation)], ...expiration } };
}

function format(settings: Json): Json | undefined {
  const asked = objectOf(settings, 'format');
  if (asked === undefined) return undefined;
  const { type, decimals, currency, polarity } = asked;
  return defined({ formatType: type, decimalPlaces: decimals, currency, polarity });
}
