import type { ApplySummary, FailedLine, LineResult, PulledScores, WaitingLine } from '../model/index.ts';
import { ACTION_SYMBOLS, actionText, paintAction } from './action-text.ts';
import { addressOf, applyCommand, listHandoffsCommand, planCommand } from './commands.ts';
import { bytesText, countText } from './count-text.ts';
import { renderDiagnostics } from './diagnostics-text.ts';
import { placeText } from './endpoint-text.ts';
import { handoffSummaryLines } from './handoff-summary-text.ts';
import { toPlain } from './plain-text.ts';
import { noChangesText } from './plan-verdict.ts';
import { renderJson } from './report-json.ts';
import { createPaint, type Paint, type Style } from './style.ts';
import { timeText } from './time-text.ts';
import { pathText } from './value-text.ts';
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
    listBlock(paint.red('Failed'), summary.failed, (line) => failedLines(line, context), context),
    listBlock(paint.red('Refused, and nothing was changed'), summary.refused, reasonLines(context), context),
    listBlock(paint.green('Done'), summary.done, reasonLines(context), context),
    pulledBlock(summary.pulled, context),
    listBlock('Superseded, YAML asks for something else now', summary.superseded, () => [], context),
    listBlock(paint.yellow('Waiting'), summary.waiting, (line) => waitingLines(line, context), context),
    handoffBlock(summary, context),
    equivalenceBlock(summary, context),
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
  const verb = summary.interrupted ? 'Apply interrupted in' : 'Applied to';
  const head = wrap(`${verb} ${placeText(summary)}`, style, { first: '', rest: '  ' }).map(paint.bold);
  const counts = [
    `${summary.done.length} done`,
    ...countOf(summary.failed, 'FAILED'),
    ...countOf(summary.refused, 'REFUSED'),
    ...countOf(summary.superseded, 'superseded'),
    ...countOf(summary.waiting, 'waiting'),
    ...(summary.handoffs.length === 0 ? [] : [countText(summary.handoffs.length, 'open handoff')]),
  ];
  return [...head, ...wrap(counts.join(', '), style, { first: '' })];
}

function countOf(list: readonly unknown[], word: string): readonly string[] {
  return list.length === 0 ? [] : [`${list.length} ${word}`];
}

function listBlock<Line extends LineResult>(
  heading: string,
  lines: readonly Line[],
  details: (line: Line) => readonly string[],
  { style, paint }: Context,
): readonly string[] {
  if (lines.length === 0) return [];
  const shown = lines.flatMap((line) => {
    const painted = paintAction(line.action, paint)(`${ACTION_SYMBOLS[line.action]} ${actionText(line)}`);
    const title = line.title === '' ? '' : `  "${toPlain(line.title)}"`;
    const text = `${painted}  ${toPlain(addressOf(line.address))}${title}`;
    return [...wrap(text, style, { first: '  ', rest: MARGIN }), ...details(line)];
  });
  return [`${paint.bold(heading)}: ${lines.length}`, ...shown];
}

function failedLines(line: FailedLine, { style, paint }: Context): readonly string[] {
  const hint = line.hint === undefined ? [] : wrap(toPlain(line.hint), style, { first: MARGIN });
  return [...wrap(toPlain(line.message), style, { first: MARGIN }).map(paint.red), ...hint];
}

function reasonLines({ style, paint }: Context): (line: LineResult) => readonly string[] {
  return ({ reason }) =>
    reason === undefined ? [] : wrap(toPlain(reason), style, { first: MARGIN }).map(paint.dim);
}

function waitingLines({ readiness, since, until }: WaitingLine, { style }: Context): readonly string[] {
  const status =
    readiness.status === 'ready'
      ? 'ready, and not started'
      : `${readiness.status}: ${toPlain(readiness.reason)}`;
  const from = since === undefined ? '' : `, since ${timeText(since)}`;
  const to = until === undefined ? '' : `, usually until ${timeText(until)}`;
  return wrap(status + from + to, style, { first: MARGIN });
}

function pulledBlock(pulled: readonly PulledScores[], { style, paint }: Context): readonly string[] {
  const lines = pulled.filter((one) => one.batches > 0);
  if (lines.length === 0) return [];
  return [
    paint.bold('Scores downloaded'),
    ...lines.flatMap(({ address, batches, files, bytes }) => {
      const what = `${countText(batches, 'batch', 'batches')}, ${countText(files, 'file')}, ${bytesText(bytes)}`;
      return wrap(`${toPlain(address)}: ${what}`, style, { first: '  ', rest: MARGIN });
    }),
  ];
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

function equivalenceBlock({ equivalences }: ApplySummary, { style, paint }: Context): readonly string[] {
  if (equivalences.length === 0) return [];
  const lines = equivalences.flatMap(({ address, path, reason, by }) =>
    wrap(`${toPlain(address)} ${pathText(path)}: ${toPlain(reason)} (says ${toPlain(by)})`, style, {
      first: '  ',
      rest: MARGIN,
    }),
  );
  return [paint.bold(`Different in spelling, counted as equal: ${equivalences.length}`), ...lines];
}

function nextBlock(summary: ApplySummary, { style, paint }: Context): readonly string[] {
  const { environment, plan } = summary;
  const next = (why: string, command: string): readonly string[] => [
    ...wrap(why, style, { first: '' }),
    `  ${paint.cyan(command)}`,
  ];
  if (summary.interrupted) {
    const why =
      'Interrupted: nothing new was started, what was in flight is recorded, the lock is released. Go on with:';
    return next(why, applyCommand(environment));
  }
  if (summary.failed.length > 0)
    return next(
      'When the cause is mended, the same command goes on where this one stopped:',
      applyCommand(environment),
    );
  if (summary.refused.length > 0)
    return next('What was refused must be looked at anew:', planCommand(environment));
  if (summary.handoffs.length > 0) {
    return [
      ...next('People come next; each handoff says exactly what to do:', listHandoffsCommand(environment)),
      ...next('When they are done:', applyCommand(environment)),
    ];
  }
  if (summary.waiting.length > 0)
    return next('Nothing to do but wait; then go on with:', applyCommand(environment));
  if (plan !== undefined && plan.changes.length > 0)
    return next('Not everything was accepted. What is left:', planCommand(environment));
  return plan === undefined
    ? ['done']
    : wrap(noChangesText(plan.resources), style, { first: '' }).map(paint.green);
}
