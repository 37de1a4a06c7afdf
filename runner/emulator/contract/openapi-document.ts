import { asList, asObject, asText, type Json } from './json.ts';

/** One operation of a contract file, in the same form for OpenAPI 3.0 and Swagger 2.0. */
export interface Operation {
  readonly file: string;
  readonly method: string;
  /** Template of the whole path, with the base of the file. */
  readonly path: string;
  readonly parameters: readonly Parameter[];
  readonly body: MessageBody | undefined;
  /** By status, and `default`. */
  readonly answers: Readonly<Record<string, MessageBody>>;
}

/** A parameter, but for those of the body. */
export interface Parameter {
  readonly in: string;
  readonly name: string;
  readonly isRequired: boolean;
  readonly schema: Json;
}

/** What a body may be. */
export interface MessageBody {
  readonly isRequired: boolean;
  /** Schema by media type; empty where the file says nothing of the body. */
  readonly media: Readonly<Record<string, unknown>>;
}

const METHODS = ['get', 'head', 'post', 'put', 'patch', 'delete'];

/** All operations of a file. */
export function readOperations(file: string, document: Json): readonly Operation[] {
  const base = readBasePath(document);
  return Object.entries(asObject(document.paths)).flatMap(([path, entry]) => {
    const item = asObject(entry);
    return METHODS.filter((method) => item[method] !== undefined).map((method) => {
      const source = asObject(item[method]);
      const parameters = [...asList(item.parameters), ...asList(source.parameters)].map((parameter) =>
        resolve(document, parameter),
      );
      return {
        file,
        method: method.toUpperCase(),
        path: `${base}${path}`,
        parameters: parameters.filter((parameter) => parameter.in !== 'body').map(readParameter),
        body: readRequestBody(document, source, parameters),
        answers: readAnswers(document, source),
      };
    });
  });
}

function readBasePath(document: Json): string {
  if (typeof document.basePath === 'string') return document.basePath.replace(/\/$/, '');
  const url = asText(asObject(asList(document.servers)[0]).url) ?? '';
  return url.replace(/^(https?:)?\/\/[^/]*/, '').replace(/\/$/, '');
}

/** Swagger 2.0 writes the type beside the name, OpenAPI 3.0 into a schema. */
function readParameter(source: Json): Parameter {
  return {
    in: asText(source.in) ?? '',
    name: asText(source.name) ?? '',
    isRequired: source.required === true,
    schema: source.schema === undefined ? source : asObject(source.schema),
  };
}

function readRequestBody(
  document: Json,
  operation: Json,
  parameters: readonly Json[],
): MessageBody | undefined {
  const inBody = parameters.find((parameter) => parameter.in === 'body');
  if (inBody) {
    const types = asList(operation.consumes ?? document.consumes).map(String);
    return { isRequired: inBody.required === true, media: spread(types, inBody.schema) };
  }
  if (operation.requestBody === undefined) return undefined;
  const body = resolve(document, operation.requestBody);
  return { isRequired: body.required === true, media: readContent(body) };
}

function readAnswers(document: Json, operation: Json): Readonly<Record<string, MessageBody>> {
  const types = asList(operation.produces ?? document.produces).map(String);
  return Object.fromEntries(
    Object.entries(asObject(operation.responses)).map(([status, source]) => {
      const answer = resolve(document, source);
      const media = answer.schema === undefined ? readContent(answer) : spread(types, answer.schema);
      return [status, { isRequired: false, media }];
    }),
  );
}

function readContent(source: Json): Readonly<Record<string, unknown>> {
  const entries = Object.entries(asObject(source.content));
  return Object.fromEntries(entries.map(([type, media]) => [type, asObject(media).schema]));
}

function spread(types: readonly string[], schema: unknown): Readonly<Record<string, unknown>> {
  return Object.fromEntries(types.map((type) => [type, schema]));
}

function resolve(document: Json, node: unknown): Json {
  const source = asObject(node);
  if (typeof source.$ref !== 'string') return source;
  const names = source.$ref.replace(/^#\//, '').split('/');
  return asObject(names.reduce<unknown>((level, name) => asObject(level)[name], document));
}
