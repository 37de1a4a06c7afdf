import type { ReportedBatch, ScoreReport } from '../../model/index.ts';
import { nameBatch, newestBatches } from './batch-facts.ts';
import { nameOutcome, summarizeCheck } from './check-summary.ts';
import { dataCode, dataText } from './data-text.ts';
import { type Html, type HtmlValue, html } from './html.ts';
import { outcomeMark } from './outcome-mark.ts';
import { renderSection } from './section.ts';
import { renderTable } from './table.ts';

/** What was expected of the newest batch and what was found, then how earlier batches did. */
export function renderExpectations(report: ScoreReport): Html {
  const { newest } = newestBatches(report);
  const checked = report.batches.filter((batch) => (batch.check?.results.length ?? 0) > 0);
  return renderSection(
    { id: 'expectations', title: 'Expectations', lead: describeExpectations(report) },
    newest?.check !== undefined && newest.check.results.length > 0 && renderResults(newest),
    report.batches.length > 1 && checked.length > 0 && renderHistory(report.batches),
  );
}

/** The main finding: whether the newest batch is as expected. */
export function describeExpectations(report: ScoreReport): string {
  const { newest } = newestBatches(report);
  if (newest === undefined) return 'There is no batch yet.';
  if (newest.check === undefined) return 'The newest batch was not checked.';
  return `${summarizeCheck(newest.check).words}.`;
}

function renderResults({ check }: ReportedBatch): Html {
  const results = check?.results ?? [];
  return renderTable({
    caption: 'Expectations of the newest batch',
    columns: [{ name: 'Expectation' }, { name: 'Result' }, { name: 'Expected' }, { name: 'Found' }],
    rows: results.map((result) => {
      const { tone, words } = nameOutcome(result);
      return [
        html`${dataCode(result.name)}${result.description !== undefined && html`<small>${dataText(result.description)}</small>`}`,
        html`<span class="outcome ${tone}">${outcomeMark(tone)}${words}</span>`,
        dataText(result.expected),
        dataText(result.found),
      ];
    }),
    className: 'results',
  });
}

/** One column per batch, newest first; one row per expectation that any of them knows. */
function renderHistory(batches: readonly ReportedBatch[]): Html {
  const newestFirst = batches.toReversed();
  const results = newestFirst.map(
    ({ check }) => new Map(check?.results.map((result) => [result.name, nameOutcome(result)])),
  );
  const names = [...new Set(results.flatMap((each) => [...each.keys()]))];
  const cell = (name: string, batch: number): HtmlValue => {
    const outcome = results[batch]?.get(name);
    return outcome ? outcomeMark(outcome.tone, outcome.words) : html`<span class="unseen">No result</span>`;
  };
  return html`<h3>By batch</h3>
<ul class="legend">${(['good', 'failed', 'look', 'unknown'] as const).map(
    (tone) => html`<li>${outcomeMark(tone)}<span>${LEGEND[tone]}</span></li>`,
  )}</ul>
${renderTable({
  caption: 'Results by batch, newest first',
  columns: [{ name: 'Expectation' }, ...newestFirst.map((batch) => ({ name: dataText(nameBatch(batch)) }))],
  rows: names.map((name) => [dataCode(name, 60), ...newestFirst.map((_, batch) => cell(name, batch))]),
  className: 'history',
})}`;
}

const LEGEND = { good: 'Holds', failed: 'Failed', look: 'To look at', unknown: 'Not checked' } as const;
