import type { Change } from '../../model/index.ts';
import { countText } from '../count-text.ts';
import type { Block } from './blocks.ts';
import { sectionBlocks } from './changes-blocks.ts';
import type { CommentLayout } from './layouts.ts';

/** Changes in the order in which a reviewer needs them: what people must do, what is dangerous, the rest. */
export function changeBlocks(
  changes: readonly Change[],
  byHandText: string,
  layout: CommentLayout,
): readonly Block[] {
  const destructive = changes.filter((change) => change.destructive);
  const rest = changes.filter((change) => !change.destructive);
  const isByHand = (change: Change): boolean => change.mode === 'guided' && change.action !== 'hold';
  const words = { flag: false, time: false };
  const byHand = destructive.filter(isByHand).length;
  const byPeople =
    byHand === 0 ? '' : ` ${countText(byHand, 'of them is', 'of them are')} done by a person, in Adobe’s UI.`;
  const human = { heading: 'By hand', text: byHandText, changes: rest.filter(isByHand) };
  const danger = {
    heading: 'Destructive',
    text: `Something that people use goes, or is made again.${byPeople}`,
    changes: destructive,
  };
  const other = { heading: 'The rest', changes: rest.filter((change) => !isByHand(change)) };
  return [
    ...sectionBlocks(human, layout, words),
    ...sectionBlocks(danger, { ...layout, open: layout.open || destructive.length <= OPEN_AT_MOST }, words),
    ...sectionBlocks(other, layout, words),
  ];
}

/** Destructive changes are shown without a tap as long as they can be read at a glance. */
const OPEN_AT_MOST = 20;
