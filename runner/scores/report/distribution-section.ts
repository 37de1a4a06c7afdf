import type { ReportedBatch, ScoreReport } from '../../model/index.ts';
import { nameBatch, newestBatches } from './batch-facts.ts';
import { legendEntry, renderChartFigure } from './chart-figure.ts';
import { dataText } from './data-text.ts';
import { drawDistribution } from './distribution-chart.ts';
import { drawEarlier, EARLIER_SHOWN } from './earlier-charts.ts';
import { formatCount, formatNumber, formatShare, formatSigned, isFigure } from './figures.ts';
import { type Html, html } from './html.ts';
import { judgeChange } from './propensity-words.ts';
import { countScored, estimateQuantile, shareWideBins } from './score-buckets.ts';
import { renderSection } from './section.ts';

/** Bins of the drawing, in points of score. */
const WIDTH = 5;

/** How the scores are spread: the newest batch against the one before, then the batches before those. */
export async function renderDistribution(report: ScoreReport): Promise<Html> {
  const finding = describeDistribution(report);
  const hasScores = report.batches.some((batch) => countScored(batch.profile) > 0);
  return renderSection(
    { id: 'distribution', title: 'How the scores are spread', lead: finding },
    hasScores && (await renderNewest(report, finding)),
    hasScores && report.batches.length > 2 && (await renderEarlier(report.batches)),
  );
}

/** The main finding about the spread of the newest batch. */
export function describeDistribution(report: ScoreReport): string {
  const { newest, before } = newestBatches(report);
  const mean = newest?.profile.numbers.score.mean;
  if (newest === undefined || countScored(newest.profile) === 0 || !isFigure(mean)) {
    return newest === undefined
      ? 'There is no batch yet.'
      : 'No row of the newest batch has a score from 0 to 100.';
  }
  const median = formatNumber(estimateQuantile(newest.profile.numbers.score, 0.5), 0);
  const start = `The mean score is ${formatNumber(mean, 1)}; half of the scores are below ${median}.`;
  const earlier = before?.profile.numbers.score.mean;
  if (!isFigure(earlier)) return start;
  const change = mean - earlier;
  const judged = judgeChange(report, change, 0.05);
  return `${start} Against the batch before the mean has changed by ${formatSigned(change, 1)}${judged ? `: ${judged}` : ''}.`;
}

async function renderNewest(report: ScoreReport, finding: string): Promise<Html> {
  const { newest, before } = newestBatches(report);
  const now = newest && shareWideBins(newest.profile, WIDTH);
  const earlier = before && shareWideBins(before.profile, WIDTH);
  const bins = Array.from({ length: 100 / WIDTH }, (_, index) => index * WIDTH);
  return renderChartFigure({
    id: 'chart-distribution',
    caption: `Share of scores in steps of five points, newest batch${earlier ? ' and the batch before' : ''}`,
    finding,
    chart: await drawDistribution({ width: WIDTH, now, before: earlier, bounds: report.bounds }),
    legend: [
      newest !== undefined && legendEntry('fill-newest', html`Newest batch, ${dataText(nameBatch(newest))}`),
      earlier !== undefined &&
        before !== undefined &&
        legendEntry('line-before', html`Batch before, ${dataText(nameBatch(before))}`),
      report.bounds.length > 0 && legendEntry('line-bound', 'Bounds between buckets'),
    ],
    table: {
      caption: 'Share of scores in steps of five points',
      columns: [
        { name: 'Score' },
        { name: 'Newest batch', isFigure: true },
        ...(earlier ? [{ name: 'Batch before', isFigure: true }] : []),
      ],
      rows: bins.map((from, index) => [
        `${from} to ${from + WIDTH}`,
        formatShare(now?.[index]),
        ...(earlier ? [formatShare(earlier[index])] : []),
      ]),
    },
  });
}

async function renderEarlier(batches: readonly ReportedBatch[]): Promise<Html> {
  const shown = batches.slice(-EARLIER_SHOWN);
  const finding = `The mean score by batch, oldest first: ${shown
    .map((batch) => formatNumber(batch.profile.numbers.score.mean, 1))
    .join(', ')}.`;
  const isAll = shown.length === batches.length;
  return renderChartFigure({
    id: 'chart-earlier',
    caption: isAll
      ? 'The same by batch, oldest first'
      : `The same by batch, oldest first: the ${shown.length} newest of ${batches.length}`,
    finding,
    chart: await drawEarlier(shown, WIDTH),
    table: {
      caption: 'Scores by batch, newest first',
      columns: [
        { name: 'Batch complete' },
        ...['Scores', 'Lowest', 'A tenth below', 'Half below', 'Nine tenths below', 'Highest', 'Mean'].map(
          (name) => ({
            name,
            isFigure: true,
          }),
        ),
      ],
      rows: batches.toReversed().map(rowOfBatch),
    },
  });
}

function rowOfBatch(batch: ReportedBatch): readonly (string | Html)[] {
  const { score } = batch.profile.numbers;
  return [
    dataText(nameBatch(batch)),
    formatCount(countScored(batch.profile)),
    formatNumber(score.min, 1),
    ...[0.1, 0.5, 0.9].map((share) => formatNumber(estimateQuantile(score, share), 0)),
    formatNumber(score.max, 1),
    formatNumber(score.mean, 1),
  ];
}
