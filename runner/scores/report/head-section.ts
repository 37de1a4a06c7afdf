import type { ReportedBatch, ScoreReport } from '../../model/index.ts';
import { newestBatches, newestScoreDate, timeBatch, timeText } from './batch-facts.ts';
import { summarizeCheck } from './check-summary.ts';
import { dataCode, dataText } from './data-text.ts';
import { formatCount } from './figures.ts';
import { type Html, type HtmlValue, html } from './html.ts';
import { outcomeMark } from './outcome-mark.ts';
import { wordsOf } from './propensity-words.ts';
import { formatAge, formatDay, readTime } from './times.ts';

const ENGINES: Readonly<Record<ScoreReport['engine'], string>> = {
  duckdb: 'DuckDB, over the downloaded files',
  'query-service': 'Adobe Query Service',
};

/** The head of the page: what this is, where the figures come from, and the newest batch. */
export function renderHead(report: ScoreReport): Html {
  const words = wordsOf(report);
  const { newest } = newestBatches(report);
  return html`<header>
<p class="kind">Score report</p>
<h1>${dataText(report.title)}</h1>
${report.description !== undefined && html`<p class="lead">${dataText(report.description, 1000)}</p>`}
<p>Adobe Customer AI gives each person a score from 0 to 100: how likely that person is compared with others, not a probability. ${words.meaning}</p>
<dl class="facts">
${fact('Environment', dataText(report.environment))}
${fact('Score dataset', dataCode(report.address))}
${fact('Propensity type', words.typeName)}
${fact('Report made', dataText(timeText(report.generatedAt)))}
${fact('Figures from', ENGINES[report.engine])}
${newest !== undefined && describeNewest(report, newest)}
</dl>
</header>`;
}

/** One line that says whether the newest batch is as it was expected to be. */
export function renderVerdict(report: ScoreReport): Html {
  const { newest } = newestBatches(report);
  const { tone, words } = newest
    ? summarizeCheck(newest.check)
    : ({ tone: 'unknown', words: 'There is no batch yet' } as const);
  return html`<p class="verdict ${tone}">${outcomeMark(tone)}<span><strong>${words}</strong>${
    newest !== undefined &&
    html` <span class="soft">in the newest batch, ${dataText(timeBatch(newest))}</span>`
  }</span></p>`;
}

/** How fresh the newest scores are: `Scored 24 Nov 2026, 3 days before this report`. */
export function describeFreshness(report: ScoreReport, batch: ReportedBatch): HtmlValue {
  const scored = newestScoreDate(batch);
  const made = readTime(report.generatedAt);
  if (scored !== undefined) {
    const age = made === undefined ? '' : `, ${formatAge(scored, made)} this report`;
    return `${formatDay(scored)}${age}`;
  }
  const [written] = batch.profile.scoreDates;
  if (written === undefined) return 'No row has a score date';
  return html`Cannot be read as a date: ${dataText(written.value, 40)}`;
}

function describeNewest(report: ScoreReport, newest: ReportedBatch): Html {
  return html`${fact('Newest batch', html`${dataText(timeBatch(newest))}<br>${dataCode(newest.profile.batchId)}`)}
${fact('Rows', formatCount(newest.profile.rows))}
${fact('People', formatCount(newest.profile.identities))}
${fact('Score date', describeFreshness(report, newest))}`;
}

function fact(name: string, value: HtmlValue): Html {
  return html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
}
