import { batchAxis, type DrawnChart, drawChart } from './draw-chart.ts';
import { formatNumber, isFigure } from './figures.ts';
import { LOOK_AT, SHIFTED_AT } from './stability-words.ts';

/** An index is never negative, and beyond this no scale helps: the point stays at the edge, its figure is true. */
const OFF_THE_CHART = 1000;

/** Draws the index of each batch, with the two lines of the rule of thumb. The newest and the largest carry their figure. */
export function drawStability(
  labels: readonly string[],
  indexes: readonly (number | undefined)[],
): Promise<DrawnChart> {
  const largest = Math.max(...indexes.filter(isFigure));
  const top = Math.min(largest, OFF_THE_CHART);
  const values = indexes.flatMap((index, place) => {
    if (!isFigure(index)) return [];
    const isNamed = place === indexes.length - 1 || place === indexes.indexOf(largest);
    return [
      {
        label: labels[place],
        index: Math.min(Math.max(index, 0), top),
        figure: isNamed ? formatNumber(index, 3) : '',
        shape: index > SHIFTED_AT ? 'diamond' : 'circle',
        fill: index > SHIFTED_AT ? 'var(--failed)' : 'var(--accent)',
      },
    ];
  });
  const y = {
    type: 'quantitative',
    scale: { domain: [0, Math.max(0.25, 1.15 * top)] },
    axis: { tickCount: 5, title: null, grid: false, format: '.3~g' },
  };
  return drawChart((size) => ({
    width: size.width,
    height: size.isNarrow ? 200 : 230,
    autosize: { type: 'fit', contains: 'padding' },
    data: { values },
    encoding: {
      x: {
        field: 'label',
        type: 'ordinal',
        sort: null,
        scale: { type: 'point', domain: labels, padding: 0.5 },
        axis: batchAxis(labels, size),
      },
    },
    layer: [
      rule(LOOK_AT, 'var(--soft)', [2, 4]),
      rule(SHIFTED_AT, 'var(--failed)', [7, 4]),
      {
        mark: { type: 'line', stroke: 'var(--accent)', strokeWidth: 1.5 },
        encoding: { y: { ...y, field: 'index' } },
      },
      {
        mark: { type: 'point', filled: true, size: sizeOf(size.width / labels.length), opacity: 1 },
        encoding: {
          y: { ...y, field: 'index' },
          shape: { field: 'shape', type: 'nominal', scale: null },
          fill: { field: 'fill', type: 'nominal', scale: null },
        },
      },
      // The figure stands on a border of the page's colour, so that no line runs through it.
      words(y, { stroke: 'var(--page)', strokeWidth: 5, strokeJoin: 'round' }),
      words(y, { fill: 'var(--ink)' }),
    ],
  }));
}

function rule(index: number, stroke: string, strokeDash: readonly number[]): object {
  return {
    mark: { type: 'rule', stroke, strokeDash, strokeWidth: 1.25 },
    encoding: { x: { value: 0 }, x2: { value: 'width' }, y: { datum: index } },
  };
}

function words(y: object, look: object): object {
  return {
    mark: { type: 'text', dy: -14, fontSize: 12, ...look },
    encoding: { y: { ...y, field: 'index' }, text: { field: 'figure', type: 'nominal' } },
  };
}

/** Area of a point: smaller where the points would touch each other. */
function sizeOf(room: number): number {
  return Math.min(70, Math.max(14, 0.5 * room * room));
}
