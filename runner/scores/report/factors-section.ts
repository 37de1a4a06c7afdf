import type { FactorCount, ScoreProfile, ScoreReport } from '../../model/index.ts';
import { newestBatches } from './batch-facts.ts';
import { dataCode, dataText } from './data-text.ts';
import { formatCount, formatShare, NO_FIGURE, shareOf } from './figures.ts';
import { type Html, html } from './html.ts';
import { renderSection } from './section.ts';
import { renderTable } from './table.ts';

/** Adobe's words for the importance of a factor, strongest first (facts §2.6). */
const IMPORTANCE = ['high', 'medium', 'low'];

/** Why people have the scores that they have: the influential factors of the newest batch. */
export function renderFactors(report: ScoreReport): Html {
  const { newest } = newestBatches(report);
  const factors = newest?.profile.factors ?? [];
  const about = { id: 'reasons', title: 'Reasons behind the scores', lead: describeFactors(report) };
  if (newest === undefined || factors.length === 0) return renderSection(about);
  const { rows } = newest.profile;
  const table = renderTable({
    caption: 'Influential factors of the newest batch, most frequent first',
    columns: [
      { name: 'Reason' },
      { name: 'Most frequent value' },
      { name: `Share of ${whatRowsAre(newest.profile)}` },
      { name: 'Rows', isFigure: true },
      { name: 'Importance where it is given' },
    ],
    rows: factors.map((factor) => [
      dataCode(factor.code, 120),
      factor.value === undefined ? NO_FIGURE : dataText(factor.value, 120),
      renderShare(shareOf(factor.rows, rows)),
      formatCount(factor.rows),
      renderImportance(factor),
    ]),
    className: 'reasons',
  });
  return renderSection(
    about,
    table,
    html`<p class="note">A factor says what the model found to weigh in a score, not what causes it. One person may have several.</p>`,
  );
}

/** The main finding: the most frequent reason. */
export function describeFactors(report: ScoreReport): string | Html {
  const { newest } = newestBatches(report);
  const first = newest?.profile.factors[0];
  if (newest === undefined || first === undefined) return 'The newest batch gives no reasons.';
  const share = formatShare(shareOf(first.rows, newest.profile.rows));
  return html`The most frequent reason is ${dataCode(first.code, 120)}, given for ${share} of the ${whatRowsAre(newest.profile)}.`;
}

/** A row is a person where nobody has two. */
function whatRowsAre({ rows, identities }: ScoreProfile): 'people' | 'rows' {
  return rows === identities ? 'people' : 'rows';
}

/** A share as a bar and in figures. */
function renderShare(share: number | undefined): Html {
  const length = Math.round(100 * Math.min(Math.max(share ?? 0, 0), 1));
  return html`<span class="share"><svg width="100" height="10" aria-hidden="true"><rect class="rail" width="100" height="10" rx="2"/><rect class="fill-accent" width="${length}" height="10" rx="2"/></svg>${formatShare(share)}</span>`;
}

function renderImportance(factor: FactorCount): Html | string {
  const names = Object.keys(factor.importance);
  const known = IMPORTANCE.filter((name) => names.includes(name));
  const others = names.filter((name) => !IMPORTANCE.includes(name)).sort();
  if (names.length === 0) return NO_FIGURE;
  return html`${[...known, ...others]
    .slice(0, 6)
    .map(
      (name, index) =>
        html`${index > 0 && ', '}<span class="together">${dataText(name, 20)} ${formatShare(shareOf(factor.importance[name] ?? 0, factor.rows))}</span>`,
    )}`;
}
