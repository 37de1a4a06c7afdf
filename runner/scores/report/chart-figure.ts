import type { DrawnChart } from './draw-chart.ts';
import { Html, type HtmlValue, html } from './html.ts';
import { renderTable, type TableContent } from './table.ts';

/** What a reader gets of one chart: its drawing, what it shows, what it says, and the figures behind it. */
export interface ChartFigure {
  /** Unique within the page. */
  readonly id: string;
  readonly caption: string;
  /** The main finding in a sentence: stands for the drawing where that cannot be seen. */
  readonly finding: string;
  readonly chart: DrawnChart;
  /** What colours and lines stand for. */
  readonly legend?: HtmlValue;
  readonly table: TableContent;
}

/** What a chart draws, and how: a filled box, a line, or a point. The class of the same name gives the colour. */
export type Swatch =
  | 'fill-newest'
  | `fill-bucket-${number}`
  | 'line-before'
  | 'line-bound'
  | 'line-look'
  | 'line-shift'
  | 'point-stable'
  | 'point-shifted';

/** One entry of a legend: a swatch as the chart draws it, and its words. */
export function legendEntry(swatch: Swatch, words: HtmlValue): Html {
  return html`<li><svg class="swatch" width="18" height="14" aria-hidden="true"><path class="${swatch}" d="${outlineOf(swatch)}"/></svg><span>${words}</span></li>`;
}

function outlineOf(swatch: Swatch): string {
  if (swatch === 'point-stable') return 'M4 7a5 5 0 1 0 10 0a5 5 0 1 0 -10 0Z';
  if (swatch === 'point-shifted') return 'M9 1l5 6l-5 6l-5 -6Z';
  return swatch.startsWith('line-') ? 'M0 7h18' : 'M2 0h14v14h-14Z';
}

/** A chart as a figure with its caption, its finding and its figures; one drawing for wide pages, one for narrow ones. */
export function renderChartFigure({ id, caption, finding, chart, legend, table }: ChartFigure): Html {
  return html`<figure id="${id}">
<figcaption><strong>${caption}</strong></figcaption>
${legend !== undefined && html`<ul class="legend">${legend}</ul>`}
<div class="chart wide">${label(chart.wide, `${caption}. ${finding}`)}</div>
<div class="chart narrow">${label(chart.narrow, `${caption}. ${finding}`)}</div>
<details><summary>Figures behind this chart<span class="unseen">: ${caption}</span></summary>
${renderTable(table)}
</details>
</figure>`;
}

/** Gives a drawing its name, in place of the names of its single marks. */
function label(svg: string, name: string): Html {
  return new Html(svg.replace('<svg ', () => html`<svg role="img" aria-label="${name}" `.markup));
}
