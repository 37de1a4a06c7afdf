import { type Change, kindOf, parseObjectAddress } from '../../model/index.ts';
import { ACTIONS, actionText } from '../action-text.ts';
import { numberText } from '../count-text.ts';
import { shortMarkdown } from '../markdown-text.ts';
import { byPipeline, type PipelineChanges } from '../plan-sections.ts';
import { type Block, detailsBlock, listBlock } from './blocks.ts';
import { type ChangeWords, changeMarkdown } from './change-markdown.ts';
import type { CommentLayout } from './layouts.ts';

/** Changes under one heading. */
export interface ChangeSection {
  readonly heading: string;
  /** What a reader should know of all of them. */
  readonly text?: string;
  readonly changes: readonly Change[];
}

/** A section by pipeline, as far as the layout goes: every change, or how many there are of each kind. */
export function sectionBlocks(
  section: ChangeSection,
  layout: CommentLayout,
  words: ChangeWords,
): readonly Block[] {
  const { heading, text, changes } = section;
  if (changes.length === 0 || layout.changes === 'none') return [];
  const head = [`### ${heading}: ${numberText(changes.length)}`];
  const groups = byPipeline(changes);
  if (layout.changes === 'counts')
    return [head, listBlock(groups, layout, (group) => [countLine(group, layout)])];
  return [head, ...(text === undefined ? [] : [[text]]), ...pipelineBlocks(groups, layout, words)];
}

/** More pipelines than fit on a screen are behind one line: the next section must not be out of reach of a thumb. */
const MOST_PIPELINES = 12;

function pipelineBlocks(
  groups: readonly PipelineChanges[],
  layout: CommentLayout,
  words: ChangeWords,
): readonly Block[] {
  const blocks = groups.map((group) => pipelineBlock(group, layout, words));
  if (groups.length <= MOST_PIPELINES) return blocks;
  const counts = actionCounts(groups.flatMap(({ changes }) => changes));
  return [
    detailsBlock(`${numberText(groups.length)} pipelines: ${counts}`, blocks, { ...layout, open: false }),
  ];
}

/** Changes without a heading, each in its place of the list. */
export function changesBlock(changes: readonly Change[], layout: CommentLayout, words: ChangeWords): Block {
  return listBlock(changes, layout, (change) => changeMarkdown(change, layout, words));
}

function pipelineBlock(group: PipelineChanges, layout: CommentLayout, words: ChangeWords): Block {
  const { pipeline, changes } = group;
  const lines = changes.flatMap((change) => changeMarkdown(change, layout, words));
  return detailsBlock(`${pipeline}: ${actionCounts(changes)}`, [lines], layout);
}

/** `2 create, 1 update`. */
function actionCounts(changes: readonly Change[]): string {
  return ACTIONS.map(
    (action) => [action, changes.filter((change) => change.action === action).length] as const,
  )
    .filter(([, count]) => count > 0)
    .map(([action, count]) => `${numberText(count)} ${action}`)
    .join(', ');
}

/** `account-upgrade: 3 × create data-view, 1 × update (by hand) connection`. */
function countLine({ pipeline, changes }: PipelineChanges, layout: CommentLayout): string {
  const counts = new Map<string, number>();
  for (const change of changes) {
    const what = `${actionText(change)} ${kindOf(parseObjectAddress(change.address).address)}`;
    counts.set(what, (counts.get(what) ?? 0) + 1);
  }
  const parts = [...counts].map(([what, count]) => `${numberText(count)} × ${what}`).join(', ');
  return `- ${shortMarkdown(pipeline, layout.text)}: ${shortMarkdown(parts, layout.text)}`;
}
