import { type Change, parseObjectAddress } from '../model/index.ts';
import { ACTION_SYMBOLS, actionText, paintAction } from './action-text.ts';
import { type AttributeEntry, toAttributeEntries } from './attribute-entries.ts';
import { attributeLines } from './attribute-text.ts';
import { countText } from './count-text.ts';
import { displayWidth } from './display-width.ts';
import { toPlain } from './plain-text.ts';
import { createPaint, type Paint, type Style } from './style.ts';
import { timeText } from './time-text.ts';
import { titleText } from './title-text.ts';
import { wrap } from './wrap.ts';

const MARGIN = '      ';

/** How a change is shown. */
export interface ChangeLayout {
  /** `short` leaves out what a create sets, since nothing of it is there yet. */
  readonly detail: 'full' | 'short';
  /** Says `DESTRUCTIVE` where no heading does. */
  readonly flag: boolean;
}

/** One change: what, where, why not now, and which attributes. */
export function changeLines(change: Change, style: Style, layout: ChangeLayout): readonly string[] {
  const paint = createPaint(style);
  return [
    ...headLines(change, style, layout),
    ...readinessLines(change, style, paint),
    ...driftLines(change, style),
    ...noteLines(change, style),
    ...diffLines(change, style, layout),
  ];
}

function headLines(change: Change, style: Style, { flag }: ChangeLayout): readonly string[] {
  const paint = createPaint(style);
  const symbol = ACTION_SYMBOLS[change.action];
  const head = `  ${symbol} ${actionText(change)}  `;
  const { address, fp } = parseObjectAddress(change.address);
  const object = fp === undefined ? '' : ' (the replaced object)';
  const name = `${toPlain(address)}${object}`;
  const title = titleText(change);
  const painted = `${paintAction(change.action, paint)(head.trimEnd())}  ${paint.bold(name)}`;
  const warning = flag && change.destructive ? `  ${paint.red('DESTRUCTIVE')}` : '';
  const line = `${painted}${warning}`;
  if (title === '') return [line];
  const joined = `${line}  ${title}`;
  if (displayWidth(joined) <= style.width) return [joined];
  return [line, ...wrap(title, style, { first: MARGIN })];
}

function readinessLines({ readiness }: Change, style: Style, paint: Paint): readonly string[] {
  if (readiness.status === 'ready') return [];
  const word = readiness.status === 'blocked' && readiness.by === 'rule' ? 'forbidden' : readiness.status;
  const painted = word === 'forbidden' ? paint.red : paint.yellow;
  return wrap(`${word}: ${toPlain(readiness.reason)}`, style, { first: MARGIN, rest: `${MARGIN}  ` }).map(
    painted,
  );
}

function driftLines(change: Change, style: Style): readonly string[] {
  if (!change.drift) return [];
  return wrap(`drift: ${changedText(change)}`, style, { first: MARGIN, rest: `${MARGIN}  ` });
}

function noteLines({ note }: Change, style: Style): readonly string[] {
  return note === undefined
    ? []
    : wrap(`note: ${toPlain(note)}`, style, { first: MARGIN, rest: `${MARGIN}  ` });
}

/** `changed in Adobe by jane@example.com at 2026-05-04 08:12 UTC`, as far as it is known. */
export function changedText(change: Pick<Change, 'action' | 'changedBy' | 'changedAt'>): string {
  const isGone = change.action === 'create';
  const by = change.changedBy === undefined ? '' : ` by ${userText(change.changedBy)}`;
  const at = change.changedAt === undefined ? '' : ` at ${timeText(change.changedAt)}`;
  if (by !== '' || at !== '') return `${isGone ? 'deleted' : 'changed'} in Adobe${by}${at}`;
  // A plan does not read the audit log, and a log may not hold it.
  return `${isGone ? 'it is gone from Adobe' : 'changed in Adobe'}, by whom is not known here`;
}

/** Adobe's own id of a user says little; the audit log, which `drift` reads, has the name. */
function userText(user: string): string {
  const isId = /^[\dA-F]{16,}@/iu.test(user);
  return isId ? `Adobe user ${toPlain(user)} (cai drift looks up the name)` : toPlain(user);
}

const MOST_OF_CREATE = 12;

function diffLines(change: Change, style: Style, { detail }: ChangeLayout): readonly string[] {
  if (change.action === 'delete' || change.action === 'hold') return [];
  const layout = { margin: MARGIN, paint: createPaint(style) };
  const entries = toAttributeEntries(change.diff).filter((entry) => !repeatsTitle(change, entry));
  const isNew = change.action === 'create';
  if (isNew && detail === 'short') return [];
  const lines = entries.map((entry) => attributeLines(entry, style, layout));
  const shown = isNew && lines.length > MOST_OF_CREATE ? lines.slice(0, MOST_OF_CREATE - 1) : lines;
  const left = lines.length - shown.length;
  const more = left === 0 ? [] : [`${MARGIN}… and ${countText(left, 'more attribute')} (--json shows all)`];
  return [...shown.flat(), ...more];
}

/** A create prints its title in its first line. */
export function repeatsTitle(change: Change, entry: AttributeEntry): boolean {
  return change.action === 'create' && entry.type === 'set' && entry.path === 'title';
}
