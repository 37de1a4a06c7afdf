import type { Context } from '../context.ts';
import { createUuid } from '../world/create-id.ts';
import type { WorldInstance, WorldRun } from '../world/types.ts';
import { RUN_ERRORS, RunFailure } from './run-errors.ts';
import { type CustomerScore, scoreCustomers } from './score-customers.ts';
import { createScoreDataset, type ScoreFormat } from './score-datasets.ts';
import { writeScoreBatch } from './write-score-batch.ts';

const DAY_MS = 86_400_000;
const PERIOD_DAYS = { weekly: 7, monthly: 30 };

/**
 * Brings Customer AI up to the clock: starts scheduled runs, ends due ones, in the order in which they
 * happen, so that one big step of the clock and many small ones leave the same world.
 */
export function advanceWorld(context: Context): void {
  const now = context.getNow();
  let isChanged = false;
  for (;;) {
    const next = getNextEvent(context, now);
    if (!next) break;
    next.happen();
    isChanged = true;
  }
  if (isChanged) context.store.save();
}

interface DueEvent {
  readonly at: number;
  readonly happen: () => void;
}

function getNextEvent(context: Context, now: number): DueEvent | undefined {
  const due = context.world.instances.flatMap((instance) => listEvents(context, instance));
  return due
    .filter((event) => event.at <= now)
    .sort((first, second) => first.at - second.at)
    .at(0);
}

function listEvents(context: Context, instance: WorldInstance): DueEvent[] {
  const running = instance.runs.find((run) => run.status === 'running');
  if (running) return [{ at: running.dueAt, happen: () => finishRun(context, instance, running) }];
  const { schedule } = instance.settings;
  const last = instance.runs.findLast((run) => run.trigger !== 'manual');
  if (!schedule || !last) return [];
  const at = last.startedAt + PERIOD_DAYS[schedule.frequency] * DAY_MS;
  return [
    { at, happen: () => void startRun(context, instance, { trigger: 'schedule', at, failWith: null }) },
  ];
}

/** Starts a run; its end comes with the clock. */
export function startRun(
  context: Context,
  instance: WorldInstance,
  { trigger, at, failWith }: { trigger: WorldRun['trigger']; at: number; failWith: number | null },
): WorldRun {
  const run: WorldRun = {
    id: createUuid(context.world, 'run'),
    trigger,
    startedAt: at,
    dueAt: at + context.options.runDurationMs,
    failWith,
    status: 'running',
    errorCode: null,
    errorTitle: null,
    scoredProfiles: 0,
    batchIds: [],
  };
  instance.runs.push(run);
  return run;
}

function finishRun(context: Context, instance: WorldInstance, run: WorldRun): void {
  try {
    if (run.failWith !== null) throw new RunFailure(run.failWith);
    const scores = scoreCustomers(context.world, instance.settings, run.dueAt);
    const formats: ScoreFormat[] = instance.settings.outputs.cja ? ['profile', 'event'] : ['profile'];
    run.batchIds = formats.map((format) => writeScores(context, instance, { format, scores, at: run.dueAt }));
    run.scoredProfiles = scores.length;
    run.status = 'success';
  } catch (error) {
    if (!(error instanceof RunFailure)) throw error;
    run.status = 'failed';
    run.errorCode = error.code;
    run.errorTitle = RUN_ERRORS[error.code] ?? null;
  }
}

function writeScores(
  context: Context,
  instance: WorldInstance,
  { format, scores, at }: { format: ScoreFormat; scores: readonly CustomerScore[]; at: number },
): string {
  const { world } = context;
  const knownId = format === 'profile' ? instance.profileDatasetId : instance.eventDatasetId;
  const known = world.datasets.find((dataset) => dataset.id === knownId);
  const dataset = known ?? createScoreDataset(context, instance, { format, at });
  if (format === 'profile') instance.profileDatasetId = dataset.id;
  else instance.eventDatasetId = dataset.id;
  return writeScoreBatch(context, { instance, dataset, format, scores }, at).id;
}
