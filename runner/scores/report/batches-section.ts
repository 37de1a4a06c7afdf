import type { ReportedBatch, ScoreReport } from '../../model/index.ts';
import { newestScoreDate, timeBatch } from './batch-facts.ts';
import { summarizeCheck } from './check-summary.ts';
import { dataCode, dataText } from './data-text.ts';
import { formatCount, formatNoun, formatNumber, NO_FIGURE } from './figures.ts';
import { type Html, html } from './html.ts';
import { outcomeMark } from './outcome-mark.ts';
import { renderSection } from './section.ts';
import { renderTable } from './table.ts';
import { formatDay } from './times.ts';

/** Every batch that the report is made of, with its id. */
export function renderBatches(report: ScoreReport): Html {
  const count = formatNoun(report.batches.length, 'batch', 'batches');
  const about = { id: 'batches', title: 'Batches', lead: `This report is made of ${count}.` };
  if (report.batches.length === 0) return renderSection(about);
  return renderSection(
    about,
    renderTable({
      caption: 'Batches, newest first',
      columns: [
        { name: 'Complete' },
        { name: 'Batch' },
        { name: 'Rows', isFigure: true },
        { name: 'People', isFigure: true },
        { name: 'Newest score date' },
        { name: 'Mean score', isFigure: true },
        { name: 'Stability', isFigure: true },
        { name: 'Expectations' },
      ],
      rows: report.batches.toReversed().map(rowOf),
      className: 'batches',
    }),
  );
}

function rowOf(batch: ReportedBatch): readonly (string | Html)[] {
  const { profile } = batch;
  const scored = newestScoreDate(batch);
  const [written] = profile.scoreDates;
  const { tone, brief } = summarizeCheck(batch.check);
  return [
    dataText(timeBatch(batch)),
    dataCode(profile.batchId, 80),
    formatCount(profile.rows),
    formatCount(profile.identities),
    scored !== undefined
      ? formatDay(scored)
      : written === undefined
        ? NO_FIGURE
        : dataText(written.value, 40),
    formatNumber(profile.numbers.score.mean, 1),
    formatNumber(batch.stability, 3),
    html`<span class="outcome ${tone}">${outcomeMark(tone)}${brief}</span>`,
  ];
}
