import { compact } from '../../../host/index.ts';
import type { AttributePath, JsonValue, Values } from '../../../model/index.ts';
import { toBareConnectionId, toConnectionId } from '../client/connection-id.ts';
import type { CjaDataViewBody, CjaSessionDefinition } from '../client/data-view.ts';
import type { SegmentTitles } from '../segment-titles.ts';
import { SESSION_DEFAULTS } from './defaults.ts';

/** The body that makes a data view as it is desired; references are remote ids by now (facts §5.2). Pure. */
export function toCreateBody(
  values: Values,
  segments: SegmentTitles,
  organization: string | undefined,
): CjaDataViewBody {
  const parentDataGroupId = toConnectionId(text(values, 'connection') ?? '');
  return compact({
    name: text(values, 'title') ?? '',
    description: text(values, 'description'),
    parentDataGroupId,
    timezoneDesignator: text(values, 'timezone') ?? '',
    sessionDefinition: sessionOf(values),
    segmentList: texts(values, 'segments').map((title) => segments.idOf(title)),
    containerNames: containersOf(values),
    curationEnabled: values.curationEnabled === undefined ? undefined : values.curationEnabled === true,
    externalData: compact({
      externalId: text(values, 'externalId'),
      externalParentId: toBareConnectionId(parentDataGroupId),
    }),
    organization,
  });
}

/**
 * What of a body changes. What `lifecycle.ignore` names, and what is not declared, is left as it is; the connection never
 * changes, for that is a replace.
 */
export function toChanges(
  body: CjaDataViewBody,
  isManaged: (attribute: AttributePath) => boolean,
): Partial<CjaDataViewBody> {
  const { name, description, timezoneDesignator, sessionDefinition, segmentList, containerNames } = body;
  return compact({
    name: isManaged('title') ? name : undefined,
    description: isManaged('description') ? (description ?? '') : undefined,
    timezoneDesignator: isManaged('timezone') ? timezoneDesignator : undefined,
    sessionDefinition: isManaged('session') ? sessionDefinition : undefined,
    segmentList: isManaged('segments') ? segmentList : undefined,
    containerNames: isManaged('containerNames') ? containerNames : undefined,
    curationEnabled: isManaged('curationEnabled') ? body.curationEnabled : undefined,
    externalData: isManaged('externalId') ? body.externalData : undefined,
  });
}

/** Requests are upper case, answers lower (facts §5.2). */
function sessionOf(values: Values): readonly CjaSessionDefinition[] {
  const timeout = values['session.timeout'];
  const unit = text(values, 'session.unit') ?? SESSION_DEFAULTS.unit;
  const startsWith = texts(values, 'session.startsWith');
  const inactivity: CjaSessionDefinition = {
    numPeriods: typeof timeout === 'number' ? timeout : SESSION_DEFAULTS.timeout,
    granularity: unit.replace(/s$/, '').toUpperCase(),
    func: 'INACTIVITY',
    events: [],
  };
  if (startsWith.length === 0) return [inactivity];
  const events = startsWith.map((id) => (id.startsWith('metrics/') ? id : `metrics/${id}`));
  return [inactivity, { func: 'BEFORE_EVENTS', events }];
}

function containersOf(values: Values): NonNullable<CjaDataViewBody['containerNames']> {
  return compact({
    event: text(values, 'containerNames.event'),
    session: text(values, 'containerNames.session'),
    people: text(values, 'containerNames.person'),
  });
}

function text(values: Values, path: AttributePath): string | undefined {
  const value = values[path];
  return typeof value === 'string' ? value : undefined;
}

function texts(values: Values, path: AttributePath): readonly string[] {
  const value = values[path];
  return Array.isArray(value) ? value.map((item: JsonValue) => String(item)) : [];
}
