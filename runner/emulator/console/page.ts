import type { Context } from '../context.ts';
import { addressOf, CONSOLE } from './console-address.ts';
import { type Html, html } from './html.ts';
import { timeText } from './texts.ts';

/** What one page shows beside what all pages have. */
export interface PageContent {
  readonly title: string;
  /** The entry of the navigation that the page belongs to. */
  readonly place: Place;
  /** Adobe's path to the screen, as handoffs print it. */
  readonly screen?: string;
  /** What was just done. */
  readonly notice?: string | undefined;
  readonly body: Html;
}

/** The entries of the navigation, with the labels that handoffs name (facts §3.2, §4.2). */
const PLACES = {
  overview: { address: CONSOLE, label: 'Overview' },
  runs: { address: addressOf('runs'), label: 'Runs' },
  audit: { address: addressOf('audit'), label: 'Audit log' },
  datasets: { address: addressOf('datasets'), label: 'Datasets' },
  instances: { address: addressOf('instances'), label: 'Services › Customer AI' },
  connections: { address: addressOf('connections'), label: 'Data management › Connections' },
  dataViews: { address: addressOf('dataviews'), label: 'Data management › Data views' },
  products: { address: addressOf('products'), label: 'Products › Customer Journey Analytics' },
} as const;

export type Place = keyof typeof PLACES;

const GROUPS: readonly { readonly title: string; readonly places: readonly Place[] }[] = [
  { title: 'Emulator', places: ['overview', 'runs', 'audit'] },
  { title: 'Adobe Experience Platform', places: ['datasets', 'instances'] },
  { title: 'Customer Journey Analytics', places: ['connections', 'dataViews'] },
  { title: 'Admin Console', places: ['products'] },
];

/** A whole page of the console as text. */
export function renderPage(context: Context, { title, place, screen, notice, body }: PageContent): string {
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} – cai emulator</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${addressOf('style.css')}">
</head>
<body>
<a class="skip" href="#content">Skip to content</a>
<header class="top">
<a class="brand" href="${CONSOLE}">cai emulator</a>
<span class="badge">not Adobe</span>
<span class="clock"><span class="unseen">Clock of the emulator: </span><time datetime="${new Date(context.getNow()).toISOString()}">${timeText(context.getNow())}</time></span>
</header>
<div class="frame">
<nav class="places" aria-label="Adobe’s applications">
${GROUPS.map((group) => renderGroup(group, place))}
</nav>
<main id="content" tabindex="-1">
${screen !== undefined && html`<p class="screen">${screen}</p>`}
<h1>${title}</h1>
${notice !== undefined && html`<p class="notice" role="status">${notice}</p>`}
${body}
</main>
</div>
</body>
</html>
`;
  return page.markup;
}

function renderGroup({ title, places }: (typeof GROUPS)[number], current: Place): Html {
  const items = places.map((place) => {
    const { address, label } = PLACES[place];
    const mark = place === current && html` aria-current="page"`;
    return html`<li><a href="${address}"${mark}>${label}</a></li>`;
  });
  return html`<div><h2>${title}</h2><ul>${items}</ul></div>`;
}
