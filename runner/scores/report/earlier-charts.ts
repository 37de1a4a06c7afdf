import type { ReportedBatch } from '../../model/index.ts';
import { labelBatches } from './batch-facts.ts';
import { type DrawnChart, drawChart, SHARE_LABEL } from './draw-chart.ts';
import { shareWideBins } from './score-buckets.ts';

/** As many small charts as fit beside each other and are still compared at a glance. */
export const EARLIER_SHOWN = 8;

/** Draws a small distribution of each batch, all to the same scale. */
export function drawEarlier(batches: readonly ReportedBatch[], width: number): Promise<DrawnChart> {
  const labels = labelBatches(batches);
  const values = batches.flatMap((batch, index) =>
    (shareWideBins(batch.profile, width) ?? [0]).map((share, bin) => ({
      label: labels[index],
      from: bin * width,
      to: (bin + 1) * width,
      share,
    })),
  );
  return drawChart((size) => {
    const columns = size.isNarrow ? 2 : 4;
    return {
      data: { values },
      columns,
      spacing: { row: 22, column: 24 },
      facet: { field: 'label', type: 'ordinal', sort: labels, header: { title: null } },
      spec: {
        width: (size.width - 52 - 24 * (columns - 1)) / columns,
        height: size.isNarrow ? 56 : 72,
        mark: { type: 'bar', binSpacing: 1, fill: 'var(--accent)' },
        encoding: {
          x: {
            field: 'from',
            bin: 'binned',
            type: 'quantitative',
            scale: { domain: [0, 100], nice: false },
            axis: { values: [0, 50, 100], title: null },
          },
          x2: { field: 'to' },
          y: {
            field: 'share',
            type: 'quantitative',
            axis: { tickCount: 2, labelExpr: SHARE_LABEL, title: null },
          },
        },
      },
    };
  });
}
