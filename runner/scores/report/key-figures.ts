import type { ReportedBatch, ScoreReport } from '../../model/index.ts';
import { newestBatches } from './batch-facts.ts';
import {
  formatCount,
  formatNumber,
  formatPoints,
  formatShare,
  formatSigned,
  isFigure,
  NO_FIGURE,
} from './figures.ts';
import { type Html, html } from './html.ts';
import { wordsOf } from './propensity-words.ts';
import { nameBuckets, shareBuckets } from './score-buckets.ts';
import { judgeStability } from './stability-words.ts';

interface KeyFigure {
  readonly name: string;
  readonly value: string;
  readonly note: string;
}

/** The figures to take away, of the newest batch, each with its change against the batch before. */
export function renderKeyFigures(report: ScoreReport): Html | undefined {
  const { newest, before } = newestBatches(report);
  if (newest === undefined) return undefined;
  const figures = [people(newest, before), mean(newest, before), highest(report), stability(newest)];
  return html`
<section aria-labelledby="key-figures">
<h2 id="key-figures">Key figures</h2>
<dl class="key-figures">${figures.map(
    ({ name, value, note }) => html`
<div><dt>${name}</dt><dd><strong>${value}</strong><span>${note}</span></dd></div>`,
  )}
</dl>
</section>`;
}

function people(newest: ReportedBatch, before: ReportedBatch | undefined): KeyFigure {
  const count = newest.profile.identities;
  return { name: 'People scored', value: formatCount(count), note: comparePeople(count, before) };
}

function comparePeople(count: number, before: ReportedBatch | undefined): string {
  if (before === undefined) return 'First batch';
  const earlier = before.profile.identities;
  if (earlier === 0) return 'Nobody in the batch before';
  return `${formatSigned((100 * (count - earlier)) / earlier, 1)}\u00a0% against the batch before`;
}

function mean(newest: ReportedBatch, before: ReportedBatch | undefined): KeyFigure {
  const value = newest.profile.numbers.score.mean;
  const earlier = before?.profile.numbers.score.mean;
  const isBoth = isFigure(value) && isFigure(earlier);
  const note = isBoth ? `${formatSigned(value - earlier, 1)} against the batch before` : 'Of 100';
  return { name: 'Mean score', value: formatNumber(value, 1), note };
}

function highest(report: ScoreReport): KeyFigure {
  const { newest, before } = newestBatches(report);
  const buckets = nameBuckets(report.bounds);
  const share = newest && shareBuckets(newest.profile, buckets)?.at(-1);
  const earlier = before && shareBuckets(before.profile, buckets)?.at(-1);
  const range = `Scores ${buckets.at(-1)?.from} to 100`;
  const isBoth = share !== undefined && earlier !== undefined;
  const note = isBoth ? `${range}; ${formatPoints(share - earlier)} against the batch before` : range;
  return { name: capitalize(wordsOf(report).highest), value: formatShare(share), note };
}

function stability(newest: ReportedBatch): KeyFigure {
  const value = isFigure(newest.stability) ? formatNumber(newest.stability, 3) : NO_FIGURE;
  return { name: 'Stability index', value, note: judgeStability(newest.stability) };
}

function capitalize(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
