import { type Change, parseObjectAddress } from '../../model/index.ts';
import { ACTION_SYMBOLS, actionText } from '../action-text.ts';
import { type AttributeEntry, NOT_SET, toAttributeEntries, UNKNOWN } from '../attribute-entries.ts';
import { changedText, repeatsTitle } from '../change-text.ts';
import { shortMarkdown, toMarkdown, toMarkdownValue } from '../markdown-text.ts';
import { titleText } from '../title-text.ts';
import type { CommentLayout } from './layouts.ts';

/** What of a change is said beside the layout. */
export interface ChangeWords {
  /** Says `DESTRUCTIVE` where no heading does. */
  readonly flag: boolean;
  /** Says when it was changed; a comment that is edited for changes only must not. */
  readonly time: boolean;
}

/** What a `hold` means: the pull request has nothing to do here, and what was accepted before may want otherwise. */
const HOLD =
  'hold: it stays as YAML says. What was accepted for it and has not run yet will not run, and what of that ran meanwhile is reverted.';

/** One change as an entry of a list: what, where, why not now, and which attributes. */
export function changeMarkdown(change: Change, layout: CommentLayout, words: ChangeWords): readonly string[] {
  const head = headLine(change, layout, words);
  const { readiness, note, drift, action } = change;
  const word =
    readiness.status === 'blocked' && readiness.by === 'rule' ? '**forbidden**' : `${readiness.status}`;
  if (layout.changes !== 'full') return [readiness.status === 'ready' ? head : `${head}: ${word}`];
  const text = (label: string, value: string): string => `  - ${label}: ${shortMarkdown(value, layout.text)}`;
  return [
    head,
    ...(readiness.status === 'ready' ? ['  - ready'] : [text(word, readiness.reason)]),
    ...(action === 'hold' ? [`  - ${HOLD}`] : []),
    ...(drift ? [text('drift', changedText(words.time ? change : withoutTime(change)))] : []),
    ...(note === undefined ? [] : [text('note', note)]),
    ...attributeLines(change, layout),
  ];
}

function headLine(change: Change, layout: CommentLayout, { flag }: ChangeWords): string {
  const { address, fp } = parseObjectAddress(change.address);
  const isBrief = layout.changes === 'name';
  const title = isBrief ? '' : titleText(change);
  const parts = [
    `**${toMarkdown(ACTION_SYMBOLS[change.action])} ${toMarkdown(actionText(change))}**`,
    shownAddress(isBrief ? withinPipeline(address) : address, layout),
    ...(fp === undefined ? [] : ['(the replaced object)']),
    ...(flag && change.destructive ? ['**DESTRUCTIVE**'] : []),
    ...(title === '' ? [] : [shortMarkdown(title, layout.text)]),
  ];
  return `- ${parts.join(' ')}`;
}

/** `data-view/upgrade`, below the name of its pipeline. */
function withinPipeline(address: string): string {
  return address.slice(address.indexOf('/') + 1);
}

/** An address to be copied; one that is longer than any of ours is shortened. */
export function shownAddress(address: string, layout: CommentLayout): string {
  const whole = toMarkdownValue(address);
  return whole.length <= layout.text + 2 ? whole : shortMarkdown(address, layout.text);
}

function withoutTime({ action, changedBy }: Change): Pick<Change, 'action' | 'changedBy'> {
  return changedBy === undefined ? { action } : { action, changedBy };
}

function attributeLines(change: Change, { attributes, value }: CommentLayout): readonly string[] {
  const { action } = change;
  if (attributes === 'none' || action === 'delete' || action === 'hold') return [];
  if (attributes === 'not-of-creates' && action === 'create') return [];
  return toAttributeEntries(change.diff, value)
    .filter((entry) => !repeatsTitle(change, entry))
    .map((entry) => `  - ${entryMarkdown(entry)}`);
}

/** `timezone: UTC → Europe/Lisbon`. */
function entryMarkdown(entry: AttributeEntry): string {
  switch (entry.type) {
    case 'set':
      return `${toMarkdown(entry.path)}: ${shown(entry.after)}`;
    case 'changed':
      return `${toMarkdown(entry.path)}: ${shown(entry.before)} → ${shown(entry.after)}`;
    case 'list': {
      const items = [
        ...entry.removed.map((item) => `− ${shown(item)}`),
        ...entry.added.map((item) => `\\+ ${shown(item)}`),
      ];
      return `${toMarkdown(entry.path)}: ${items.join(', ')}`;
    }
    case 'member': {
      const values = entry.attributes.map(({ path, value }) =>
        path === '' ? shown(value) : `${toMarkdown(path)}: ${shown(value)}`,
      );
      const sign = entry.sign === '+' ? '\\+' : '−';
      return `${sign} ${toMarkdown(entry.path)}${values.length === 0 ? '' : `: ${values.join(', ')}`}`;
    }
    case 'moved':
      return `${toMarkdown(entry.path)}${entry.to === undefined ? '' : `: ${shown(entry.to)}`} → its replacement`;
  }
}

function shown(value: string): string {
  return value === NOT_SET || value === UNKNOWN ? toMarkdown(value) : toMarkdownValue(value);
}
