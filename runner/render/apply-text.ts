import {
  type ApplySummary,
  type Change,
  type FailedLine,
  hasErrors,
  type LineResult,
  type PulledScores,
  type WaitingLine,
} from '../model/index.ts';
import { ACTION_SYMBOLS, actionText, paintAction } from './action-text.ts';
import { forbiddenChanges, pulledText, readinessText, summaryCounts, summaryTitle } from './apply-words.ts';
import {
  addressOf,
  applyCommand,
  checkScoresCommand,
  destroyCommand,
  listHandoffsCommand,
  planCommand,
} from './commands.ts';
import { renderDiagnostics } from './diagnostics-text.ts';
import { placeText } from './endpoint-text.ts';
import { equivalenceLines } from './equivalence-text.ts';
import { handoffSummaryLines } from './handoff-summary-text.ts';
import { toPlain } from './plain-text.ts';
import { noChangesText } from './plan-verdict.ts';
import { renderJson } from './report-json.ts';
import { createPaint, type Paint, type Style } from './style.ts';
import { titleText } from './title-text.ts';
import { wrap } from './wrap.ts';

const MARGIN = '      ';

interface Context {
  readonly style: Style;
  readonly paint: Paint;
}

/** How an apply ended; its last line says how to go on, or that there is nothing left to do. */
export function renderApply(summary: ApplySummary, style: Style): string {
  const context = { style, paint: createPaint(style) };
  const { paint } = context;
  const blocks = [
    headBlock(summary, context),
    listBlock(summary.failed, { heading: paint.red('Failed'), below: failedLines }, context),
    listBlock(
      summary.refused,
      { heading: paint.red('Refused, and nothing was changed'), below: reasonLines },
      context,
    ),
    listBlock(summary.done, { heading: paint.green('Done'), beside: ({ reason }) => reason }, context),
    pulledBlock(summary.pulled, context),
    listBlock(summary.superseded, { heading: 'Superseded, YAML asks for something else now' }, context),
    listBlock(summary.waiting, { heading: paint.yellow('Waiting'), below: waitingLines }, context),
    forbiddenBlock(summary, context),
    handoffBlock(summary, context),
    equivalenceLines(summary.equivalences, style),
    renderDiagnostics(summary.plan?.diagnostics ?? [], style).split('\n'),
    nextBlock(summary, context),
  ];
  return blocks
    .map((block) => block.join('\n'))
    .filter((block) => block !== '')
    .join('\n\n');
}

/** The same for programs. */
export function renderApplyJson(summary: ApplySummary): string {
  return renderJson(summary);
}

function headBlock(summary: ApplySummary, { style, paint }: Context): readonly string[] {
  const head = wrap(`${summaryTitle(summary)} ${placeText(summary)}`, style, {
    first: '',
    rest: '  ',
  }).map(paint.bold);
  return [...head, ...wrap(summaryCounts(summary), style, { first: '' })];
}

type ShownLine = Pick<Change, 'address' | 'action' | 'mode' | 'title'>;

interface ListLayout<Line> {
  readonly heading: string;
  /** What stands in brackets after the title. */
  readonly beside?: (line: Line) => string | undefined;
  readonly below?: (line: Line, context: Context) => readonly string[];
}

function listBlock<Line extends ShownLine>(
  lines: readonly Line[],
  { heading, beside, below }: ListLayout<Line>,
  context: Context,
): readonly string[] {
  if (lines.length === 0) return [];
  const { style, paint } = context;
  const shown = lines.flatMap((line) => {
    const action = paintAction(line.action, paint)(`${ACTION_SYMBOLS[line.action]} ${actionText(line)}`);
    const note = beside?.(line);
    const brackets = note === undefined ? '' : `(${toPlain(note)})`;
    const parts = [action, toPlain(addressOf(line.address)), titleText(line), brackets];
    const text = parts.filter((part) => part !== '').join('  ');
    return [...wrap(text, style, { first: '  ', rest: MARGIN }), ...(below?.(line, context) ?? [])];
  });
  return [`${paint.bold(heading)}: ${lines.length}`, ...shown];
}

function failedLines({ message, hint }: FailedLine, { style, paint }: Context): readonly string[] {
  const next = hint === undefined ? [] : wrap(toPlain(hint), style, { first: MARGIN });
  return [...wrap(toPlain(message), style, { first: MARGIN }).map(paint.red), ...next];
}

function reasonLines({ reason }: LineResult, { style }: Context): readonly string[] {
  return reason === undefined ? [] : wrap(toPlain(reason), style, { first: MARGIN });
}

function waitingLines(line: WaitingLine, { style }: Context): readonly string[] {
  return wrap(readinessText(line), style, { first: MARGIN });
}

function pulledBlock(pulled: readonly PulledScores[], { style, paint }: Context): readonly string[] {
  const lines = pulled.filter((one) => one.batches > 0);
  if (lines.length === 0) return [];
  return [
    paint.bold('Scores downloaded'),
    ...lines.flatMap((one) =>
      wrap(`${toPlain(one.address)}: ${pulledText(one)}`, style, { first: '  ', rest: MARGIN }),
    ),
  ];
}

/** What YAML asks and a rule forbids: it stands in no manifest, so nothing of it was tried. */
function forbiddenBlock({ plan }: ApplySummary, context: Context): readonly string[] {
  const { style, paint } = context;
  const below = ({ readiness }: Change): readonly string[] =>
    readiness.status === 'ready' ? [] : wrap(toPlain(readiness.reason), style, { first: MARGIN });
  return listBlock(
    forbiddenChanges(plan),
    { heading: paint.red('Forbidden by a rule, and not done'), below },
    context,
  );
}

function handoffBlock(
  { handoffs, opened, environment }: ApplySummary,
  { style, paint }: Context,
): readonly string[] {
  if (handoffs.length === 0) return [];
  const isNew = (object: string): boolean => opened.includes(object);
  return [
    paint.bold(`Open handoffs, a person must act: ${handoffs.length}`),
    ...handoffs.flatMap((handoff) =>
      handoffSummaryLines(handoff, { environment, style, isNew: isNew(handoff.object) }),
    ),
  ];
}

function nextBlock(summary: ApplySummary, { style, paint }: Context): readonly string[] {
  const { environment, plan, verb } = summary;
  const again = verb === 'destroy' ? destroyCommand(environment) : applyCommand(environment);
  const look = verb === 'destroy' ? again : planCommand(environment);
  const next = (why: string, command: string): readonly string[] => [
    ...wrap(why, style, { first: '' }),
    `  ${paint.cyan(command)}`,
  ];
  if (summary.interrupted) {
    const why =
      'Interrupted: nothing new was started, what was in flight is recorded, the lock is released. Go on with:';
    return next(why, again);
  }
  if (summary.failed.length > 0)
    return next('When the cause is mended, the same command goes on where this one stopped:', again);
  if (summary.refused.length > 0) return next('What was refused must be looked at anew:', look);
  if (hasErrors(plan?.diagnostics ?? []))
    return next('Above stands an error. When it is mended, the same command goes on:', again);
  if (forbiddenChanges(plan).length > 0)
    return next('What is forbidden says what to do about it; then plan again:', look);
  if (summary.handoffs.length > 0) {
    return [
      ...next('People come next; each handoff says exactly what to do:', listHandoffsCommand(environment)),
      ...next('When they are done:', again),
    ];
  }
  if (summary.waiting.some(({ readiness }) => readiness.status === 'blocked' && readiness.by === 'gate'))
    return next(
      'The newest scores break an expectation. See what was found, and once it is right apply again:',
      checkScoresCommand(environment),
    );
  const isNew = plan !== undefined && plan.manifest.lines.length > 0;
  if (summary.waiting.length > 0 && !isNew) return next('Nothing to do but wait; then go on with:', again);
  if (plan !== undefined && plan.changes.length > 0)
    return next('There are changes that were not accepted here. What they are:', look);
  return plan === undefined ? ['done'] : wrap(noChangesText(plan), style, { first: '' }).map(paint.green);
}
