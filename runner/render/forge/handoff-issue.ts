import { type HandoffView, LONGEST_BODY } from '../../model/index.ts';
import { showHandoffCommand } from '../commands.ts';
import { countText } from '../count-text.ts';
import { COMMENTS, handoffAnswers } from '../handoff-answers.ts';
import { answerBlocks, checklistBlocks, placeLines } from '../handoff-markdown.ts';
import { confirmationsOf } from '../handoff-steps.ts';
import { handoffTitle } from '../handoff-words.ts';
import { markdownCommand, shortMarkdown, toMarkdown } from '../markdown-text.ts';
import { timeText } from '../time-text.ts';
import { type Block, joinBlocks } from './blocks.ts';
import { commentMarker } from './comment-marker.ts';
import { linkMarkdown } from './forge-link.ts';
import { type IssueText, issueTitle } from './issue-title.ts';
import { firstThatFits } from './layouts.ts';

/** What the issue of a handoff is made of. */
export interface HandoffIssueRequest {
  readonly view: HandoffView;
  /** The pull request or the run that it comes from. */
  readonly link?: string;
  /** @default 65,536, what GitHub takes */
  readonly limit?: number;
}

const LARGEST = LONGEST_BODY;

/** Who is heard, and what needs no word. */
const HOW =
  'Answers are comments on this issue, each alone on its line. Only people who may write to this repository are heard. The next scheduled run checks what Adobe’s APIs show.';

/** A handoff as an issue: the checklist that a terminal shows too, answered by comments. */
export function renderHandoffIssue({ view, link, limit = LARGEST }: HandoffIssueRequest): IssueText {
  const title = issueTitle(`${view.environment}: ${handoffTitle(view)}`);
  const from = link === undefined ? [] : [linkMarkdown('Where this comes from', link)];
  const marker = [commentMarker('handoff', view.environment, view.object)];
  const answers = handoffAnswers(view, COMMENTS);
  const brief = {
    ...answers,
    answers: answers.answers.map((answer) => ({ ...answer, confirmations: [] })),
  };
  const body = (blocks: readonly Block[]): string => joinBlocks([marker, ...blocks, from]);
  return {
    title,
    body: firstThatFits(limit, [
      () => body([placeLines(view), [HOW], ...checklistBlocks(view), ...answerBlocks(answers)]),
      () =>
        body([placeLines(view), [HOW], ...checklistBlocks(withoutReasons(view)), ...answerBlocks(answers)]),
      () => body([placeLines(view), [HOW], tooMany(view), ...answerBlocks(brief)]),
      () => body([tooMany(view), [HOW]]),
      () => body([[HOW]]),
    ]),
  };
}

/** One line under the issue while nobody has answered. */
export function renderHandoffReminder(view: HandoffView): string {
  const count = confirmationsOf(view).length;
  const what =
    count === 0 ? 'Adobe’s APIs do not show it as asked yet' : `${countText(count, 'thing')} to confirm`;
  const waits = view.waitsFor === undefined ? '' : ` It must wait: ${shortMarkdown(view.waitsFor, 300)}.`;
  return `Reminder: this is open since ${toMarkdown(timeText(view.openedAt))}; ${what}. What depends on it waits.${waits}`;
}

/** One line under the issue when it ends. `reason` says how: `attested by jane`, `the API shows it as asked`. */
export function renderHandoffClosed({
  reason,
  link,
}: {
  readonly reason: string;
  readonly link?: string;
}): string {
  const from = link === undefined ? '' : ` ${linkMarkdown('The run that closed it', link)}.`;
  return `Closed: ${shortMarkdown(reason, 500)}.${from}`;
}

function withoutReasons(view: HandoffView): HandoffView {
  return { ...view, steps: view.steps.map(({ why: _why, ...step }) => step) };
}

function tooMany({ address, environment, steps }: HandoffView): Block {
  return [
    `It has ${countText(steps.length, 'step')}, more than an issue can hold. All of them:`,
    '',
    ...markdownCommand(showHandoffCommand(address, environment), ''),
  ];
}
