import { RunnerError, type SqlDialect } from '../../model/index.ts';

/**
 * The few places where the engines spell SQL differently. Everything else in this folder is plain SQL that all of them read.
 * `query-service` follows Adobe's documentation (Spark's functions, `map[key]`, arrays that begin at 0) and has not been run
 * against Adobe; `postgresql` is what the tests run.
 */
export interface DialectSyntax {
  /** A nested field by its path. */
  path(names: readonly string[]): string;
  /** The first id of a namespace in an identity map. */
  firstIdentity(namespace: string): string;
  /** A value as a double. */
  asDouble(expression: string): string;
  /** A value as text. */
  asText(expression: string): string;
  /** Which columns of a grouping set are folded away, as a number: the first column is the highest bit. */
  groupingId(columns: readonly string[]): string;
  /** How many items an array has; NULL or 0 where there are none. */
  arrayLength(expression: string): string;
  /** A relation of the items of an array column `from` of a relation, one row each, under the name `item`. */
  unnest(relation: string, column: string): string;
  /** A member of `item`. */
  member(name: string): string;
}

/** How a dialect is spelt. */
export const DIALECTS: Readonly<Record<SqlDialect, DialectSyntax>> = {
  duckdb: {
    path: (names) => names.map(quoteName).join('.'),
    firstIdentity: (namespace) => `"identityMap"[${quoteText(namespace)}][1].id`,
    asDouble: (expression) => `CAST(${expression} AS DOUBLE)`,
    asText: (expression) => `CAST(${expression} AS VARCHAR)`,
    groupingId: (columns) => `GROUPING(${columns.join(', ')})`,
    arrayLength: (expression) => `len(${expression})`,
    unnest: (relation, column) => `(SELECT unnest(${column}) AS item FROM ${relation}) AS items`,
    member: (name) => `item.${quoteName(name)}`,
  },
  'query-service': {
    path: (names) => names.map(quoteSparkName).join('.'),
    firstIdentity: (namespace) => `identityMap[${quoteSparkText(namespace)}][0].id`,
    asDouble: (expression) => `CAST(${expression} AS DOUBLE)`,
    asText: (expression) => `CAST(${expression} AS STRING)`,
    groupingId: (columns) => `grouping_id(${columns.join(', ')})`,
    arrayLength: (expression) => `size(${expression})`,
    unnest: (relation, column) => `(SELECT explode(${column}) AS item FROM ${relation}) AS items`,
    member: (name) => `item.${quoteSparkName(name)}`,
  },
  postgresql: {
    path: ([first = '', ...rest]) =>
      rest.reduce((inner, name) => `(${inner}).${quoteName(name)}`, quoteName(first)),
    firstIdentity: (namespace) => `"identityMap" -> ${quoteText(namespace)} -> 0 ->> 'id'`,
    asDouble: (expression) => `CAST(${expression} AS double precision)`,
    asText: (expression) => `CAST(${expression} AS text)`,
    groupingId: (columns) => `GROUPING(${columns.join(', ')})`,
    arrayLength: (expression) => `cardinality(${expression})`,
    unnest: (relation, column) => `(SELECT unnest(${column}) AS item FROM ${relation}) AS items`,
    member: (name) => `(item).${quoteName(name)}`,
  },
};

/** A text literal. */
export function quoteText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** Spark escapes by backslash, and joins texts that stand side by side: what needs either is refused. */
function quoteSparkText(text: string): string {
  if (!/['"\\`]/.test(text)) return `'${text}'`;
  throw new RunnerError({
    code: 'query-failed',
    message: `Query Service cannot be asked safely with the text ${JSON.stringify(text)}`,
    hint: 'Use the engine duckdb for this pipeline: spec.scores.engine of the environment.',
  });
}

/** Spark quotes with backticks; plain names are left as Adobe's documentation writes them. */
function quoteSparkName(name: string): string {
  return /^[A-Za-z_]\w*$/.test(name) ? name : `\`${name.replaceAll('`', '``')}\``;
}
