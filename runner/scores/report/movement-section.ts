import type { ScoreMovement, ScoreReport } from '../../model/index.ts';
import { formatCount, formatShare, shareOf } from './figures.ts';
import { type Html, html } from './html.ts';
import { wordsOf } from './propensity-words.ts';
import { nameBuckets } from './score-buckets.ts';
import { renderSection } from './section.ts';
import { renderTable } from './table.ts';

/** Where the people of the batch before are now. */
export function renderMovement(report: ScoreReport): Html {
  const { movement } = report;
  const about = { id: 'movement', title: 'Who moved between buckets', lead: describeMovement(report) };
  if (movement === undefined) return renderSection(about);
  return renderSection(
    about,
    renderMatrix(movement),
    html`<p class="note">Each cell: people, and their share of the row. The stronger the tint, the larger the share; framed cells are people who stayed where they were.</p>`,
  );
}

/** The main finding: how many moved up and down, and what that means. */
export function describeMovement(report: ScoreReport): string {
  const { movement } = report;
  if (movement === undefined) {
    return report.batches.length < 2
      ? 'Movement shows once there are two batches.'
      : 'The movement of people between the two newest batches is not known.';
  }
  const { up, down, all } = countMoves(movement);
  const arrived = total(movement.arrived);
  const left = total(movement.left);
  const others = `${formatCount(arrived)} arrived, ${formatCount(left)} are no longer scored.`;
  if (all === 0) return `Nobody is in both batches. ${others}`;
  const [toUp, toDown] = wordsOf(report).moreIsBetter ? ['better', 'worse'] : ['worse', 'better'];
  const share = (people: number): string => formatShare(shareOf(people, all));
  return `Of ${formatCount(all)} people in both batches, ${formatCount(up)} (${share(up)}) moved to a higher bucket, which is ${toUp}, and ${formatCount(down)} (${share(down)}) to a lower one, which is ${toDown}. ${others}`;
}

function countMoves(movement: ScoreMovement): { up: number; down: number; all: number } {
  const cells = movement.people.flatMap((row, from) => row.map((people, to) => ({ people, from, to })));
  const sum = (isCounted: (cell: { from: number; to: number }) => boolean): number =>
    total(cells.filter(isCounted).map(({ people }) => people));
  return {
    up: sum(({ from, to }) => to > from),
    down: sum(({ from, to }) => to < from),
    all: sum(() => true),
  };
}

function renderMatrix(movement: ScoreMovement): Html {
  const buckets = nameBuckets(movement.bounds);
  const rows = buckets.map(({ name }, from) => {
    const people = movement.people[from] ?? [];
    const gone = movement.left[from] ?? 0;
    const whole = total(people) + gone;
    return [
      `Was ${name}`,
      ...buckets.map((_, to) => cell(people[to] ?? 0, whole, from === to ? 'stayed' : '')),
      cell(gone, whole, 'apart'),
    ];
  });
  const arrived = buckets.map((_, to) => cell(movement.arrived[to] ?? 0, total(movement.arrived), 'apart'));
  return renderTable({
    caption: 'People by bucket in the batch before (rows) and in the newest batch (columns)',
    columns: [
      { name: 'Bucket before' },
      ...buckets.map(({ name }) => ({ name: `Now ${name}`, isFigure: true })),
      { name: 'No longer scored', isFigure: true },
    ],
    rows: [...rows, ['Arrived', ...arrived, '']],
    className: 'matrix',
  });
}

/** People and their share of the row; the share also sets the tint, in five steps. */
function cell(people: number, whole: number, kind: string): Html {
  const share = shareOf(people, whole);
  const tint = kind === 'apart' ? 0 : Math.min(4, Math.floor(5 * (share ?? 0)));
  return html`<span class="cell tint-${tint} ${kind}">${formatCount(people)}<small>${formatShare(share)}</small></span>`;
}

function total(people: readonly number[]): number {
  return people.reduce((sum, each) => sum + each, 0);
}
