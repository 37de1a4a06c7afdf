import type {
  Annotation,
  Bucket,
  DataView as CompleteDataView,
  Component,
  WrittenAnnotation,
  WrittenComponent,
  WrittenDataView,
} from '../model/index.ts';
import { completeLifecycle } from './complete-lifecycle.ts';

const RULE_DEFAULTS = { match: 'all', caseSensitive: true, type: 'string' } as const;
const FORMAT_DEFAULTS = { type: 'decimal', decimals: 0, polarity: 'positive' } as const;
const COUNT_ONCE_DEFAULTS = { scope: 'session', keep: 'first' } as const;

/** Defaults of a data view and its components. */
export function completeDataView(written: WrittenDataView, connection: string): CompleteDataView {
  return {
    ...written,
    description: written.description ?? '',
    connection,
    session: {
      timeout: written.session?.timeout ?? 30,
      unit: written.session?.unit ?? 'minutes',
      startsWith: written.session?.startsWith ?? [],
    },
    segments: written.segments ?? [],
    containerNames: {
      event: written.containerNames?.event ?? 'Event',
      session: written.containerNames?.session ?? 'Session',
      person: written.containerNames?.person ?? 'Person',
    },
    components: (written.components ?? []).map(completeComponent),
    annotations: (written.annotations ?? []).map(completeAnnotation),
    lifecycle: completeLifecycle(written.lifecycle),
  };
}

/** One day is a range of one day. */
function completeAnnotation(written: WrittenAnnotation): Annotation {
  const { on } = written;
  return {
    ...written,
    description: written.description ?? '',
    on: typeof on === 'string' ? { from: on, to: on } : on,
    color: written.color ?? 1,
    metrics: written.metrics ?? [],
    lifecycle: completeLifecycle(written.lifecycle),
  };
}

function completeComponent(written: WrittenComponent): Component {
  const { buckets, persistence, includeExclude, format, deduplication, ...rest } = written;
  return {
    ...rest,
    title: written.title ?? toWords(written.id),
    description: written.description ?? '',
    tags: written.tags ?? [],
    hidden: written.hidden ?? false,
    lowerCase: written.lowerCase ?? false,
    labels: written.labels ?? [],
    ...(written.attribute === 'influentialFactors' ? { member: written.member ?? 'code' } : {}),
    ...(buckets === undefined ? {} : { buckets: completeBuckets(buckets) }),
    ...(persistence === undefined ? {} : { persistence: completePersistence(persistence) }),
    ...(includeExclude === undefined ? {} : { includeExclude: { ...RULE_DEFAULTS, ...includeExclude } }),
    ...(format === undefined ? {} : { format: { ...FORMAT_DEFAULTS, ...format } }),
    ...(deduplication === undefined ? {} : { deduplication: { ...COUNT_ONCE_DEFAULTS, ...deduplication } }),
  };
}

function completePersistence(
  written: NonNullable<WrittenComponent['persistence']>,
): NonNullable<Component['persistence']> {
  const { binding } = written;
  return {
    ...(written.lookback === undefined ? {} : { lookback: written.lookback }),
    allocation: written.allocation ?? 'mostRecent',
    expiration: { ...written.expiration, type: written.expiration?.type ?? 'session' },
    ...(binding === undefined
      ? {}
      : { binding: { type: binding.type ?? 'none', events: binding.events ?? [] } }),
  };
}

/** `[25, 75]` names the bounds between buckets: below 25, 25 to 75, 75 and above. */
function completeBuckets(written: NonNullable<WrittenComponent['buckets']>): readonly Bucket[] {
  const bounds = written.filter((item) => typeof item === 'number');
  if (bounds.length < written.length) {
    return written.map((item) => (typeof item === 'number' ? { to: item } : item));
  }
  return [undefined, ...bounds].map((from, index) => {
    const to = bounds[index];
    return { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
  });
}

/** `upgrade-score` → `Upgrade score`. */
function toWords(id: string): string {
  const words = id.replace(/[-_.]+/g, ' ').trim();
  return words === '' ? id : words.charAt(0).toUpperCase() + words.slice(1);
}
