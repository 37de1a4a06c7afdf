import type { Contract } from './contracts.ts';
import { CORRECTIONS } from './corrections.ts';
import { type Exchange, getMediaType } from './exchange.ts';
import type { MessageBody, Operation } from './openapi-document.ts';
import type { SchemaError, Schemas } from './schemas.ts';

/** A finding of a body, before it is placed. */
export interface BodyError extends SchemaError {
  readonly check: 'published' | 'closed';
}

/** Where the body of a request and its operation disagree. */
export function checkRequestBody(
  operation: Operation,
  exchange: Exchange,
  schemas: Schemas,
): readonly BodyError[] {
  const { body } = operation;
  if (exchange.requestBody.length === 0) {
    return body?.isRequired ? [makeError('body', 'is required and missing')] : [];
  }
  if (!body) return [makeError('body', 'is not expected by this operation')];
  const type = getMediaType(exchange.requestHeaders['content-type']);
  const schema = findSchema(body, type);
  if (schema === NO_SUCH_TYPE) return [makeMediaError(body, type)];
  const value = parse(exchange.requestBody, type);
  if (value === NOT_JSON) return [makeError('body', 'is not JSON')];
  return checkTwice(schema, value, schemas);
}

/** Where an answer and its operation disagree. */
export function checkAnswer(
  operation: Operation,
  exchange: Exchange,
  contract: Contract,
): readonly BodyError[] {
  const { answers } = operation;
  const expected = answers[String(exchange.status)] ?? answers.default;
  if (expected === undefined) {
    return [makeError('status', `${exchange.status} is not one of ${Object.keys(answers).join(', ')}`)];
  }
  if (exchange.method === 'HEAD') return [];
  const type = getMediaType(exchange.answerHeaders['content-type']);
  const schema = findSchema(expected, type);
  if (schema === NO_SUCH_TYPE) return [makeMediaError(expected, type)];
  if (exchange.answer === undefined) return [];
  const errors = checkTwice(schema, exchange.answer, contract.schemas);
  return errors.length === 0 ? [] : (checkCorrected(operation, exchange, { contract, schema }) ?? errors);
}

/** Whether the answer is what the correction of its operation says; undefined when there is none. */
function checkCorrected(
  operation: Operation,
  exchange: Exchange,
  { contract, schema }: { readonly contract: Contract; readonly schema: unknown },
): readonly BodyError[] | undefined {
  const name = `${operation.method} ${operation.path} ${exchange.status}`;
  const found = CORRECTIONS.find(({ file, operation: names }) => file === contract.file && names.test(name));
  if (!found) return undefined;
  const corrected = found.correct(schema, { answer: exchange.answer, operations: contract.operations });
  return [
    { ...makeError(CORRECTED, found.evidence), check: 'published' },
    ...checkTwice(corrected, exchange.answer, contract.schemas),
  ];
}

/** Keyword of the finding that an answer was checked against a correction; its message is the evidence. */
export const CORRECTED = 'corrected';

/** As published, and closed; what both find is said once. */
function checkTwice(schema: unknown, value: unknown, schemas: Schemas): readonly BodyError[] {
  if (schema === undefined) return [];
  const published = schemas.validate(schema, 'published', value);
  const closed = schemas
    .validate(schema, 'closed', value)
    .filter(({ at, keyword }) => !published.some((error) => error.at === at && error.keyword === keyword));
  return [
    ...published.map((error): BodyError => ({ ...error, check: 'published' })),
    ...closed.map((error): BodyError => ({ ...error, check: 'closed' })),
  ];
}

const NO_SUCH_TYPE = Symbol('no such media type');
const NOT_JSON = Symbol('not JSON');

/** A file that says nothing of a body allows every one. */
function findSchema({ media }: MessageBody, type: string): unknown {
  const types = Object.keys(media);
  if (types.length === 0) return undefined;
  const found = types.find((known) => getMediaType(known) === type || known === '*/*');
  return found === undefined ? NO_SUCH_TYPE : media[found];
}

function parse(bytes: Uint8Array, type: string): unknown {
  const text = Buffer.from(bytes).toString('utf8');
  if (type === 'application/x-www-form-urlencoded') return Object.fromEntries(new URLSearchParams(text));
  try {
    return JSON.parse(text);
  } catch {
    return NOT_JSON;
  }
}

function makeMediaError({ media }: MessageBody, type: string): BodyError {
  return makeError('media', `${type || 'none'} is not one of ${Object.keys(media).join(', ')}`);
}

function makeError(keyword: string, message: string): BodyError {
  return { at: '', keyword, message, value: undefined, check: 'published' };
}
