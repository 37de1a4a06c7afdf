import { type LiveField, RunnerError, type SqlDialect } from '../../model/index.ts';

/** The dialects in which inputs can be asked: where the data is. Inputs are never downloaded, so DuckDB has none of them. */
export type InputDialect = Exclude<SqlDialect, 'duckdb'>;

/** A table, as its alias `e` in a query, and how it is spelt. */
export interface QueriedTable {
  readonly dialect: InputDialect;
  /** By Query Service's name (facts §7), never by the dataset's title. */
  readonly table: string;
  readonly fields: readonly LiveField[];
}

/** A query that cannot be written safely, or at all; it is never written half. */
export function refuseQuery(reason: string): never {
  throw new RunnerError({ code: 'query-not-written', message: reason });
}

const PLAIN_NAME = /^[A-Za-z_][A-Za-z0-9_]{0,127}$/;

/** A name of a table or column. Anything but letters, digits and underscores is refused, so no text of Adobe's can end a name. */
export function writeName(name: string, dialect: InputDialect): string {
  if (!PLAIN_NAME.test(name)) refuseQuery(`the name ${JSON.stringify(name)} cannot be written in a query`);
  return dialect === 'postgresql' ? `"${name}"` : name;
}

/**
 * A nested column: dots in Query Service (facts §7), composite types in PostgreSQL, which wants `((e."web")."pageDetails")."name"`.
 */
export function writeColumn(alias: string, path: readonly string[], dialect: InputDialect): string {
  const [first = '', ...rest] = path;
  const start = `${alias}.${writeName(first, dialect)}`;
  return rest.reduce((column, name) => {
    const member = writeName(name, dialect);
    return dialect === 'postgresql' ? `(${column}).${member}` : `${column}.${member}`;
  }, start);
}

/**
 * A value. Query Service may read a backslash as an escape and two quotes as the end of one text and the start of another, so texts
 * with either are refused there.
 */
export function writeValue(value: string | number | boolean, dialect: InputDialect): string {
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  if (typeof value === 'number') {
    return Number.isFinite(value) ? String(value) : refuseQuery(`${value} is no number of SQL`);
  }
  const isRisky = dialect === 'query-service' ? /['\\]/.test(value) : false;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: none may reach a query
  if (isRisky || /[\u0000-\u001f\u007f]/.test(value)) {
    refuseQuery(`the text ${JSON.stringify(value)} cannot be written in a query safely`);
  }
  return `'${value.replaceAll("'", "''")}'`;
}

/** The id of whoever did an event: the first one of a namespace in the identity map, or a field (facts §2.4, §2.6). */
export function writePerson(
  { dialect }: QueriedTable,
  identity: { readonly namespace: string; readonly field: string },
): string {
  if (identity.field !== 'identityMap') return writeColumn('e', identity.field.split('.'), dialect);
  const namespace = writeValue(identity.namespace, dialect);
  const map = writeColumn('e', ['identityMap'], dialect);
  // The stand-in keeps the map as jsonb.
  return dialect === 'postgresql' ? `${map} -> ${namespace} -> 0 ->> 'id'` : `${map}[${namespace}][0].id`;
}
