import type { Json } from './json.ts';

/** Name under which findings against {@link FACTS_DOCUMENT} are shown. */
export const FACTS_FILE = 'facts';

const TEXT: Json = { type: 'string' };
const TRUTH: Json = { type: 'boolean' };
const COUNT: Json = { type: 'integer' };

/** A closed object: optional members end with `?`. */
function makeObject(members: Readonly<Record<string, Json>>): Json {
  const entries = Object.entries(members);
  return {
    type: 'object',
    properties: Object.fromEntries(entries.map(([name, schema]) => [name.replace(/\?$/, ''), schema])),
    required: entries.map(([name]) => name).filter((name) => !name.endsWith('?')),
  };
}

/** The body of Adobe's gateway, the same before both hosts (facts §0.5). */
export const GATEWAY_ERROR: Json = makeObject({
  error_code: { type: 'string', pattern: '^[0-9]{6}$' },
  message: TEXT,
});

/** `ErrorStatus` of CJA's file, with what answers always have (facts §0.5). */
export const CJA_ERROR: Json = makeObject({
  errorCode: TEXT,
  errorDescription: TEXT,
  errorId: TEXT,
  'errorDetails?': { type: 'object' },
  'rootCauseService?': TEXT,
});

/** Errors of the platform's services; what is in the report differs from one to the other (facts §0.5). */
export const PLATFORM_ERROR: Json = makeObject({
  type: TEXT,
  title: TEXT,
  status: COUNT,
  'detail?': TEXT,
  'report?': { type: 'object' },
});

/** OAuth's error body, which IMS is taken to use (facts §0.4). */
const TOKEN_ERROR: Json = makeObject({ error: TEXT, 'error_description?': TEXT });

const AUTHORIZATION = ['Authorization', 'x-api-key', 'x-gw-ims-org-id'].map((name) => ({
  in: 'header',
  name,
  required: true,
  schema: TEXT,
}));

const DATE_OR_NULL: Json = { type: 'string', nullable: true };

const BACKFILL: Json = makeObject({
  id: TEXT,
  dataSetId: TEXT,
  status: { type: 'string', enum: ['COMPLETED', 'FAILED', 'IN_PROGRESS', 'IN_QUEUE'] },
  'startDate?': DATE_OR_NULL,
  'endDate?': DATE_OR_NULL,
  'createdDate?': TEXT,
  'allData?': TRUTH,
});

const LOCAL_TIME = String.raw`\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}`;

/** What an annotation is made with (facts §6.5). */
const ANNOTATION_BODY: Readonly<Record<string, Json>> = {
  name: { type: 'string', minLength: 1, maxLength: 100 },
  dataId: { type: 'string', minLength: 1 },
  dateRange: { type: 'string', pattern: `^${LOCAL_TIME}/${LOCAL_TIME}$` },
  color: { type: 'string', pattern: '^STANDARD[1-9]$' },
  'description?': { type: 'string', maxLength: 250 },
  'applyToAllReports?': TRUTH,
  'scope?': makeObject({
    'metrics?': { type: 'array', items: makeObject({ id: TEXT, componentType: TEXT }) },
    'filters?': { type: 'array', items: { type: 'object' } },
  }),
};

function makeOptional(members: Readonly<Record<string, Json>>): Readonly<Record<string, Json>> {
  return Object.fromEntries(
    Object.entries(members).map(([name, schema]) => [name.endsWith('?') ? name : `${name}?`, schema]),
  );
}

const ANNOTATION: Json = makeObject({
  id: TEXT,
  ...makeOptional(ANNOTATION_BODY),
  'owner?': { type: 'object' },
  'createdDate?': TEXT,
  'modifiedDate?': TEXT,
});

/** Parameters of the path, the query and the authorization. */
function makeParameters(inPath: readonly string[], inQuery: Readonly<Record<string, Json>>): readonly Json[] {
  return [
    ...AUTHORIZATION,
    ...inPath.map((name) => ({ in: 'path', name, required: true, schema: TEXT })),
    ...Object.entries(inQuery).map(([name, schema]) => ({ in: 'query', name, schema })),
  ];
}

function makeAnswer(schema: Json): Json {
  return { content: { 'application/json': { schema } } };
}

/** What only Adobe's guide or the facts page says: operations that no file has, as a file would have them. */
export const FACTS_DOCUMENT: Json = {
  paths: {
    // Facts §0.4
    '/ims/token/v3': {
      post: {
        parameters: [],
        requestBody: {
          required: true,
          content: {
            'application/x-www-form-urlencoded': {
              schema: makeObject({
                grant_type: { type: 'string', enum: ['client_credentials'] },
                client_id: { type: 'string', minLength: 1 },
                client_secret: { type: 'string', minLength: 1 },
                scope: { type: 'string', pattern: '^[^, ]+(,[^, ]+)*$' },
              }),
            },
          },
        },
        responses: {
          200: makeAnswer(
            makeObject({
              access_token: { type: 'string', minLength: 1 },
              token_type: { type: 'string', enum: ['bearer'] },
              expires_in: { type: 'integer', minimum: 1, maximum: 86_400 },
            }),
          ),
          400: makeAnswer(TOKEN_ERROR),
          401: makeAnswer(TOKEN_ERROR),
        },
      },
    },
    // Facts §4.1: in the guide only. Whether the list is a page is not documented; a bare one is what the guide shows.
    '/data/connections/{connectionId}/datasets/{datasetId}/backfills': {
      get: {
        parameters: makeParameters(['connectionId', 'datasetId'], {
          includeStatus: {
            type: 'array',
            items: { type: 'string', enum: ['inProgress', 'completed', 'failed'] },
          },
          limit: COUNT,
          page: COUNT,
        }),
        responses: { 200: makeAnswer({ type: 'array', items: BACKFILL }), 404: makeAnswer(CJA_ERROR) },
      },
    },
    // Facts §6.5: in the guide only. Answers hold what the expansion asks for, beside the id.
    '/annotations': {
      get: {
        parameters: makeParameters([], {
          expansion: TEXT,
          includeType: { type: 'string', enum: ['all', 'shared'] },
          limit: COUNT,
          page: COUNT,
        }),
        responses: {
          200: makeAnswer({
            type: 'object',
            properties: { content: { type: 'array', items: ANNOTATION } },
            required: ['content'],
            additionalProperties: true,
          }),
        },
      },
      post: {
        parameters: makeParameters([], { expansion: TEXT }),
        requestBody: makeAnswer(makeObject(ANNOTATION_BODY)),
        responses: { 200: makeAnswer(ANNOTATION), 400: makeAnswer(CJA_ERROR), 404: makeAnswer(CJA_ERROR) },
      },
    },
    '/annotations/{id}': {
      get: {
        parameters: makeParameters(['id'], { expansion: TEXT }),
        responses: { 200: makeAnswer(ANNOTATION), 404: makeAnswer(CJA_ERROR) },
      },
      put: {
        parameters: makeParameters(['id'], { expansion: TEXT }),
        requestBody: makeAnswer(makeObject(makeOptional(ANNOTATION_BODY))),
        responses: { 200: makeAnswer(ANNOTATION), 400: makeAnswer(CJA_ERROR), 404: makeAnswer(CJA_ERROR) },
      },
      delete: {
        parameters: makeParameters(['id'], {}),
        responses: {
          200: makeAnswer(makeObject({ result: TEXT, 'message?': TEXT })),
          404: makeAnswer(CJA_ERROR),
        },
      },
    },
    '/data/connections/configurationSettings': {
      get: {
        parameters: makeParameters([], {}),
        responses: {
          200: makeAnswer(
            makeObject({
              dataSourceTypes: {
                type: 'array',
                items: makeObject({ id: TEXT, type: TEXT, 'description?': TEXT }),
              },
            }),
          ),
        },
      },
    },
  },
};
