import type { Diagnostic } from '../../model/index.ts';
import { joinBlocks } from './blocks.ts';
import { factsBlock } from './comment-facts.ts';
import { commentMarker } from './comment-marker.ts';
import { countsOfDiagnostics, diagnosticsBlock, framesBlock } from './diagnostics-markdown.ts';
import { type CommentLayout, fitComment } from './layouts.ts';

/** What a comment about wrong YAML is made of. */
export interface InvalidCommentRequest {
  readonly diagnostics: readonly Diagnostic[];
  readonly head: string;
  readonly limit: number;
}

/** The environment in the marker of a comment that is about no environment. */
export const ALL_ENVIRONMENTS = '*';

/** YAML is not as it must be, so nothing was planned: every error with its place, and what was expected. */
export function renderInvalidComment(request: InvalidCommentRequest): string {
  const { diagnostics, limit } = request;
  return fitComment({ limit, changes: diagnostics.length }, (layout) => renderInvalidLayout(request, layout));
}

/** The same in one layout, however long it gets. */
export function renderInvalidLayout(
  { diagnostics, head }: InvalidCommentRequest,
  layout: CommentLayout,
): string {
  const left =
    layout.leftOut === undefined
      ? []
      : ['_There are too many errors to show everything. All of it:_ `cai validate`'];
  return joinBlocks([
    [
      commentMarker('invalid', ALL_ENVIRONMENTS),
      '## The YAML is not valid, so nothing was planned',
      '',
      `❌ **${countsOfDiagnostics(diagnostics)}**`,
    ],
    left,
    diagnosticsBlock(diagnostics, layout),
    framesBlock(diagnostics, layout),
    layout.facts ? factsBlock({ what: 'Digest', head }) : [],
  ]);
}
