import { createHash } from 'node:crypto';
import type { ScoreReport } from '../../model/index.ts';
import { renderBatches } from './batches-section.ts';
import { renderBuckets } from './buckets-section.ts';
import { cleanText } from './data-text.ts';
import { renderDistribution } from './distribution-section.ts';
import { renderExpectations } from './expectations-section.ts';
import { renderFactors } from './factors-section.ts';
import { renderHead, renderVerdict } from './head-section.ts';
import { Html, html } from './html.ts';
import { renderKeyFigures } from './key-figures.ts';
import { renderMethod } from './method-footer.ts';
import { renderMovement } from './movement-section.ts';
import { renderNulls } from './nulls-section.ts';
import { styleOf } from './page-style.ts';
import { renderStability } from './stability-section.ts';

/**
 * Renders the report of one score dataset as one HTML file that needs nothing else: no network, no script, only the style whose
 * hash its content security policy names. Works from `file:`. The same report always gives the same text. No text of the data
 * is ever markup or part of a chart's specification, and what cannot be shown (an unreadable date, an empty batch) is said.
 */
export async function renderScoreReport(report: ScoreReport): Promise<string> {
  const style = styleOf(report);
  const hash = createHash('sha256').update(style).digest('base64');
  const policy = `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`;
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${new Html(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${cleanText(report.title)}: score report, ${cleanText(report.environment)}</title>
<style>${new Html(style)}</style>
</head>
<body>
${renderHead(report)}
<main>
${renderVerdict(report)}
${renderKeyFigures(report)}
${await renderDistribution(report)}
${await renderBuckets(report)}
${renderMovement(report)}
${await renderStability(report)}
${renderFactors(report)}
${renderExpectations(report)}
${renderNulls(report)}
${renderBatches(report)}
</main>
${renderMethod(report)}
</body>
</html>
`;
  return page.markup;
}
