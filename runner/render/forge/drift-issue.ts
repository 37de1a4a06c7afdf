import { countText } from '../count-text.ts';
import { besidesText, type DriftReport, driftVerdictText } from '../drift-text.ts';
import { toMarkdown } from '../markdown-text.ts';
import { acceptBlocks } from './accept-blocks.ts';
import { planNotesBlocks } from './around-blocks.ts';
import { type Block, joinBlocks } from './blocks.ts';
import { sectionBlocks } from './changes-blocks.ts';
import { leftOutBlock, shownPlace } from './comment-facts.ts';
import { commentMarker } from './comment-marker.ts';
import { errorBlocks } from './diagnostics-markdown.ts';
import { type HandoffIssues, handoffsBlocks } from './handoffs-blocks.ts';
import { type IssueText, issueTitle } from './issue-title.ts';
import { type CommentLayout, fitComment } from './layouts.ts';

/** What an issue about drift is made of. */
export interface DriftIssueRequest {
  readonly report: DriftReport;
  readonly limit: number;
  readonly link?: string;
  readonly issues?: HandoffIssues;
}

/**
 * What was changed in Adobe behind the runner's back, by whom, and the ways out. Says when something was changed and never
 * when it was looked at, so that it differs only where something else does.
 */
export function renderDriftIssue(request: DriftIssueRequest): IssueText {
  const { report, limit } = request;
  const { plan } = report;
  const title = issueTitle(titleOf(report));
  const body = fitComment({ limit, changes: plan.changes.length }, (layout) =>
    renderDriftLayout(request, layout),
  );
  return { title, body };
}

function titleOf({ plan, changes }: DriftReport): string {
  const overdue = plan.handoffs.filter(({ purpose }) => purpose === 'overdue').length;
  const parts = [
    ...(changes.length === 0 ? [] : [countText(changes.length, 'resource')]),
    ...(overdue === 0 ? [] : [countText(overdue, 'overdue run')]),
  ];
  return `Drift in ${plan.environment}: ${parts.length === 0 ? 'none' : parts.join(', ')}`;
}

/** The body in one layout, however long it gets. */
export function renderDriftLayout(
  { report, link, issues }: DriftIssueRequest,
  layout: CommentLayout,
): string {
  const { plan, changes } = report;
  const overdue = plan.handoffs.filter(({ purpose }) => purpose === 'overdue');
  const words = { flag: true, time: true };
  return joinBlocks([
    headBlock(report, layout),
    leftOutBlock(layout, { environment: plan.environment, link }),
    ...sectionBlocks({ heading: 'What differs', changes }, layout, words),
    ...handoffsBlocks('Overdue', overdue, { layout, environment: plan.environment, issues }),
    ...errorBlocks('### What could not be read', plan.diagnostics, layout),
    ...planNotesBlocks(plan, layout),
    ...wayOutBlocks(report, layout),
  ]);
}

function headBlock(report: DriftReport, layout: CommentLayout): Block {
  const besides = besidesText(report);
  return [
    commentMarker('drift', report.plan.environment),
    `## Drift in ${shownPlace(report.plan, layout)}`,
    '',
    toMarkdown(driftVerdictText(report)),
    ...(besides === '' ? [] : ['', `${besides}.`]),
  ];
}

/** Digest and command stand for all that nobody has accepted; where that is more than the drift, it says so. */
function wayOutBlocks({ plan, changes }: DriftReport, layout: CommentLayout): readonly Block[] {
  if (changes.length === 0) return [];
  const more = plan.manifest.lines.length > changes.length;
  const what = more
    ? `all ${countText(plan.manifest.lines.length, 'change')} that nobody has accepted, drift and others, by their digest:`
    : 'exactly this, by its digest:';
  return [
    ['### How to correct it'],
    [
      '**To keep what is in Adobe:** write it into YAML, in a pull request.',
      '',
      '**To restore what YAML says:** a pull request that touches the resource does it, reviewed like any other.',
    ],
    ...(plan.manifest.lines.length === 0
      ? []
      : acceptBlocks(
          {
            heading: '',
            changes: [],
            manifest: plan.manifest,
            environment: plan.environment,
            text: `Or approve ${what}`,
          },
          layout,
        )),
  ];
}
