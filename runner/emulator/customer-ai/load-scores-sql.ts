import { CUSTOMER_COUNT, ECID_PIECES, getEcidOffset } from '../world/daily-rows.ts';
import type { ScoreFlaw } from '../world/types.ts';
import { LOAD_CHANGE, type LoadPlan, PROBABILITY_RANGE } from './load-plan.ts';
import { ATTRIBUTES, FLAW_CHANNELS, SHIFTED_BY } from './score-flaws.ts';
import type { ScoreRowText } from './score-rows.ts';
import { quote } from './sql-text.ts';

/** A range of people as one SELECT for DuckDB: the rows of `load-scores.ts` under the flaws of `score-flaws.ts`, to the last bit. */
export function renderLoadSql(
  plan: LoadPlan,
  source: { first: number; count: number; flaws: readonly ScoreFlaw[]; text: ScoreRowText },
): string {
  const { first, count, flaws, text } = source;
  const people = `SELECT range::UBIGINT AS person, (range > 0)::UBIGINT AS has_previous FROM range(${first}, ${first + count})`;
  const drawn = drawAll(people, plan);
  const ranked = `SELECT *, CASE WHEN ${share('change')} < ${double(LOAD_CHANGE.jumps)} THEN ${share('elsewhere')}
    WHEN moved < 0e0 THEN -moved WHEN moved > 1e0 THEN 2e0 - moved ELSE moved END AS rank
    FROM (SELECT *, ${share('base')} + ${double(LOAD_CHANGE.band)} * (${share('step')} - 5e-1) AS moved FROM (${drawn}))`;
  const likely = `SELECT *, ${renderShift(`(${renderQuantiles(plan)})`, plan.shift)} AS probability FROM (${ranked})`;
  const relative = `(probability - ${double(PROBABILITY_RANGE.lowest)}) / ${double(PROBABILITY_RANGE.span)}`;
  const scored = `SELECT *, least(1e2, greatest(0e0, floor(${relative} * 1e3 + 5e-1) / 1e1)) AS score,
    least(100, 1 + floor(1e2 * rank))::INTEGER AS percentile FROM (${likely})`;
  const explained = `SELECT *, ${renderFactors(plan)} AS factors FROM (${scored})`;
  return renderRows(renderFlaws(explained, flaws), { flaws, text });
}

/** One column of 32 bits for each draw: `getUniformOf`, in steps, so that no expression is worked out twice. */
function drawAll(people: string, { personSeed, batchSeed }: LoadPlan): string {
  const draws: Readonly<Record<string, readonly [seed: number, channel: number]>> = {
    base: [personSeed, 0],
    step: [batchSeed, 1],
    change: [batchSeed, 2],
    elsewhere: [batchSeed, 3],
    reason: [personSeed, 4],
    struck: [batchSeed, FLAW_CHANNELS.rows],
    missing: [batchSeed, FLAW_CHANNELS.attributes],
  };
  const names = Object.keys(draws);
  const each = (from: string, formula: (name: string) => string): string =>
    `SELECT person, has_previous, ${names.map((name) => `${formula(name)} AS ${name}`).join(', ')} FROM (${from})`;
  const mix = (from: string): string => {
    const first = each(
      from,
      (name) => `(xor(${name}, ${name} >> 16) * ${0x7feb352d}) & ${ALL_BITS}::UBIGINT`,
    );
    const second = each(
      first,
      (name) => `(xor(${name}, ${name} >> 15) * ${0x846ca68b}) & ${ALL_BITS}::UBIGINT`,
    );
    return each(second, (name) => `xor(${name}, ${name} >> 16)`);
  };
  const spread = (number: string, factor: number): string =>
    `((${number} * ${factor}) & ${ALL_BITS}::UBIGINT)`;
  const seeded = each(
    people,
    (name) => `xor(${draws[name]?.[0] ?? 0}::UBIGINT, ${spread('(person + 1)', 0x9e3779b1)})`,
  );
  const channelled = each(
    mix(seeded),
    (name) => `xor(${name}, ${spread(`${(draws[name]?.[1] ?? 0) + 1}::UBIGINT`, 0x85ebca6b)})`,
  );
  const ended = each(mix(channelled), (name) => `xor(${name}, ${0xc2b2ae35}::UBIGINT)`);
  return mix(ended);
}

const ALL_BITS = 4_294_967_295;

function share(name: string): string {
  return `(${name}::DOUBLE / 4294967296e0)`;
}

/** With an exponent DuckDB reads a DOUBLE, and the very one that is meant; without, a DECIMAL. */
function double(value: number): string {
  return value.toExponential();
}

function renderQuantiles({ segments }: LoadPlan): string {
  const pieces = segments.map(
    ({ from, start, slope }) => `${double(start)} + (rank - ${double(from)}) * ${double(slope)}`,
  );
  const cases = segments
    .slice(0, -1)
    .map(({ to }, index) => `WHEN rank < ${double(to)} THEN ${pieces[index]}`);
  return `CASE ${cases.join(' ')} ELSE ${pieces.at(-1)} END`;
}

function renderShift(value: string, shift: number): string {
  return shift >= 0
    ? `${value} + ${double(shift)} * (1e0 - ${value})`
    : `${value} + ${double(shift)} * ${value}`;
}

function renderFactors({ codes }: LoadPlan): string {
  const half = Math.floor(codes.length / 2);
  const start = `(CASE WHEN score >= 5e1 THEN 0 ELSE ${half} END + (reason::BIGINT >> 16) % ${half})`;
  const isClear = '(score < 25e0 OR score >= 75e0)';
  const importance = [
    `CASE WHEN ${isClear} THEN 'high' ELSE 'medium' END`,
    `CASE WHEN ${isClear} THEN 'medium' ELSE 'low' END`,
    "'low'",
  ];
  const factors = importance.map((word, place) => {
    const value = `(1 + ((reason::BIGINT >> ${4 * place}) & 7) + CASE WHEN score >= 5e1 THEN 5 ELSE 0 END)::VARCHAR`;
    const code = `[${codes.map(quote).join(', ')}][(1 + (${start} + ${place}) % ${codes.length})::BIGINT]`;
    return `{'code': ${code}, 'value': ${value}, 'importance': ${word}}`;
  });
  return `[${factors.join(', ')}]`;
}

function renderFlaws(rows: string, flaws: readonly ScoreFlaw[]): string {
  let flawed = rows;
  if (flaws.includes('shifted')) {
    const score = `floor((${renderShift('(score / 1e2)', SHIFTED_BY)}) * 1e3 + 5e-1) / 1e1`;
    flawed = `SELECT * REPLACE (${score} AS score, ${renderShift('probability', SHIFTED_BY)} AS probability) FROM (${flawed})`;
  }
  if (flaws.includes('outOfRange')) {
    const either = (inside: string, above: string, below: string): string =>
      `CASE WHEN (struck >> 6) & 63 <> 0 THEN ${inside} WHEN (struck >> 12) & 1 = 1 THEN ${above} ELSE ${below} END`;
    flawed = `SELECT * REPLACE (${either('score', '15e1', '-5e1')} AS score, ${either('probability', '15e-1', '-5e-1')} AS probability,
      ${either('percentile', '150', '-50')} AS percentile) FROM (${flawed})`;
  }
  if (flaws.includes('duplicated')) {
    flawed = `SELECT * REPLACE (CASE WHEN struck & 63 = 0 THEN person - has_previous ELSE person END AS person) FROM (${flawed})`;
  }
  return flawed;
}

function renderRows(
  rows: string,
  { flaws, text }: { flaws: readonly ScoreFlaw[]; text: ScoreRowText },
): string {
  const values: Readonly<Record<string, string>> = {
    influentialFactors: 'factors',
    modelType: quote(text.modelType),
    percentileScore: 'percentile',
    probability: 'probability',
    score: 'score',
    scoreDate: quote(text.scoreDate),
  };
  const members = Object.entries(values).map(([name, value]) => {
    const place = 4 * ATTRIBUTES.indexOf(name);
    const kept = flaws.includes('null')
      ? `CASE WHEN (missing >> ${place}) & 15 >= 3 THEN ${value} END`
      : value;
    return `${quote(name)}: ${kept}`;
  });
  const id = `md5(${quote(text.idPrefix)} || person || ${quote(text.idSuffix)})`;
  const event =
    text.format === 'event'
      ? `make_timestamp_ms(${text.midnight})::TIMESTAMP_MS AS timestamp, 'customerAI.score' AS "eventType",`
      : '';
  const identity = `{'id': ${renderEcid(text.worldSeed)}, 'authenticatedState': 'ambiguous', 'primary': true}`;
  const score = `{'CustomerAI': {${quote(text.instanceKey)}: {${members.join(', ')}}}}`;
  return `SELECT ${id} AS _id, ${event} ${score} AS ${name(`_${text.tenant}`)},
    MAP {${quote(text.namespace)}: [${identity}]} AS "identityMap"
    FROM (${rows})`;
}

/** `getEcid`: the customers of the demo events have the digits of a larger digest, which is slow to write out. */
function renderEcid(worldSeed: number): string {
  const place = `'${worldSeed}/ecid/' || person`;
  const digits = (digest: string, { from, count }: { from: number; count: number }): string =>
    `('0x' || substr(${digest}, ${from}, ${count}))::UBIGINT`;
  const half = (from: number): string => `${digits(`sha256(${place})`, { from, count: 16 })}::UHUGEINT`;
  const customer = `substr(lpad((${half(1)} * 18446744073709551616::UHUGEINT + ${half(17)})::VARCHAR, 38, '4'), 1, 38)`;
  const pieces = ECID_PIECES.map(
    ({ digits: count, factor }) =>
      `lpad(((person * ${factor} + ${getEcidOffset(worldSeed)}) % ${10 ** count})::VARCHAR, ${count}, '0')`,
  );
  return `CASE WHEN person < ${CUSTOMER_COUNT} THEN ${customer} ELSE '4' || ${pieces.join(' || ')} || lpad(person::VARCHAR, 9, '0') END`;
}

function name(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}
