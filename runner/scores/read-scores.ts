import {
  type Expectation,
  type ExpectationResult,
  hashRule,
  type ReportedBatch,
  type ScoreCheck,
  type ScoreMovement,
  type ScoreProfile,
} from '../model/index.ts';
import type { KnownBatch, ScoreBatches } from './batches/score-batches.ts';
import { checkBatch, profileBatch } from './check-batch.ts';
import { judgeAge } from './expectations/judge.ts';
import { readMovement } from './profile/read-movement.ts';
import { stabilityIndex } from './profile/stability.ts';
import { listStoredProfiles, readStoredProfile, storeProfile } from './profile/stored-profiles.ts';
import { moveScoresStatement } from './sql/describe-scores.ts';

/** What a check is asked. */
export interface CheckRequest {
  readonly expectations: readonly Expectation[];
  /** What was found before, newest first. */
  readonly recorded: readonly ScoreCheck[];
  /** Now, ISO. */
  readonly now: string;
  readonly population: { readonly people: number } | { readonly unknown: string };
  readonly signal?: AbortSignal | undefined;
}

/**
 * Checks the newest batch; undefined where there is none. It is compared with the newest earlier batch that was not found bad: after
 * a bad one, the next good one must not look like a leap. What was found before in the same batch by the same expectations is not
 * looked for again, but for its age.
 */
export async function checkNewest(
  batches: ScoreBatches,
  request: CheckRequest,
): Promise<ScoreCheck | undefined> {
  const [newest, ...older] = await batches.list(request.signal);
  if (newest === undefined) return undefined;
  const known = request.recorded.find(
    ({ batchId, datasetId, rows }) =>
      batchId === newest.batchId && datasetId === newest.datasetId && rows === (newest.rows ?? rows),
  );
  if (known !== undefined && isSettled(known, request.expectations)) return renew(known, request);
  const previous = await findReference(batches, { newest, older }, request);
  const reading = { ...batches, batch: newest, table: batches.table(newest), signal: request.signal };
  const { counts, results } = await checkBatch(reading, {
    ...request,
    previous,
    parser: batches.parser,
  });
  const kept = await readStoredProfile(batches.folder, newest);
  if (kept?.rows !== counts.rows) await storeProfile(batches.folder, await profileBatch(reading, counts));
  return {
    datasetId: newest.datasetId,
    batchId: newest.batchId,
    completedAt: newest.completedAt,
    rows: counts.rows,
    checkedAt: request.now,
    engine: batches.engineName,
    results: results.map((result) => keepAnswer(result, known)),
  };
}

/** What was found of this batch by this rule stands where it cannot be found again now: not to know is no better news. */
function keepAnswer(result: ExpectationResult, known: ScoreCheck | undefined): ExpectationResult {
  if (result.outcome !== 'not-checked') return result;
  const earlier = known?.results.find(({ name, rule }) => name === result.name && rule === result.rule);
  if (earlier === undefined || earlier.outcome === 'not-checked') return result;
  const { outcome, found } = earlier;
  return { ...result, outcome, found };
}

/**
 * The newest earlier batch that was not found bad: one that is there, or one that is gone and has left its profile.
 */
async function findReference(
  batches: ScoreBatches,
  { newest, older }: { readonly newest: KnownBatch; readonly older: readonly KnownBatch[] },
  { recorded, signal }: CheckRequest,
): Promise<ScoreProfile | undefined> {
  const before = older.find((batch) => !hasFailed(batch, recorded));
  if (before !== undefined) return await profileOf(batches, before, signal);
  const stored = await listStoredProfiles(batches.folder, newest.datasetId);
  return stored.findLast(
    (profile) =>
      Date.parse(profile.completedAt) < Date.parse(newest.completedAt) && !hasFailed(profile, recorded),
  );
}

/** Whether a batch was found not to meet an expectation that blocks. */
function hasFailed({ batchId, datasetId }: KnownBatch, recorded: readonly ScoreCheck[]): boolean {
  const check = recorded.find((known) => known.batchId === batchId && known.datasetId === datasetId);
  return (check?.results ?? []).some(({ outcome, severity }) => outcome === 'failed' && severity === 'error');
}

/** Whether every expectation has an answer by its present rule, and none was left without one. */
function isSettled(check: ScoreCheck, expectations: readonly Expectation[]): boolean {
  return expectations.every((expectation) => {
    const result = check.results.find(({ name }) => name === expectation.name);
    return result?.rule === hashRule(expectation) && result.outcome !== 'not-checked';
  });
}

/** The same findings in the order and with the words of today's expectations; only the age is judged anew. */
function renew(check: ScoreCheck, { expectations, now }: CheckRequest): ScoreCheck {
  const results = expectations.flatMap(({ name, description, severity, maxAgeDays }) => {
    const found = check.results.find((result) => result.name === name);
    if (found === undefined) return [];
    const { description: _old, ...result } = found;
    const age = maxAgeDays === undefined ? {} : judgeAge(maxAgeDays, { completedAt: check.completedAt, now });
    return [{ ...result, ...age, severity, ...(description === undefined ? {} : { description }) }];
  });
  return { ...check, results, checkedAt: now };
}

/** What the newest batch looks like, and where people have moved since the one before; undefined where there is none. */
export async function describeNewest(
  batches: ScoreBatches,
  bounds: readonly number[],
  signal?: AbortSignal,
): Promise<{ readonly profile: ScoreProfile; readonly movement?: ScoreMovement } | undefined> {
  const [newest, before] = await batches.list(signal);
  if (newest === undefined) return undefined;
  const profile = await profileOf(batches, newest, signal);
  const movement =
    before === undefined ? undefined : await compare(batches, { newest, before, bounds, signal });
  return { profile, ...(movement === undefined ? {} : { movement }) };
}

/** Every batch that is there or was, oldest first, with what was found in it. */
export async function describeAll(
  batches: ScoreBatches,
  recorded: readonly ScoreCheck[],
  signal?: AbortSignal,
): Promise<readonly ReportedBatch[]> {
  for (const batch of await batches.list(signal)) await profileOf(batches, batch, signal);
  const [newest] = await batches.list(signal);
  const profiles = newest === undefined ? [] : await listStoredProfiles(batches.folder, newest.datasetId);
  return profiles.map((profile, at) => {
    const check = recorded.find(({ batchId }) => batchId === profile.batchId);
    const before = profiles.slice(0, at).findLast((earlier) => !hasFailed(earlier, recorded));
    const stability =
      before === undefined ? undefined : stabilityIndex(before.numbers.score, profile.numbers.score);
    return {
      profile,
      ...(check === undefined ? {} : { check }),
      ...(stability === undefined ? {} : { stability }),
    };
  });
}

async function profileOf(
  batches: ScoreBatches,
  batch: KnownBatch,
  signal: AbortSignal | undefined,
): Promise<ScoreProfile> {
  const kept = await readStoredProfile(batches.folder, batch);
  if (kept !== undefined && kept.rows === (batch.rows ?? kept.rows)) return kept;
  const profile = await profileBatch({ ...batches, batch, table: batches.table(batch), signal });
  await storeProfile(batches.folder, profile);
  return profile;
}

async function compare(
  batches: ScoreBatches,
  {
    newest,
    before,
    bounds,
    signal,
  }: {
    readonly newest: KnownBatch;
    readonly before: KnownBatch;
    readonly bounds: readonly number[];
    readonly signal: AbortSignal | undefined;
  },
): Promise<ScoreMovement | undefined> {
  const [earlier, later] = [batches.table(before), batches.table(newest)];
  if (earlier === undefined || later === undefined) return undefined;
  const rows = await batches.engine.query(moveScoresStatement(earlier, later, bounds), signal);
  return readMovement({ fromBatch: before.batchId, toBatch: newest.batchId, bounds }, rows);
}
