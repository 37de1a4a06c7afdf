import type { Context } from '../context.ts';
import { ApiError } from '../http/api-error.ts';
import { isJsonObject } from '../http/read-json.ts';
import type { JsonObject } from '../respell/respell-object.ts';
import type { DataViewFields } from '../world/types.ts';
import { addIdPrefix, findConnection, removeIdPrefix } from './connection-id.ts';

/** The fields of a data view that nobody has filled in yet. */
export function makeDefaultFields(): DataViewFields {
  return {
    name: '',
    description: '',
    parentDataGroupId: '',
    timezoneDesignator: '',
    sessionDefinition: [{ numPeriods: 30, granularity: 'minute', func: 'inactivity', events: [] }],
    segmentList: [],
    containerNames: { event: 'Event', session: 'Session', people: 'Person' },
    externalId: null,
    curationEnabled: false,
  };
}

/**
 * What is wrong with a body, in Adobe's words where they are known (facts §5.2: note the trailing space);
 * undefined when it may be created.
 */
export function validateDataView(context: Context, fields: DataViewFields): string | undefined {
  const missing = (['name', 'parentDataGroupId', 'timezoneDesignator'] as const).filter(
    (name) => fields[name] === '',
  );
  if (missing.length > 0) return `The following fields are required: [${missing.join(', ')}] `;
  if (!isTimeZone(fields.timezoneDesignator))
    return `The timezoneDesignator is not valid: ${fields.timezoneDesignator} `;
  if (!findConnection(context.world, fields.parentDataGroupId)) {
    return `The parentDataGroupId does not exist: ${fields.parentDataGroupId} `;
  }
  const session = fields.sessionDefinition.find((definition) => !isSessionDefinition(definition));
  return session ? `The sessionDefinition is not valid: ${JSON.stringify(session)} ` : undefined;
}

/** Lays a body over fields; what is absent stays, what the server owns is left out (facts §5.3). */
export function overlayFields(fields: DataViewFields, body: JsonObject): DataViewFields {
  const merged: DataViewFields = { ...fields };
  merged.name = readText(body, 'name', fields.name);
  merged.description = readText(body, 'description', fields.description);
  merged.timezoneDesignator = readText(body, 'timezoneDesignator', fields.timezoneDesignator);
  const parent = readText(body, 'parentDataGroupId', fields.parentDataGroupId);
  merged.parentDataGroupId = parent === '' ? '' : addIdPrefix(parent);
  if (body.sessionDefinition !== undefined) merged.sessionDefinition = readSessions(body.sessionDefinition);
  if (body.segmentList !== undefined) merged.segmentList = readTexts(body.segmentList, 'segmentList');
  if (isJsonObject(body.containerNames)) {
    const { containerNames } = fields;
    merged.containerNames = {
      event: readText(body.containerNames, 'event', containerNames.event),
      session: readText(body.containerNames, 'session', containerNames.session),
      people: readText(body.containerNames, 'people', containerNames.people),
    };
  }
  if (isJsonObject(body.externalData) && typeof body.externalData.externalId === 'string') {
    merged.externalId = body.externalData.externalId;
  }
  if (typeof body.curationEnabled === 'boolean') merged.curationEnabled = body.curationEnabled;
  return merged;
}

/** Whether two texts name the same connection. */
export function isSameConnection(first: string, second: string): boolean {
  return removeIdPrefix(first) === removeIdPrefix(second);
}

/** The offset from UTC in hours at a moment, as `currentTimezoneOffset` has it. */
export function getTimeZoneOffset(timeZone: string, at: number): number {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' }).formatToParts(
    new Date(at),
  );
  const text = parts.find((part) => part.type === 'timeZoneName')?.value ?? 'GMT';
  const match = /GMT([+-])(\d+):(\d+)/.exec(text);
  if (!match) return 0;
  return (match[1] === '-' ? -1 : 1) * (Number(match[2]) + Number(match[3]) / 60);
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

const GRANULARITIES = new Set(['minute', 'hour', 'day', 'week']);
const FUNCTIONS = new Set(['inactivity', 'before_events']);

function isSessionDefinition(definition: JsonObject): boolean {
  const func = String(definition.func ?? '').toLowerCase();
  if (!FUNCTIONS.has(func)) return false;
  if (func === 'before_events') return Array.isArray(definition.events) && definition.events.length > 0;
  return (
    GRANULARITIES.has(String(definition.granularity ?? '').toLowerCase()) &&
    Number.isInteger(definition.numPeriods)
  );
}

/** Enums go in upper case and come out lower (facts §5.2). */
function readSessions(value: unknown): JsonObject[] {
  if (!Array.isArray(value)) throw new ApiError(400, 'invalid_data', 'sessionDefinition must be an array');
  return value.filter(isJsonObject).map((definition) => ({
    numPeriods: definition.numPeriods ?? null,
    granularity: typeof definition.granularity === 'string' ? definition.granularity.toLowerCase() : null,
    func: typeof definition.func === 'string' ? definition.func.toLowerCase() : null,
    events: Array.isArray(definition.events) ? definition.events : [],
  }));
}

function readText(body: JsonObject, name: string, fallback: string): string {
  const value = body[name];
  if (value === undefined) return fallback;
  if (value === null) return '';
  if (typeof value !== 'string') throw new ApiError(400, 'invalid_data', `${name} must be a string`);
  return value;
}

function readTexts(value: unknown, name: string): string[] {
  if (value === null) return [];
  if (!Array.isArray(value)) throw new ApiError(400, 'invalid_data', `${name} must be an array`);
  return value.map(String);
}
