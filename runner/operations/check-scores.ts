import {
  type CheckedScores,
  type DatasetCheck,
  type Desired,
  type DesiredResource,
  isSameJson,
  type JsonValue,
  type ScoreCheck,
  type State,
  type Transition,
} from '../model/index.ts';
import { checkNewest } from '../scores/index.ts';
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
  pipelines: readonly string[],
): Promise<CheckedScores> {
  const state = await session.backend.read();
  const isAsked = choosePipelines(desired, state, pipelines);
  const datasets = await findChecks(session, desired, state, isAsked);
  const transitions = recordsOf(state, datasets);
  if (transitions.length > 0) {
    await withLock(session, 'scores check', async (lock) => {
      await lock.append(transitions, describeRecords(transitions));
    });
  }
  return { environment: desired.environment.name, datasets };
}

/** Checks without recording. */
export async function findChecks(
  session: Session,
  desired: Desired,
  state: State,
  isAsked: (address: string) => boolean = () => true,
): Promise<readonly DatasetCheck[]> {
  const checks: DatasetCheck[] = [];
  for (const resource of Object.values(desired.resources)) {
    if (!isAsked(resource.address) || (resource.scores?.expectations ?? []).length === 0) continue;
    checks.push({ address: resource.address, ...(await checkOne(session, state, resource)) });
  }
  return checks.sort((a, b) => (a.address < b.address ? -1 : 1));
}

async function checkOne(
  session: Session,
  state: State,
  resource: DesiredResource,
): Promise<Omit<DatasetCheck, 'address'>> {
  const batches = await session.scores.open(state, resource);
  if ('unread' in batches) return batches;
  try {
    const check = await checkNewest(batches, {
      expectations: (resource.scores?.expectations ?? []).map(({ expectation }) => expectation),
      recorded: state.scoreChecks?.[resource.address] ?? [],
      now: session.serverNow().toISOString(),
      population: { unknown: NO_POPULATION },
      signal: session.signal,
    });
    return check === undefined ? { unread: 'there is no batch yet' } : { check };
  } finally {
    await batches.close();
  }
}

const NO_POPULATION = 'how many people are eligible is not known: only Query Service could count them';

/** What of the findings is new, as transitions. That the same was found again is not recorded. */
export function recordsOf(state: State, datasets: readonly DatasetCheck[]): readonly Transition[] {
  return datasets.flatMap(({ address, check }): readonly Transition[] => {
    if (check === undefined) return [];
    const known = state.scoreChecks?.[address]?.find(({ batchId }) => batchId === check.batchId);
    return known !== undefined && isSameFinding(known, check)
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
