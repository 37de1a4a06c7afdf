import { batchAxis, type DrawnChart, drawChart, SHARE_LABEL } from './draw-chart.ts';

/** Where the share of one bucket of one batch starts and ends in the stack, as shares of 1. */
export interface BucketShares {
  readonly batch: number;
  readonly bucket: number;
  readonly start: number;
  readonly end: number;
}

/** Draws one stack per batch, the lowest bucket at the bottom. */
export function drawBucketShares(
  labels: readonly string[],
  pieces: readonly BucketShares[],
): Promise<DrawnChart> {
  const values = pieces.map(({ batch, bucket, start, end }) => ({
    label: labels[batch],
    fill: `var(--bucket-${bucket})`,
    start,
    end: Math.min(end, 1),
  }));
  return drawChart((size) => {
    const room = (size.width - 60) / Math.max(labels.length, 1);
    return {
      width: size.width,
      height: size.isNarrow ? 220 : 260,
      autosize: { type: 'fit', contains: 'padding' },
      data: { values },
      mark: { type: 'bar', size: Math.min(44, 0.8 * room), stroke: 'var(--page)', strokeWidth: 1 },
      encoding: {
        x: {
          field: 'label',
          type: 'ordinal',
          sort: null,
          scale: { domain: labels },
          axis: batchAxis(labels, size),
        },
        y: {
          field: 'start',
          type: 'quantitative',
          scale: { domain: [0, 1] },
          axis: { values: [0, 0.25, 0.5, 0.75, 1], labelExpr: SHARE_LABEL, title: null },
        },
        y2: { field: 'end' },
        fill: { field: 'fill', type: 'nominal', scale: null },
      },
    };
  });
}
