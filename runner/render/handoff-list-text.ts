import type { HandoffView } from '../model/index.ts';
import { showHandoffCommand } from './commands.ts';
import { countText } from './count-text.ts';
import { confirmationsOf } from './handoff-steps.ts';
import { PURPOSE_TEXT } from './handoff-summary-text.ts';
import { toPlain } from './plain-text.ts';
import { createPaint, type Style } from './style.ts';
import { tableLines } from './table.ts';
import { timeText } from './time-text.ts';

/** All open handoffs of an environment, and how to see one of them. */
export function renderHandoffList(views: readonly HandoffView[], style: Style): string {
  const [first] = views;
  if (first === undefined) return 'no open handoffs';
  const { bold, cyan } = createPaint(style);
  const table = {
    columns: ['address', 'what', 'title', 'to confirm', 'open since'],
    rows: views.map((view) => [
      toPlain(view.address),
      PURPOSE_TEXT[view.purpose] + (view.phase === 'rename' ? ', part 1 of 2' : ''),
      toPlain(view.title),
      view.waitsFor === undefined ? answers(view) : `waits: ${toPlain(view.waitsFor)}`,
      timeText(view.openedAt),
    ]),
  };
  return [
    bold(`${countText(views.length, 'open handoff')} in ${toPlain(first.environment)}`),
    '',
    ...tableLines(table, style, bold),
    '',
    'The exact steps of one, and how to answer:',
    `  ${cyan(showHandoffCommand(first.address, first.environment))}`,
  ].join('\n');
}

function answers(view: HandoffView): string {
  if (view.purpose === 'overdue') return 'closes when scores arrive';
  const count = confirmationsOf(view).length;
  return count === 0 ? 'nothing, checked by API' : countText(count, 'thing');
}
