import type { Change, Manifest } from '../../model/index.ts';
import { dispatchCommand } from '../commands.ts';
import { markdownCommand } from '../markdown-text.ts';
import type { Block } from './blocks.ts';
import { sectionBlocks } from './changes-blocks.ts';
import { shownHash } from './comment-facts.ts';
import type { CommentLayout } from './layouts.ts';

/** Changes that no review stands behind, their digest, and the one command that approves exactly them. */
export function acceptBlocks(
  plan: {
    readonly heading: string;
    readonly changes: readonly Change[];
    readonly manifest: Manifest;
    readonly environment: string;
    /** When to approve. */
    readonly text?: string;
  },
  layout: CommentLayout,
): readonly Block[] {
  const { heading, changes, manifest, environment } = plan;
  const text =
    plan.text ?? 'To approve exactly this, all of it, start the workflow that applies with its digest:';
  const approve = layout.facts
    ? [
        text,
        '',
        ...markdownCommand(dispatchCommand(environment, manifest.digest), ''),
        '',
        `Digest of this plan: ${shownHash(manifest.digest)}`,
      ]
    : [];
  return [...sectionBlocks({ heading, changes }, layout, { flag: true, time: true }), approve];
}
