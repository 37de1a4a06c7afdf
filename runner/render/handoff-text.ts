import type { HandoffView } from '../model/index.ts';
import {
  answerCommand,
  applyCommand,
  attestCommand,
  declineCommand,
  equateCommand,
  goOnCommand,
} from './commands.ts';
import {
  type Confirmation,
  confirmationsOf,
  marksOf,
  type NumberedStep,
  screensOf,
  stillDifferent,
} from './handoff-steps.ts';
import {
  confirmWords,
  EQUATE_TEXT,
  handoffReason,
  handoffTitle,
  marksText,
  NOT_BEGUN_TEXT,
} from './handoff-words.ts';
import { toPlain } from './plain-text.ts';
import { markText, POINTING_ACTS, stepWords, valueNote } from './step-words.ts';
import { createPaint, type Paint, type Style } from './style.ts';
import { timeText } from './time-text.ts';
import { pathText } from './value-text.ts';
import { wrap } from './wrap.ts';

/** A handoff for the one who does it: what and why, every step, and how to answer. */
export function renderHandoff(view: HandoffView, style: Style): string {
  const context = { style, paint: createPaint(style) };
  const blocks = [
    headBlock(view, context),
    differenceBlock(view, context),
    ...screensOf(view).map(({ screen, steps }) => [
      context.paint.bold(toPlain(screen)),
      ...steps.flatMap((step) => stepLines(step, context)),
    ]),
    answerBlock(view, context),
    declineBlock(view, context),
  ];
  return blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join('\n'))
    .join('\n\n');
}

interface Context {
  readonly style: Style;
  readonly paint: Paint;
}

function headBlock(view: HandoffView, { style, paint }: Context): readonly string[] {
  const line = (text: string): readonly string[] => wrap(text, style, { first: '  ' });
  const owners = view.owners.length === 0 ? '' : `, asked of ${view.owners.map(toPlain).join(', ')}`;
  const place = `Environment ${toPlain(view.environment)}, sandbox ${toPlain(view.sandbox)}; open since ${timeText(view.openedAt)}${owners}.`;
  const { overdueReason, waitsFor, note } = view;
  const marks = marksText(marksOf(view));
  return [
    ...wrap(handoffTitle(view), style, { first: '' }).map(paint.bold),
    `  ${toPlain(view.address)}`,
    ...line(place),
    ...(waitsFor === undefined ? [] : line(`DO NOT BEGIN YET: ${toPlain(waitsFor)}`).map(paint.red)),
    '',
    ...line(handoffReason(view.purpose, view.phase)),
    ...(overdueReason === undefined
      ? []
      : line(`What is known: ${toPlain(overdueReason)}`).map(paint.yellow)),
    ...(note === undefined ? [] : line(toPlain(note))),
    ...(marks === '' ? [] : line(marks)),
  ];
}

function differenceBlock(view: HandoffView, { style, paint }: Context): readonly string[] {
  const different = stillDifferent(view);
  if (different.length === 0) return [];
  const lines = different.flatMap((text) => wrap(toPlain(text), style, { first: '  ', rest: '      ' }));
  return [paint.yellow(`Still different from what was asked: ${different.length}`), ...lines];
}

function stepLines(numbered: NumberedStep, { style, paint }: Context): readonly string[] {
  const { number, step, mark, shown } = numbered;
  const { verb, join } = stepWords(step);
  const label = `"${toPlain(step.label)}"`;
  const first = `${String(number).padStart(3)}. `;
  const text = `${verb} ${label}`;
  if (mark === 'done') {
    const settled = isShort(step.value, style) ? `${join} ${toPlain(step.value ?? '')}` : '';
    return wrap(`${text}${settled}  ✓ done`, style, { first }).map(paint.dim);
  }
  const note = [valueNote(step.value ?? ''), markText(numbered)]
    .filter((part) => part !== '')
    .map(toPlain)
    .join('; ');
  const end = note === '' ? '' : `  (${note})`;
  const inline =
    POINTING_ACTS.has(step.act) && isShort(step.value, style) ? ` ${toPlain(step.value ?? '')}` : '';
  const head = wrap(text + join + inline + end, style, { first });
  const detail = (prefix: string, value: string | undefined): readonly string[] =>
    value === undefined ? [] : wrap(`${prefix}${toPlain(value)}`, style, { first: '     ', rest: '       ' });
  return [
    ...head.map((line) => line.replace(label, paint.bold(label))),
    ...(inline === '' ? valueLines(step.value, paint) : []),
    ...shown.flatMap((value) => detail('Adobe shows now: ', value)).map(paint.yellow),
    ...detail('why: ', step.why),
    ...detail('EFFECT: ', step.consequence).map(paint.red),
  ];
}

/** A value that is only looked for need not stand alone. */
function isShort(value: string | undefined, style: Style): boolean {
  return value !== undefined && value !== '' && !value.includes('\n') && value.length < style.width / 2;
}

/** The value alone on its lines and never wrapped, so that it can be copied as it is. */
function valueLines(value: string | undefined, paint: Paint): readonly string[] {
  if (value === undefined || value === '') return [];
  return value.split(/\r\n|\n/u).map((line) => `         ${paint.cyan(toPlain(line))}`);
}

function answerBlock(view: HandoffView, context: Context): readonly string[] {
  const { purpose } = view;
  if (purpose === 'overdue') return overdueAnswer(view, context);
  const apply = {
    why: 'Let cai check what Adobe’s APIs show, and go on:',
    command: goOnCommand(view),
  };
  const confirmations = confirmationsOf(view);
  const answers = [
    ...(confirmations.length === 0 ? [] : [confirmAnswer(view, confirmations)]),
    ...(purpose === 'undo' ? [{ why: NOT_BEGUN_TEXT, command: answerCommand(view, 'not-begun') }] : []),
    apply,
  ];
  return answerLines('When it is done', [...answers, ...equateAnswers(view)], context);
}

function confirmAnswer(view: HandoffView, confirmations: readonly Confirmation[]): Answer {
  const [first, second] = confirmations;
  const why = confirmWords(view, confirmations.length);
  const command = attestCommand(view);
  if (first === undefined || (second === undefined && first.path.startsWith('step:')))
    return { why, command };
  const details = confirmations.map(({ path, text }) => `${pathText(path)}: ${text}`);
  if (second === undefined) return { why, command, details };
  const partly = {
    why: 'If only some of it is done, name what is:',
    command: attestCommand(view, [first.path]),
  };
  return { why, command, details, partly };
}

function overdueAnswer(view: HandoffView, context: Context): readonly string[] {
  const { environment } = view;
  const steps = [
    {
      why: 'If you mended it, wait for the next run. This closes by itself when scores arrive:',
      command: applyCommand(environment),
    },
    {
      why: 'If the instance was deleted in Adobe, say so; the next plan makes a new one:',
      command: answerCommand(view, 'gone'),
    },
  ];
  return answerLines('Then', steps, context);
}

interface Answer {
  readonly why: string;
  readonly command: string;
  readonly details?: readonly string[];
  readonly partly?: Answer;
}

function answerLines(
  heading: string,
  answers: readonly Answer[],
  { style, paint }: Context,
): readonly string[] {
  const lines = answers.flatMap((answer, index) => {
    const first = answers.length === 1 ? '  ' : `  ${String.fromCharCode(97 + index)}. `;
    const margin = ' '.repeat(first.length);
    const command = ({ command: text }: Answer): string => `${margin}    ${paint.cyan(text)}`;
    const { partly, details } = answer;
    return [
      ...wrap(answer.why, style, { first }),
      command(answer),
      ...(details ?? []).flatMap((text) =>
        wrap(toPlain(text), style, { first: `${margin}- `, rest: `${margin}  ` }),
      ),
      ...(partly === undefined ? [] : [...wrap(partly.why, style, { first: margin }), command(partly)]),
    ];
  });
  return [paint.bold(heading), ...lines];
}

function equateAnswers(view: HandoffView): readonly Answer[] {
  const [odd] = view.differing ?? [];
  if (odd === undefined) return [];
  return [{ why: EQUATE_TEXT, command: equateCommand(view, odd.path) }];
}

function declineBlock(view: HandoffView, { style, paint }: Context): readonly string[] {
  if (view.purpose === 'undo' || view.purpose === 'overdue') return [];
  const why = 'If this must not be done, say why; whoever asked for it will see the reason:';
  return [
    ...wrap(why, style, { first: '' }),
    `     ${paint.cyan(declineCommand(view.address, view.environment))}`,
  ];
}
