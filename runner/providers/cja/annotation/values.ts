import { idToken, type RemoteObject, type Values } from '../../../model/index.ts';
import { toIsoTime } from '../canonical.ts';
import type { CjaAnnotation, CjaAnnotationBody } from '../client/annotation.ts';
import { formatDateRange, parseDateRange } from './date-range.ts';

/** An annotation as the planner sees it. Pure. */
export function toRemoteAnnotation(annotation: CjaAnnotation): RemoteObject {
  const createdAt = toIsoTime(annotation.createdDate);
  const modifiedAt = toIsoTime(annotation.modifiedDate);
  const { dataId, applyToAllReports } = annotation;
  const { from, to } = parseDateRange(annotation.dateRange ?? '');
  return {
    ids: { id: annotation.id },
    title: annotation.name ?? '',
    values: {
      title: annotation.name ?? '',
      description: annotation.description ?? '',
      ...(dataId === undefined ? {} : { dataView: idToken('data-view', dataId) }),
      'on.from': from,
      'on.to': to,
      color: toNumber(annotation.color),
      metrics: applyToAllReports === true ? [] : [...annotation.metrics],
    },
    pending: [],
    conditions: {},
    ...(createdAt === undefined ? {} : { createdAt }),
    ...(modifiedAt === undefined ? {} : { modifiedAt }),
  };
}

/** The body that makes an annotation as it is desired; references are remote ids by now. Pure. */
export function toAnnotationBody(values: Values): CjaAnnotationBody {
  const text = (path: string): string => (typeof values[path] === 'string' ? values[path] : '');
  const metrics = Array.isArray(values.metrics) ? values.metrics.map(String) : [];
  return {
    name: text('title'),
    description: text('description'),
    dataId: text('dataView'),
    dateRange: formatDateRange({ from: text('on.from'), to: text('on.to') }),
    color: `STANDARD${typeof values.color === 'number' ? values.color : 1}`,
    applyToAllReports: metrics.length === 0,
    scope: {
      metrics: metrics.map((id) => ({
        id: id.startsWith('metrics/') ? id : `metrics/${id}`,
        componentType: 'metric',
      })),
      filters: [],
    },
  };
}

/** Members of the body, and the attributes that they come from. */
const ATTRIBUTES_OF_MEMBER: Readonly<Record<keyof CjaAnnotationBody, readonly string[]>> = {
  name: ['title'],
  description: ['description'],
  dataId: ['dataView'],
  dateRange: ['on', 'on.from', 'on.to'],
  color: ['color'],
  applyToAllReports: ['metrics'],
  scope: ['metrics'],
};

/** What of a body an update sends: a PUT leaves alone what it does not name (facts §6.5). The data view never changes. */
export function toChanges(body: CjaAnnotationBody, ignored: readonly string[]): Partial<CjaAnnotationBody> {
  const isSent = (name: string, attributes: readonly string[]): boolean =>
    name !== 'dataId' && !attributes.some((attribute) => ignored.includes(attribute));
  const sent = Object.entries(ATTRIBUTES_OF_MEMBER).filter(([name, attributes]) => isSent(name, attributes));
  const names = new Set(sent.map(([name]) => name));
  return Object.fromEntries(Object.entries(body).filter(([name]) => names.has(name)));
}

/** `STANDARD3` is 3; what has another form stays, so that it differs. */
function toNumber(color: string | undefined): number | string | null {
  const digit = /^standard([1-9])$/i.exec(color ?? '')?.[1];
  return digit === undefined ? (color ?? null) : Number(digit);
}
