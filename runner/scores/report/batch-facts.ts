import type { ReportedBatch, ScoreReport } from '../../model/index.ts';
import { cleanText } from './data-text.ts';
import { formatDay, formatShortDay, formatTime, readTime } from './times.ts';

/** Day on which a batch was complete, or its text where that is no time. */
export function nameBatch(batch: ReportedBatch): string {
  const time = readTime(batch.profile.completedAt);
  return time === undefined ? cleanText(batch.profile.completedAt, 40) : formatDay(time);
}

/** Time at which a batch was complete, or its text where that is no time. */
export function timeBatch(batch: ReportedBatch): string {
  return timeText(batch.profile.completedAt);
}

/** A written time as the report shows it, or the text itself where it is no time. */
export function timeText(written: string): string {
  const time = readTime(written);
  return time === undefined ? cleanText(written, 40) : formatTime(time);
}

/**
 * A short label for each batch on the axis of a chart: its day, with the year where there are several, a number where the day
 * occurs before. No text of the data: where there is no day, the place in the row.
 */
export function labelBatches(batches: readonly ReportedBatch[]): readonly string[] {
  const times = batches.map((batch) => readTime(batch.profile.completedAt));
  const years = new Set(
    times.filter((time) => time !== undefined).map((time) => new Date(time).getUTCFullYear()),
  );
  const format = years.size > 1 ? formatDay : formatShortDay;
  const seen = new Map<string, number>();
  return times.map((time, index) => {
    const label = time === undefined ? `batch ${index + 1}` : format(time);
    const count = (seen.get(label) ?? 0) + 1;
    seen.set(label, count);
    return count === 1 ? label : `${label} (${count})`;
  });
}

/** The newest score date of a batch that can be read as a time. */
export function newestScoreDate(batch: ReportedBatch): number | undefined {
  const times = batch.profile.scoreDates.map(({ value }) => readTime(value.trim()));
  return times.reduce(
    (newest, time) => (newest === undefined || (time ?? newest) > newest ? time : newest),
    undefined,
  );
}

/** The newest batch and the one before it. */
export function newestBatches(report: ScoreReport): { newest?: ReportedBatch; before?: ReportedBatch } {
  const newest = report.batches.at(-1);
  const before = report.batches.at(-2);
  return { ...(newest && { newest }), ...(before && { before }) };
}
