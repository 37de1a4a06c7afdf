import { asList, asObject, type Json } from './json.ts';
import type { Operation } from './openapi-document.ts';

/** An answer that a file describes as something else altogether, and what it is. */
export interface Correction {
  readonly file: string;
  /** Over method, template of the path, and status. */
  readonly operation: RegExp;
  readonly evidence: string;
  /** The schema that holds, made of what the file has. */
  readonly correct: (published: unknown, given: CorrectedAnswer) => Json;
}

/** What a correction may look at. */
interface CorrectedAnswer {
  readonly answer: unknown;
  readonly operations: readonly Operation[];
}

/** Used only where an answer is not what the file says; one that is never used is reported as a known error that is not needed. */
export const CORRECTIONS: readonly Correction[] = [
  {
    file: 'cja.json',
    operation: /^GET \/data\/dataviews\/\{dataviewId\}\/(dimensions|metrics) 200$/,
    evidence: '§8.15: the list is typed as one component, answers are pages of them (or bare lists, §0.7)',
    correct: (published, { answer }) => makeList(published, answer),
  },
  {
    file: 'cja.json',
    operation: /^GET \/segments 200$/,
    evidence:
      '§8.3: segments are typed as a map of objects, answers are pages of segments (or bare lists, §0.7)',
    correct: (_published, { answer, operations }) => {
      const single = operations.find(({ method, path }) => method === 'GET' && path === '/segments/{id}');
      return makeList(single?.answers['200']?.media['application/json'], answer);
    },
  },
  {
    file: 'data-access.yaml',
    operation: /^GET .*\/files\/\{dataSetFileId\} 200$/,
    evidence:
      '§1.5: without path the answer is a list of files, or of entries again; the file has an object of another call',
    correct: (_published, { answer }) => {
      const isNested = asList(asObject(answer).data).some((item) => 'dataSetFileId' in asObject(item));
      return { $ref: `#/components/schemas/${isNested ? 'dataSetFiles' : 'files'}` };
    },
  },
  {
    file: 'schema-registry.yaml',
    operation: /^GET .*\/\{CONTAINER_ID\}\/schemas 200$/,
    evidence: '§2.6: lists give the short form for xed-id only, and whole schemas for xed',
    correct: () => ({
      type: 'object',
      properties: {
        results: { type: 'array', items: { $ref: '#/definitions/lookupSchemaResponse' } },
        _page: { type: 'object' },
        _links: { $ref: '#/definitions/linksSchemas' },
      },
    }),
  },
];

/** A page of CJA with the names of guide and file (§0.7), or a bare list. */
function makeList(item: unknown, answer: unknown): Json {
  if (Array.isArray(answer)) return { type: 'array', items: item };
  const count: Json = { type: 'integer' };
  const flag: Json = { type: 'boolean' };
  return {
    type: 'object',
    required: ['content'],
    properties: {
      content: { type: 'array', items: item },
      ...Object.fromEntries(
        ['number', 'size', 'numberOfElements', 'totalElements', 'totalPages'].map((name) => [name, count]),
      ),
      ...Object.fromEntries(['firstPage', 'lastPage', 'first', 'last', 'empty'].map((name) => [name, flag])),
      sort: { $ref: '#/components/schemas/Sort' },
      pageable: { $ref: '#/components/schemas/Pageable' },
    },
  };
}
