import { type DrawnChart, drawChart, SHARE_LABEL } from './draw-chart.ts';

export interface Distribution {
  /** Width of a bin in points of score. */
  readonly width: number;
  /** Share of each bin; absent where there are no scores. */
  readonly now: readonly number[] | undefined;
  readonly before: readonly number[] | undefined;
  readonly bounds: readonly number[];
}

/** Draws the newest distribution as bars, the one before as a line of steps over them. */
export function drawDistribution({ width, now, before, bounds }: Distribution): Promise<DrawnChart> {
  const bars = (now ?? []).map((share, index) => ({ from: index * width, to: (index + 1) * width, share }));
  const steps = (before ?? []).map((share, index) => ({ from: index * width, share }));
  const last = steps.at(-1);
  if (last !== undefined) steps.push({ from: 100, share: last.share });
  const ofBounds = { data: { values: bounds.map((bound) => ({ bound })) } };
  return drawChart((size) => ({
    width: size.width,
    height: size.isNarrow ? 220 : 280,
    autosize: { type: 'fit', contains: 'padding' },
    encoding: {
      x: {
        type: 'quantitative',
        scale: { domain: [0, 100], nice: false },
        axis: { values: [0, 25, 50, 75, 100], title: 'Score' },
      },
      y: { type: 'quantitative', axis: { tickCount: 4, labelExpr: SHARE_LABEL, title: null } },
    },
    layer: [
      {
        data: { values: bars },
        mark: {
          type: 'bar',
          binSpacing: 2,
          fill: 'var(--accent)',
          fillOpacity: 0.4,
          stroke: 'var(--accent)',
        },
        encoding: { x: { field: 'from', bin: 'binned' }, x2: { field: 'to' }, y: { field: 'share' } },
      },
      {
        ...ofBounds,
        mark: { type: 'rule', stroke: 'var(--soft)', strokeDash: [3, 4] },
        encoding: { x: { field: 'bound' }, y: { value: 0 }, y2: { value: 'height' } },
      },
      {
        data: { values: steps },
        mark: { type: 'line', interpolate: 'step-after', stroke: 'var(--ink)', strokeWidth: 1.75 },
        encoding: { x: { field: 'from' }, y: { field: 'share' } },
      },
    ],
  }));
}
