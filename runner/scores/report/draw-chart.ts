import type { TopLevelSpec } from 'vega-lite';

/** The same chart in two widths, as SVG: shrunk to the width of a phone, one drawing would have unreadable letters. */
export interface DrawnChart {
  readonly wide: string;
  readonly narrow: string;
}

/** Width in CSS pixels, and about how many labels of a day fit side by side. */
export interface ChartSize {
  readonly width: number;
  readonly labels: number;
  readonly isNarrow: boolean;
}

const WIDE: ChartSize = { width: 880, labels: 11, isNarrow: false };
const NARROW: ChartSize = { width: 340, labels: 4, isNarrow: true };

/** Labels of an axis whose values are shares of 1: `12 %`. */
export const SHARE_LABEL = "format(datum.value * 100, '.3~g') + '\u00a0%'";

const CONFIG = {
  aria: false,
  font: 'inherit',
  view: { stroke: null },
  axis: {
    domain: false,
    ticks: false,
    labelColor: 'var(--soft)',
    labelFontSize: 12,
    labelPadding: 8,
    titleColor: 'var(--soft)',
    titleFontSize: 12,
    titleFontWeight: 'normal',
    titlePadding: 10,
    gridColor: 'var(--line)',
  },
  axisX: { grid: false },
  header: { labelColor: 'var(--ink)', labelFontSize: 12, labelAnchor: 'start', labelPadding: 6, title: null },
  text: { fill: 'var(--soft)', fontSize: 12 },
} as const;

/**
 * Draws a chart with Vega, in this process, to SVG that is the same whenever the specification is. Colours are variables of the
 * page's style. A specification holds numbers and text of our own only: nothing of the data can become a Vega expression.
 */
export async function drawChart(describe: (size: ChartSize) => object): Promise<DrawnChart> {
  return { wide: await drawOne(describe(WIDE)), narrow: await drawOne(describe(NARROW)) };
}

/** Roles that Vega gives to groups of marks: without names of their own they say nothing, and the whole drawing has one. */
const ROLES = / (?:role="graphics-\w+"|aria-roledescription="[^"]*"|aria-hidden="true")/g;

/** Loaded here, when the first chart is drawn: no other command pays for it. */
async function drawOne(description: object): Promise<string> {
  const [{ compile }, { logger, None, parse, View }] = await Promise.all([
    import('vega-lite'),
    import('vega'),
  ]);
  const quiet = logger(None);
  const chart = { background: null, padding: 2, config: CONFIG, ...description } as unknown as TopLevelSpec;
  const view = new View(parse(compile(chart, { logger: quiet }).spec), { renderer: 'none', logger: quiet });
  try {
    return (await view.toSVG()).replace(ROLES, '');
  } finally {
    view.finalize();
  }
}

/** From so many batches on, the last label is set flush with the drawing, or it would take room from it. */
const MANY = 20;

/** An axis of batches: labels the newest, and as many before it at equal distance as fit. */
export function batchAxis(labels: readonly string[], size: ChartSize): object {
  const fitting = labels.some((label) => label.length > 8) ? Math.ceil(size.labels / 2) : size.labels;
  const step = Math.ceil(labels.length / fitting);
  const values = labels.filter((_, index) => (labels.length - 1 - index) % step === 0);
  const lastFlush = { condition: { test: 'datum.index === 1', value: 'right' }, value: 'center' };
  const labelAlign = labels.length > MANY ? lastFlush : 'center';
  return { values, labelAlign, labelAngle: 0, labelOverlap: false, title: null };
}
