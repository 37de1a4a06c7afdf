import type { ScoreReport } from '../../model/index.ts';
import { labelBatches, nameBatch } from './batch-facts.ts';
import { legendEntry, renderChartFigure } from './chart-figure.ts';
import { dataText } from './data-text.ts';
import { formatNumber, isFigure } from './figures.ts';
import type { Html } from './html.ts';
import { renderSection } from './section.ts';
import { drawStability } from './stability-chart.ts';
import { judgeStability } from './stability-words.ts';

/** How far each batch is from the good one before it, in one number. */
export async function renderStability(report: ScoreReport): Promise<Html> {
  const finding = describeStability(report);
  const indexes = report.batches.map(({ stability }) => stability);
  const about = { id: 'stability', title: 'Stability from batch to batch', lead: finding };
  if (!indexes.some(isFigure)) return renderSection(about);
  const figure = renderChartFigure({
    id: 'chart-stability',
    caption: 'Population stability index of the score against the good batch before',
    finding,
    chart: await drawStability(labelBatches(report.batches), indexes),
    legend: [
      legendEntry('point-stable', 'Up to 0.2'),
      legendEntry('point-shifted', 'Above 0.2: the scores have shifted'),
      legendEntry('line-look', '0.1, worth a look above'),
      legendEntry('line-shift', '0.2, shifted above'),
    ],
    table: {
      caption: 'Population stability index, newest batch first',
      columns: [{ name: 'Batch complete' }, { name: 'Index', isFigure: true }, { name: 'Rule of thumb' }],
      rows: report.batches
        .toReversed()
        .map((batch) => [
          dataText(nameBatch(batch)),
          formatNumber(batch.stability, 3),
          judgeStability(batch.stability),
        ]),
    },
  });
  return renderSection(about, figure);
}

/** The main finding: the newest index, and the largest so far. */
export function describeStability(report: ScoreReport): string {
  const newest = report.batches.at(-1)?.stability;
  if (!isFigure(newest)) return 'The newest batch has no good batch before it to compare with.';
  const start = `The newest batch has an index of ${formatNumber(newest, 3)}. ${judgeStability(newest)}.`;
  const largest = report.batches.reduce<number>((most, { stability }) => Math.max(most, stability ?? 0), 0);
  if (largest <= newest)
    return report.batches.length > 2 ? `${start} It is the largest of all batches shown.` : start;
  return `${start} The largest so far was ${formatNumber(largest, 3)}.`;
}
