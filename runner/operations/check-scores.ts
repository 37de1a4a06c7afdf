import {
  type Address,
  type CheckedScores,
  currentObject,
  type DatasetCheck,
  type Desired,
  type DesiredResource,
  isSameJson,
  type JsonValue,
  parseAddress,
  RunnerError,
  type ScoreCheck,
  type State,
  type Transition,
} from '../model/index.ts';
import { checkNewest } from '../scores/index.ts';
import { countPopulation, type InputScope } from './check-inputs.ts';
import { choosePipelines } from './choose-pipelines.ts';
import type { Session } from './session.ts';
import { withLock } from './with-lock.ts';

/**
 * Checks the newest batch of every score dataset that has expectations, and records what was found, for the gates of later
 * plans. The state is locked only to record.
 */
export async function checkScores(
  session: Session,
  desired: Desired,
  { pipelines, scope }: { readonly pipelines: readonly string[]; readonly scope: InputScope },
): Promise<CheckedScores> {
  const state = await session.backend.read();
  const isAsked = choosePipelines(desired, state, pipelines);
  const datasets = await findChecks(session, desired, state, { isAsked, scope });
  if (recordsOf(state, datasets).length > 0) {
    await withLock(session, 'scores check', async (lock) => {
      // Somebody may have moved, replaced or checked what was read in the meantime.
      const transitions = recordsOf(lock.state, datasets);
      if (transitions.length > 0) await lock.append(transitions, describeRecords(transitions));
    });
  }
  return { environment: desired.environment.name, datasets };
}

/** Checks without recording. */
export async function findChecks(
  session: Session,
  desired: Desired,
  state: State,
  { isAsked, scope }: { readonly isAsked?: (address: Address) => boolean; readonly scope?: InputScope } = {},
): Promise<readonly DatasetCheck[]> {
  const checks: DatasetCheck[] = [];
  for (const resource of Object.values(desired.resources)) {
    if (isAsked?.(resource.address) === false || (resource.scores?.expectations ?? []).length === 0) continue;
    checks.push({ address: resource.address, ...(await checkOne(session, state, { resource, scope })) });
  }
  return checks.sort((a, b) => (a.address < b.address ? -1 : 1));
}

async function checkOne(
  session: Session,
  state: State,
  { resource, scope }: { readonly resource: DesiredResource; readonly scope: InputScope | undefined },
): Promise<Omit<DatasetCheck, 'address'>> {
  try {
    return await readOne(session, state, { resource, scope });
  } catch (error) {
    if (!(error instanceof RunnerError) || error.code === 'interrupted') throw error;
    return { failure: [error.message, ...(error.hint === undefined ? [] : [error.hint])].join('. ') };
  }
}

async function readOne(
  session: Session,
  state: State,
  { resource, scope }: { readonly resource: DesiredResource; readonly scope: InputScope | undefined },
): Promise<Omit<DatasetCheck, 'address'>> {
  const batches = await session.scores.open(state, resource);
  if ('unread' in batches) return batches;
  try {
    const check = await checkNewest(batches, {
      expectations: (resource.scores?.expectations ?? []).map(({ expectation }) => expectation),
      recorded: state.scoreChecks?.[resource.address] ?? [],
      now: session.serverNow().toISOString(),
      population: await findPopulation(session, resource, scope),
      signal: session.signal,
    });
    return check === undefined ? { unread: 'there is no batch yet' } : { check };
  } finally {
    await batches.close();
  }
}

/** Counted only where an expectation is about it, and by `cai scores check` alone: it takes a query over all inputs. */
async function findPopulation(
  session: Session,
  { address, scores }: DesiredResource,
  scope: InputScope | undefined,
): Promise<{ readonly people: number } | { readonly unknown: string }> {
  const isAsked = scores?.expectations.some(
    ({ expectation }) => expectation.minPopulationSharePercent !== undefined,
  );
  if (isAsked !== true || scope === undefined)
    return { unknown: 'the eligible population is counted by: cai scores check' };
  return await countPopulation(session, scope, parseAddress(address)?.pipeline ?? '');
}

/** What of the findings is new, as transitions. That the same was found again is not recorded. */
export function recordsOf(state: State, datasets: readonly DatasetCheck[]): readonly Transition[] {
  return datasets.flatMap(({ address, check }): readonly Transition[] => {
    if (check === undefined || currentObject(state, address)?.ids.id !== check.datasetId) return [];
    const [newest] = state.scoreChecks?.[address] ?? [];
    return newest?.batchId === check.batchId && isSameFinding(newest, check)
      ? []
      : [{ type: 'record-check', address, check }];
  });
}

/** The age in days grows by itself: only its verdict matters. */
function isSameFinding(a: ScoreCheck, b: ScoreCheck): boolean {
  const essence = ({ datasetId, rows, results }: ScoreCheck): JsonValue => ({
    datasetId,
    rows,
    results: results.map(({ name, outcome, rule, severity }) => [name, outcome, rule, severity]),
  });
  return isSameJson(essence(a), essence(b));
}

/** The words of a journal entry. */
export function describeRecords(transitions: readonly Transition[]): string {
  return `record what was found in ${transitions.length === 1 ? '1 batch' : `${transitions.length} batches`} of scores`;
}
