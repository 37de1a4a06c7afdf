import {
  type AttributePath,
  idToken,
  type JsonValue,
  type RemoteObject,
  type Values,
} from '../../../model/index.ts';
import { toIsoTime } from '../canonical.ts';
import type { CjaDataView } from '../client/data-view.ts';
import type { SegmentTitles } from '../segment-titles.ts';
import { CONTAINER_DEFAULTS, SESSION_DEFAULTS } from './defaults.ts';

/** What is compared only where it is declared, since Adobe may fill it in by itself (facts §5.2 [U]). */
export interface DeclaredOnly {
  readonly externalId: boolean;
  readonly curationEnabled: boolean;
}

/** A data view as the planner sees it. Pure. */
export function toRemoteDataView(
  view: CjaDataView,
  { declared, segments }: { readonly declared: DeclaredOnly; readonly segments: SegmentTitles },
): RemoteObject {
  const modifiedAt = toIsoTime(view.modifiedDate);
  const createdAt = toIsoTime(view.createdDate);
  const { modifiedBy } = view;
  const values: Record<AttributePath, JsonValue> = { ...valuesOf(view) };
  values.segments = (view.segmentList ?? []).map((id) => segments.titleOf(id));
  if (declared.externalId && view.externalId !== undefined) values.externalId = view.externalId;
  if (declared.curationEnabled) values.curationEnabled = view.curationEnabled ?? false;
  return {
    ids: { id: view.id },
    title: view.name ?? '',
    values,
    pending: [],
    conditions: {},
    ...(createdAt === undefined ? {} : { createdAt }),
    ...(modifiedAt === undefined ? {} : { modifiedAt }),
    ...(modifiedBy === undefined ? {} : { modifiedBy }),
  };
}

function valuesOf(view: CjaDataView): Values {
  const { parentDataGroupId, containerNames = {} } = view;
  return {
    title: view.name ?? '',
    description: view.description ?? '',
    ...(parentDataGroupId === undefined ? {} : { connection: idToken('connection', parentDataGroupId) }),
    timezone: view.timezoneDesignator ?? '',
    ...sessionOf(view),
    'containerNames.event': containerNames.event ?? CONTAINER_DEFAULTS.event,
    'containerNames.session': containerNames.session ?? CONTAINER_DEFAULTS.session,
    'containerNames.person': containerNames.people ?? CONTAINER_DEFAULTS.person,
  };
}

/** Events count only where they begin a session; elsewhere samples carry a placeholder (facts §5.5). */
function sessionOf({ sessionDefinition = [] }: CjaDataView): Values {
  const rules = sessionDefinition.map((rule) => ({ ...rule, func: rule.func?.toLowerCase() }));
  const inactivity = rules.find(({ func }) => func === 'inactivity');
  const events = rules.filter(({ func }) => func === 'before_events').flatMap((rule) => rule.events ?? []);
  return {
    'session.timeout': inactivity?.numPeriods ?? SESSION_DEFAULTS.timeout,
    'session.unit': inactivity?.granularity ?? SESSION_DEFAULTS.unit,
    'session.startsWith': [...events],
  };
}
