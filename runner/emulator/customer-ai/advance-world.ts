import type { Context } from '../context.ts';
import { createUuid } from '../world/create-id.ts';
import type { WorldInstance, WorldRun } from '../world/types.ts';
import { RUN_ERRORS, RunFailure } from './run-errors.ts';
import { scoreCustomers } from './score-customers.ts';
import { listScoreFormats, openScoreDataset } from './score-datasets.ts';
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
  {
    trigger,
    at,
    failWith,
    flaws = [],
  }: Pick<WorldRun, 'trigger' | 'failWith' | 'flaws'> & { readonly at: number },
): WorldRun {
  const run: WorldRun = {
    id: createUuid(context.world, 'run'),
    trigger,
    startedAt: at,
    dueAt: at + context.options.runDurationMs,
    failWith,
    ...(flaws.length > 0 ? { flaws } : {}),
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
    const { flaws = [], dueAt: at } = run;
    run.batchIds = listScoreFormats(instance).map((format) => {
      const dataset = openScoreDataset(context, instance, { format, at });
      return writeScoreBatch(context, { instance, dataset, format, scores, flaws }, at).id;
    });
    run.scoredProfiles = scores.length;
    run.status = 'success';
  } catch (error) {
    if (!(error instanceof RunFailure)) throw error;
    run.status = 'failed';
    run.errorCode = error.code;
    run.errorTitle = RUN_ERRORS[error.code] ?? null;
  }
}
