import type { ApiRequest, Context, Reply } from '../context.ts';
import { DEMO_ORG_ID } from '../credentials.ts';
import { ApiError } from '../http/api-error.ts';
import { isJsonObject, readJsonObject } from '../http/read-json.ts';
import { readNumber } from '../http/read-number.ts';
import type { Route } from '../http/router.ts';
import type { JsonObject } from '../respell/respell-object.ts';
import type { AuditRecord } from '../world/types.ts';
import { formatCjaDate } from './cja-page.ts';

const BASE = '/auditlogs/api/v1/auditlogs';
const DEFAULT_WINDOW_MS = 92 * 86_400_000;

/** CJA's audit logs: who changed what (facts §6.7). */
export const auditLogRoutes: readonly Route[] = [
  { method: 'GET', path: BASE, handle: listAuditLogs },
  { method: 'POST', path: `${BASE}/search`, handle: searchAuditLogs },
];

type Test = (record: AuditRecord) => boolean;

const FIELDS: Readonly<Record<string, (record: AuditRecord) => string>> = {
  action: (record) => record.action,
  component: (record) => record.component.type,
  componentId: (record) => record.component.id,
  componentName: (record) => record.component.name,
  userType: () => 'IMS',
  userId: (record) => record.user.id,
  userEmail: (record) => record.user.email,
  description: (record) => record.description,
};

function listAuditLogs(context: Context, request: ApiRequest): Reply {
  const { query } = request;
  const [start, end] = readWindow(context, query);
  const tests: Test[] = Object.entries(FIELDS).flatMap(([name, get]) => {
    const values = query.getAll(name).flatMap((text) => text.split(','));
    if (values.length === 0) return [];
    const matches = name === 'description' ? includesText : isSameText;
    return [(record: AuditRecord) => values.some((value) => matches(get(record), value))];
  });
  const found = context.world.audit.filter(
    (record) => record.at >= start && record.at <= end && tests.every((test) => test(record)),
  );
  return answerPage(context, found, {
    size: readNumber(query, 'pageSize', { fallback: 100, min: 1, max: 1000 }),
    number: readNumber(query, 'pageNumber', { fallback: 0, min: 0, max: 1_000_000 }),
  });
}

function searchAuditLogs(context: Context, request: ApiRequest): Reply {
  const body = readJsonObject(request, 'invalid_json_input');
  const test = isJsonObject(body.criteria) ? buildCriteria(body.criteria) : () => true;
  const size = typeof body.pageSize === 'number' ? body.pageSize : 100;
  const number = typeof body.pageNumber === 'number' ? body.pageNumber : 0;
  return answerPage(context, context.world.audit.filter(test), { size, number });
}

function buildCriteria(criteria: JsonObject): Test {
  const fields = Array.isArray(criteria.fields) ? criteria.fields.filter(isJsonObject) : [];
  const below = Array.isArray(criteria.subCriteria) ? criteria.subCriteria.filter(isJsonObject) : [];
  const own = combine(fields.map(buildFieldTest), criteria.fieldOperator);
  if (below.length === 0) return own;
  const nested = combine(below.map(buildCriteria), criteria.subCriteriaOperator);
  return (record) => own(record) && nested(record);
}

function combine(tests: readonly Test[], operator: unknown): Test {
  if (tests.length === 0) return () => true;
  return operator === 'OR'
    ? (record) => tests.some((test) => test(record))
    : (record) => tests.every((test) => test(record));
}

function buildFieldTest(field: JsonObject): Test {
  const name = String(field.fieldType ?? '');
  const key = name.toLowerCase().replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
  const get = FIELDS[key] ?? FIELDS[name];
  if (!get) throw new ApiError(400, 'invalid_parameters', `fieldType ${name} is not supported`);
  const values = (Array.isArray(field.value) ? field.value : [field.value]).map(String);
  if (field.operator === 'CONTAINS')
    return (record) => values.some((value) => includesText(get(record), value));
  const isWanted = field.operator !== 'NOT_EQUALS';
  return (record) => values.some((value) => isSameText(get(record), value)) === isWanted;
}

function readWindow(context: Context, query: URLSearchParams): [number, number] {
  const start = query.get('startDate');
  const end = query.get('endDate');
  const now = context.getNow();
  if (start === null && end === null) return [now - DEFAULT_WINDOW_MS, now];
  const times: [number, number] = [Date.parse(start ?? ''), Date.parse(end ?? '')];
  if (times.some(Number.isNaN)) {
    throw new ApiError(
      400,
      'invalid_parameters',
      'startDate and endDate must be set together, as ISO 8601 dates',
    );
  }
  return times;
}

/** Newest first; Spring's page names, in the guide too (facts §0.7). */
function answerPage(
  context: Context,
  found: readonly AuditRecord[],
  page: { size: number; number: number },
): Reply {
  const { size, number } = page;
  const rows = [...found].reverse();
  const content = rows
    .slice(number * size, (number + 1) * size)
    .map((record) => presentRecord(context, record));
  const totalPages = Math.ceil(rows.length / size);
  const sort = { sorted: true, unsorted: false, empty: false };
  return {
    status: 200,
    body: {
      content,
      pageable: {
        pageNumber: number,
        pageSize: size,
        offset: number * size,
        paged: true,
        unpaged: false,
        sort,
      },
      number,
      size,
      numberOfElements: content.length,
      totalElements: rows.length,
      totalPages,
      first: number === 0,
      last: number + 1 >= totalPages,
      sort,
      empty: content.length === 0,
    },
  };
}

function presentRecord(context: Context, record: AuditRecord): JsonObject {
  const { user, component } = record;
  return context.respelling.apply('auditLog', record.id, {
    id: record.id,
    dateCreated: formatCjaDate(record.at),
    action: record.action,
    description: record.description,
    imsOrgId: DEMO_ORG_ID,
    user: { id: user.id, idType: 'IMS', name: user.name, email: user.email },
    component: { id: component.id, idType: component.type, name: component.name },
  });
}

function isSameText(text: string, wanted: string): boolean {
  return text.toLowerCase() === wanted.toLowerCase();
}

function includesText(text: string, wanted: string): boolean {
  return text.toLowerCase().includes(wanted.toLowerCase());
}
