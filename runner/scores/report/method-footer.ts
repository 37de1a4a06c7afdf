import type { ScoreReport } from '../../model/index.ts';
import { dataCode } from './data-text.ts';
import { type Html, html } from './html.ts';

/** How the figures are made, for the reader who wants to check them. */
export function renderMethod(report: ScoreReport): Html {
  const datasets = [...new Set(report.batches.map(({ profile }) => profile.datasetId))].slice(-3);
  return html`<footer>
<h2>How these figures are made</h2>
<ul>
<li>Every figure is counted over whole batches, no sample is taken. The report holds totals only, no person.</li>
<li>The score is cut into 100 bins of one point: lower bound included, upper bound excluded, the last bin with its upper bound. Distribution, buckets and the values that a tenth, half or nine tenths lie below come from these bins, the last to within one point. Mean, lowest and highest are computed from the rows.</li>
<li>Shares of scores are of the rows with a score from 0 to 100. Shares of reasons and of missing values are of all rows of the batch. A bucket includes its lower bound.</li>
<li>People are distinct identities. Movement counts people who are in both of the two newest batches.</li>
<li>Population stability index: the sum over at most ten bins, the tenths of the earlier batch, of (share now − share before) × ln(share now ÷ share before). The earlier batch is the newest one before that was not found to break an expectation of severity error. Up to 0.1 little has changed, from 0.1 to 0.2 a look is worthwhile, above 0.2 the scores have shifted: the usual rule of thumb, Siddiqi, Credit Risk Scorecards, 2006.</li>
<li>“Failed” is an expectation whose severity is error, “to look at” one whose severity is warn. What was not checked is never counted as holding.</li>
<li>Times are UTC. A score date without a zone is read as UTC.</li>
</ul>
${datasets.length > 0 && html`<p>Dataset id: ${datasets.map((id, index) => html`${index > 0 && ', '}${dataCode(id, 80)}`)}</p>`}
</footer>`;
}
