import type { HandoffPurpose, HandoffSummary } from '../model/index.ts';
import { showHandoffCommand } from './commands.ts';
import { countText } from './count-text.ts';
import { toPlain } from './plain-text.ts';
import { createPaint, type Style } from './style.ts';
import { wrap } from './wrap.ts';

/** Purposes before a title. */
export const PURPOSE_TEXT: Readonly<Record<HandoffPurpose, string>> = {
  create: 'create',
  update: 'update',
  replace: 'replace',
  adopt: 'adopt',
  delete: 'delete',
  undo: 'undo',
  overdue: 'overdue run',
};

/** An open handoff within another output: what, how much is open, and the command that shows it. */
export function handoffSummaryLines(
  handoff: HandoffSummary,
  context: {
    readonly environment: string;
    readonly style: Style;
    readonly isNew?: boolean;
  },
): readonly string[] {
  const { environment, style, isNew } = context;
  const { bold, cyan, yellow } = createPaint(style);
  const title = `${PURPOSE_TEXT[handoff.purpose]} "${toPlain(handoff.title)}"`;
  const waits = handoff.waitsFor === undefined ? [] : [yellow(`      waits: ${toPlain(handoff.waitsFor)}`)];
  return [
    `  ${bold(toPlain(handoff.address))}${isNew === true ? '  NEW' : ''}`,
    ...wrap(`${title}; ${answersText(handoff)}`, style, { first: '      ' }),
    ...waits,
    `      ${cyan(showHandoffCommand(handoff.address, environment))}`,
  ];
}

/** What closes it: a person's word, or what the API shows. */
export function answersText({ purpose, openAttributes }: HandoffSummary): string {
  if (purpose === 'overdue') return 'closes when scores arrive';
  if (openAttributes === 0) return 'checked by API, nothing to confirm';
  return `${countText(openAttributes, 'thing')} to confirm`;
}
