import {
  type CheckedScores,
  type DatasetCheck,
  type ExpectationResult,
  formatMinute,
} from '../model/index.ts';
import { countText } from './count-text.ts';
import { toMarkdown } from './markdown-text.ts';
import { toPlain } from './plain-text.ts';
import { renderJson } from './report-json.ts';
import { createPaint, type Paint, type Style } from './style.ts';
import { wrap } from './wrap.ts';

const NOTHING = 'No pipeline here has expectations (scores.expectations), so that there is nothing to check.';

/** What was found in the newest batches, expectation by expectation. */
export function renderScoreCheck(checked: CheckedScores, style: Style): string {
  const paint = createPaint(style);
  const title = paint.bold(`Scores of ${toPlain(checked.environment)}`);
  if (checked.datasets.length === 0) return [title, `  ${NOTHING}`].join('\n');
  return [title, ...checked.datasets.flatMap((dataset) => ['', ...datasetLines(dataset, style, paint)])].join(
    '\n',
  );
}

/** The same for programs. */
export function renderScoreCheckJson(checked: CheckedScores): string {
  return renderJson(checked);
}

/** The same for a comment or an issue. */
export function renderScoreCheckMarkdown(checked: CheckedScores): string {
  const title = `### Scores of ${toMarkdown(checked.environment)}`;
  if (checked.datasets.length === 0) return `${title}\n\n${NOTHING}\n`;
  const parts = checked.datasets.map((dataset) => {
    const head = `**${toMarkdown(dataset.address)}**: ${toMarkdown(headText(dataset))}`;
    if (dataset.check === undefined) return head;
    const rows = dataset.check.results.map(
      (result) =>
        `| ${toMarkdown(outcomeText(result))} | ${toMarkdown(result.name)} | ${toMarkdown(result.expected)} | ${toMarkdown(result.found)} |`,
    );
    return [head, '', '| | expectation | expected | found |', '|---|---|---|---|', ...rows].join('\n');
  });
  return `${[title, ...parts].join('\n\n')}\n`;
}

function datasetLines(dataset: DatasetCheck, style: Style, paint: Paint): readonly string[] {
  const head = wrap(`${toPlain(dataset.address)}: ${toPlain(headText(dataset))}`, style, {
    first: '  ',
    rest: '    ',
  });
  return [...head, ...(dataset.check?.results ?? []).flatMap((result) => resultLines(result, style, paint))];
}

function resultLines(result: ExpectationResult, style: Style, paint: Paint): readonly string[] {
  const paints = { passed: paint.green, failed: result.severity === 'error' ? paint.red : paint.yellow };
  const color = result.outcome === 'not-checked' ? paint.dim : paints[result.outcome];
  const words = result.outcome === 'passed' ? result.found : `${result.found}; expected: ${result.expected}`;
  const [first = '', ...rest] = wrap(
    `${outcomeText(result)}  ${toPlain(result.name)}: ${toPlain(words)}`,
    style,
    { first: '    ', rest: '                 ' },
  );
  const why =
    result.outcome !== 'passed' && result.description !== undefined
      ? wrap(toPlain(result.description), style, { first: '                 ', rest: '                 ' })
      : [];
  return [color(first), ...rest, ...why.map(paint.dim)];
}

/** Ten columns wide at most, so that names begin below each other. */
function outcomeText({ outcome, severity }: ExpectationResult): string {
  if (outcome === 'passed') return 'holds      ';
  if (outcome === 'not-checked') return 'not checked';
  return severity === 'error' ? 'FAILED     ' : 'warning    ';
}

function headText({ check, unread, failure }: DatasetCheck): string {
  if (failure !== undefined) return `could not be checked: ${failure}`;
  if (check === undefined) return `not checked: ${unread ?? 'there is no batch yet'}`;
  const failed = check.results.filter(({ outcome }) => outcome === 'failed').length;
  const verdict =
    failed === 0 ? 'nothing failed' : `${failed} of ${countText(check.results.length, 'expectation')} failed`;
  const when = formatMinute(check.completedAt);
  return `batch ${check.batchId} of ${when}, ${countText(check.rows, 'row')}, read by ${check.engine}: ${verdict}`;
}
