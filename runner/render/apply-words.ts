import type { ApplySummary, Change, Plan, PulledScores, WaitingLine } from '../model/index.ts';
import { bytesText, countText, numberText } from './count-text.ts';
import { toPlain } from './plain-text.ts';
import { timeText } from './time-text.ts';

/** `Applied to`, before the place. */
export function summaryTitle({ verb, interrupted }: ApplySummary): string {
  if (verb === 'destroy') return interrupted ? 'Destroy interrupted in' : 'Destroyed in';
  return interrupted ? 'Apply interrupted in' : 'Applied to';
}

/** `2 done, 1 FAILED, 1 open handoff`. */
export function summaryCounts(summary: ApplySummary): string {
  const { done, failed, refused, superseded, waiting, handoffs, plan } = summary;
  const countOf = (list: readonly unknown[], word: string): readonly string[] =>
    list.length === 0 ? [] : [`${numberText(list.length)} ${word}`];
  return [
    `${numberText(done.length)} done`,
    ...countOf(failed, 'FAILED'),
    ...countOf(refused, 'REFUSED'),
    ...countOf(forbiddenChanges(plan), 'FORBIDDEN'),
    ...countOf(superseded, 'superseded'),
    ...countOf(waiting, 'waiting'),
    ...(handoffs.length === 0 ? [] : [countText(handoffs.length, 'open handoff')]),
  ].join(', ');
}

/** Changes that no manifest holds because a rule forbids them. */
export function forbiddenChanges(plan: Plan | undefined): readonly Change[] {
  const changes = plan?.changes ?? [];
  return changes.filter(
    ({ manifest, readiness }) =>
      manifest === undefined && readiness.status === 'blocked' && readiness.by === 'rule',
  );
}

/** Why a line waits, since when, and until when that is usual. */
export function readinessText({ readiness, since, until }: WaitingLine): string {
  const status =
    readiness.status === 'ready'
      ? 'ready, and not started'
      : `${readiness.status}: ${toPlain(readiness.reason)}`;
  const from = since === undefined ? '' : `, since ${timeText(since)}`;
  const to = until === undefined ? '' : `, usually until ${timeText(until)}`;
  return status + from + to;
}

/** `2 batches, 5 files, 11.8 MiB`. */
export function pulledText({ batches, files, bytes }: PulledScores): string {
  return `${countText(batches, 'batch', 'batches')}, ${countText(files, 'file')}, ${bytesText(bytes)}`;
}
