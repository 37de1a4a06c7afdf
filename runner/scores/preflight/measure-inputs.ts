import {
  type InputCompleteness,
  type InputDataset,
  type InputFigures,
  type LiveInputs,
  type Pipeline,
  type Reported,
  RunnerError,
  type SqlEngine,
  type SqlRow,
  type SqlValue,
} from '../../model/index.ts';
import { type InputDialect, refuseQuery } from './column-sql.ts';
import { writeCompletenessQuery } from './completeness-sql.ts';
import { type EventTable, writeExamplesQuery } from './examples-sql.ts';

/** Whose inputs are measured, and what is known of them. */
export interface MeasureRequest {
  readonly pipeline: Pipeline;
  readonly inputs: LiveInputs;
  readonly signal?: AbortSignal;
}

const NOT_DOWNLOADED = 'inputs are not downloaded, so they are not where this engine looks';

/**
 * Asks an engine what only rows can tell: one query for each input and one over all of them. What cannot be asked, or is not answered,
 * says why; only an interruption is thrown.
 */
export async function measureInputs(engine: SqlEngine, request: MeasureRequest): Promise<InputFigures> {
  const { dialect } = engine;
  if (dialect === 'duckdb') {
    return { examples: { failure: NOT_DOWNLOADED }, completeness: {} };
  }
  const { spec } = request.pipeline;
  const used = spec.inputs.filter(({ name }) => spec.customerAi.inputs.includes(name));
  const completeness: Record<string, Reported<InputCompleteness>> = {};
  // One after the other: sessions of Query Service are few (facts §7).
  for (const input of used) {
    completeness[input.name] = await ask(request, async () => {
      return await measureCompleteness(engine, request, findTable(request, input, dialect));
    });
  }
  return { examples: await countExamples(engine, request), completeness };
}

/** How many people qualify by the goal and how many do not: together the eligible population. One query over all inputs. */
export async function countExamples(
  engine: SqlEngine,
  request: MeasureRequest,
): Promise<InputFigures['examples']> {
  const { dialect } = engine;
  if (dialect === 'duckdb') return { failure: NOT_DOWNLOADED };
  const { spec } = request.pipeline;
  const used = spec.inputs.filter(({ name }) => spec.customerAi.inputs.includes(name));
  return await ask(request, async () => {
    const tables = used
      .filter(({ dataset }) => !isAbsent(request.inputs, dataset))
      .map((input) => findTable(request, input, dialect));
    if (tables.length === 0) refuseQuery('none of the inputs is there');
    const [row] = await engine.query(writeExamplesQuery(tables, spec.customerAi), request.signal);
    return { qualifying: readCount(row, 'qualifying'), nonQualifying: readCount(row, 'non_qualifying') };
  });
}

async function ask<T>({ signal }: MeasureRequest, work: () => Promise<T>): Promise<Reported<T>> {
  try {
    return { value: await work() };
  } catch (error) {
    if (!(error instanceof RunnerError) || error.code === 'interrupted' || signal?.aborted === true)
      throw error;
    return { failure: error.message };
  }
}

function isAbsent(inputs: LiveInputs, title: string): boolean {
  const read = inputs.get(title);
  return read !== undefined && 'value' in read && read.value.length === 0;
}

function findTable({ inputs }: MeasureRequest, input: InputDataset, dialect: InputDialect): EventTable {
  const read = inputs.get(input.dataset) ?? { failure: 'it was not read' };
  if ('failure' in read) return refuseQuery(read.failure);
  const [dataset] = read.value;
  if (dataset === undefined || read.value.length > 1) {
    return refuseQuery(`there is not exactly one dataset with the title ${JSON.stringify(input.dataset)}`);
  }
  const { table, schema } = dataset;
  if (table === undefined) return refuseQuery(`Catalog names no table of ${JSON.stringify(input.dataset)}`);
  if ('failure' in schema) return refuseQuery(schema.failure);
  return { dialect, table, fields: schema.value?.fields ?? [], identity: input.identity };
}

async function measureCompleteness(
  engine: SqlEngine,
  { pipeline, signal }: MeasureRequest,
  table: EventTable,
): Promise<InputCompleteness> {
  const known = new Set(table.fields.map(({ path }) => path));
  const fields = [...new Set(listFields(pipeline))].filter((field) => known.has(field)).sort();
  const [row] = await engine.query(writeCompletenessQuery(table, fields), signal);
  const rows = readCount(row, 'row_count');
  const percent = fields.map((field, index): [string, number] => {
    return [field, rows === 0 ? 0 : (100 * readCount(row, `filled_${index + 1}`)) / rows];
  });
  const span = { from: readCount(row, 'first_second') * 1000, until: readCount(row, 'last_second') * 1000 };
  const identified = readCount(row, 'identified');
  return { rows, identified, ...(rows === 0 ? {} : { span }), percent: Object.fromEntries(percent) };
}

function listFields({ spec }: Pipeline): readonly string[] {
  const { goal, eligiblePopulation, customEvents, exclusions } = spec.customerAi;
  const { events = [], exclude = [] } = eligiblePopulation ?? {};
  return [...goal.events, ...events, ...exclude, ...customEvents, ...exclusions].map(({ field }) => field);
}

/** Engines give counts as numbers, as bigint, or as texts. */
function readCount(row: SqlRow | undefined, column: string): number {
  const value: SqlValue | undefined = row?.[column];
  if (value === null) return 0;
  const number = Number(value);
  return value !== undefined && Number.isFinite(number)
    ? number
    : refuseQuery(`the engine gave no ${column}`);
}
