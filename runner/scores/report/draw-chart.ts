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
    return await view.toSVG();
  } finally {
    view.finalize();
  }
}

/** The labels to print on an axis of batches: the newest, and as many before it at equal distance as fit. */
export function pickLabels(labels: readonly string[], size: ChartSize): readonly string[] {
  const fitting = labels.some((label) => label.length > 8) ? Math.ceil(size.labels / 2) : size.labels;
  const step = Math.ceil(labels.length / fitting);
  return labels.filter((_, index) => (labels.length - 1 - index) % step === 0);
}
