import {
  type AttributePath,
  type Condition,
  idToken,
  type JsonValue,
  type RemoteObject,
  type Values,
} from '../../../model/index.ts';
import { toIsoTime } from '../canonical.ts';
import type { CjaBackfill, CjaConnection, CjaConnectionDataSet } from '../client/connection.ts';

/** What of a connection is compared only where it is declared: lists do not show it. */
export interface DeclaredOnly {
  readonly tags: boolean;
}

/** A connection as the planner sees it. Pure. */
export function toRemoteConnection(connection: CjaConnection, declared: DeclaredOnly): RemoteObject {
  const modifiedAt = toIsoTime(connection.modifiedDate);
  const modifiedBy = connection.modifiedByFullName ?? connection.modifiedBy;
  return {
    ids: { id: connection.id },
    title: connection.name ?? '',
    values: valuesOf(connection, declared),
    pending: [],
    conditions: { backfill: backfillCondition(connection) },
    ...(modifiedAt === undefined ? {} : { modifiedAt }),
    ...(modifiedBy === undefined ? {} : { modifiedBy }),
  };
}

function valuesOf(connection: CjaConnection, declared: DeclaredOnly): Values {
  const values: Record<AttributePath, JsonValue> = {
    title: connection.name ?? '',
    description: connection.description ?? '',
    primaryIdType: connection.primaryIdType ?? 'person',
    rollingWindowMonths: connection.dataRetentionMonths ?? null,
    containers: [...(connection.containers ?? [])],
  };
  if (connection.sandboxName !== undefined) values.sandbox = connection.sandboxName;
  if (declared.tags) values.tags = [...(connection.tags ?? [])];
  for (const dataSet of connection.dataSets ?? []) {
    const id = dataSet.dataSetId;
    if (id === undefined) continue;
    const token = idToken('dataset', id);
    const attributes = dataSetValues(dataSet);
    for (const [attribute, value] of Object.entries({ from: token, ...attributes })) {
      if (value !== undefined) values[`datasets[${token}].${attribute}`] = value;
    }
  }
  return values;
}

function dataSetValues(dataSet: CjaConnectionDataSet): Readonly<Record<string, JsonValue | undefined>> {
  const type = dataSet.type?.trim().toLowerCase();
  const source = dataSet.dataSourceType ?? 'other';
  return {
    type,
    ...(type === 'lookup' || type === 'summary' ? {} : personValues(dataSet)),
    ...(type === 'lookup' ? lookupValues(dataSet) : {}),
    'dataSourceType.id': source,
    'dataSourceType.description':
      source.toLowerCase() === 'other' ? (dataSet.dataSourceDescription ?? null) : null,
    importNewData: dataSet.streaming ?? false,
    backfill: backfillOf(dataSet),
  };
}

/** The field is compared only without identity map: what it shows otherwise is not documented (facts §4.2). */
function personValues(dataSet: CjaConnectionDataSet): Readonly<Record<string, JsonValue>> {
  if (dataSet.identityMap !== true) {
    return { 'personId.identityMap': false, 'personId.field': dataSet.visitorId ?? null };
  }
  if (dataSet.usePrimaryIdNamespace === true) {
    return { 'personId.identityMap': true, 'personId.usePrimaryNamespace': true };
  }
  return {
    'personId.identityMap': true,
    'personId.namespace': dataSet.identityNamespace === '' ? null : (dataSet.identityNamespace ?? null),
  };
}

function lookupValues(dataSet: CjaConnectionDataSet): Readonly<Record<string, JsonValue>> {
  return {
    'lookup.key': dataSet.lookupKeyField ?? null,
    'lookup.matchingKeys': [...(dataSet.lookupParentFields ?? [])],
  };
}

/**
 * `all`: a backfill of everything was asked for and has not failed. `failed`: one was asked for, and none went through.
 * `part`: only periods were asked for.
 */
function backfillOf(dataSet: CjaConnectionDataSet): string {
  const { backfills, backfillSummary } = dataSet;
  if (backfills === undefined || backfills.length === 0) {
    const { total = 0, failed = 0 } = backfillSummary ?? {};
    return total === 0 ? 'none' : failed < total ? 'all' : 'failed';
  }
  const sound = backfills.filter((backfill) => !hasStatus(backfill, 'FAILED'));
  if (sound.some(isOfEverything)) return 'all';
  return sound.length > 0 ? 'part' : 'failed';
}

/** With `allData` both dates are null (facts §4.2). */
function isOfEverything({ allData, startDate, endDate }: CjaBackfill): boolean {
  return allData ?? (startDate === undefined && endDate === undefined);
}

function hasStatus({ status }: CjaBackfill, ...wanted: readonly string[]): boolean {
  return wanted.includes(status?.toUpperCase() ?? '');
}

/** Whether the numbers over a connection can be trusted yet (design §7). */
export function backfillCondition({ dataSets = [], backfillSummary }: CjaConnection): Condition {
  const failed = dataSets.filter((dataSet) => backfillOf(dataSet) === 'failed');
  if (failed.length > 0) {
    const names = failed.map((dataSet) => dataSet.name ?? dataSet.dataSetId ?? '').join(', ');
    return { status: 'failed', reason: `the backfill failed of ${names}; request it again` };
  }
  const all = dataSets.flatMap(({ backfills = [] }) => backfills);
  const running = all.filter((backfill) => hasStatus(backfill, 'IN_PROGRESS', 'IN_QUEUE')).length;
  const total = all.length > 0 ? all.length : (backfillSummary?.total ?? 0);
  const open = all.length > 0 ? running : (backfillSummary?.inProgress ?? 0);
  if (open > 0) return { status: 'pending', reason: `${open} of ${total} backfills still run` };
  return { status: 'ok', reason: total === 0 ? 'no backfill was requested' : `${total} backfills are done` };
}
