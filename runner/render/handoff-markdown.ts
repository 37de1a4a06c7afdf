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
import { markdownCommand, toMarkdown, toMarkdownValue } from './markdown-text.ts';
import { markText, stepWords, valueNote } from './step-words.ts';
import { timeText } from './time-text.ts';

/** A handoff as a checklist for an issue or a chat. Takes the same words as the terminal does. */
export function renderHandoffMarkdown(view: HandoffView): string {
  const blocks = [
    headBlock(view),
    differenceBlock(view),
    ...screensOf(view).flatMap(({ screen, steps }) => [
      [`#### ${toMarkdown(screen)}`],
      steps.flatMap(stepLines),
    ]),
    ...answerBlocks(view),
  ];
  return blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join('\n'))
    .join('\n\n');
}

function headBlock(view: HandoffView): readonly string[] {
  const { environment, sandbox, openedAt, owners, overdueReason, waitsFor, note } = view;
  const asked = owners.length === 0 ? '' : `, asked of ${owners.map(toMarkdown).join(', ')}`;
  const place = `Environment ${toMarkdown(environment)}, sandbox ${toMarkdown(sandbox)}; open since ${toMarkdown(timeText(openedAt))}${asked}.`;
  const marks = marksText(marksOf(view));
  const paragraphs = [
    ...(waitsFor === undefined ? [] : [`**Do not begin yet:** ${toMarkdown(waitsFor)}`]),
    handoffReason(view.purpose, view.phase),
    ...(overdueReason === undefined ? [] : [`What is known: ${toMarkdown(overdueReason)}`]),
    ...(note === undefined ? [] : [toMarkdown(note)]),
    ...(marks === '' ? [] : [marks]),
  ];
  return [
    `### ${toMarkdown(handoffTitle(view))}`,
    '',
    `${toMarkdownValue(view.address)}  `,
    place,
    ...paragraphs.flatMap((text) => ['', text]),
  ];
}

function differenceBlock(view: HandoffView): readonly string[] {
  const different = stillDifferent(view);
  if (different.length === 0) return [];
  return ['**Still different from what was asked**', '', ...different.map((text) => `- ${toMarkdown(text)}`)];
}

function stepLines(numbered: NumberedStep): readonly string[] {
  const { step, mark, shown, number } = numbered;
  const { verb, join } = stepWords(step);
  const box = mark === 'done' ? '[x]' : '[ ]';
  const value = step.value === undefined || step.value === '' ? '' : toMarkdownValue(step.value);
  const note = [valueNote(step.value ?? ''), mark === 'done' ? '' : markText(numbered)].filter(
    (part) => part !== '',
  );
  const words = [`${number}\\.`, verb, `**${toMarkdown(step.label)}**${join}`, value].filter(
    (part) => part !== '',
  );
  const marks = note.length === 0 ? '' : ` (${toMarkdown(note.join('; '))})`;
  const detail = (label: string, text: string | undefined): readonly string[] =>
    text === undefined || mark === 'done' ? [] : [`  - ${label}${toMarkdown(text)}`];
  return [
    `- ${box} ${words.join(' ')}${marks}`,
    ...shown.flatMap((text) => detail('Adobe shows now: ', text)),
    ...detail('', step.why),
    ...detail('**Effect:** ', step.consequence),
  ];
}

function answerBlocks(view: HandoffView): readonly (readonly string[])[] {
  const { environment } = view;
  const apply = [
    'Let cai check what Adobe’s APIs show, and go on:',
    '',
    ...markdownCommand(goOnCommand(view), ''),
  ];
  if (view.purpose === 'overdue') {
    const gone = 'If the instance was deleted in Adobe, say so; the next plan makes a new one:';
    return [
      ['#### Then'],
      [
        'If you mended it, wait for the next run. This closes by itself when scores arrive:',
        '',
        ...markdownCommand(applyCommand(environment), ''),
      ],
      [gone, '', ...markdownCommand(answerCommand(view, 'gone'), '')],
    ];
  }
  const confirmations = confirmationsOf(view);
  const [odd] = view.differing ?? [];
  const declined = 'If this must not be done, say why:';
  return [
    ['#### When it is done'],
    confirmLines(view, confirmations),
    ...(view.purpose === 'undo'
      ? [[NOT_BEGUN_TEXT, '', ...markdownCommand(answerCommand(view, 'not-begun'), '')]]
      : []),
    apply,
    ...(odd === undefined ? [] : [[EQUATE_TEXT, '', ...markdownCommand(equateCommand(view, odd.path), '')]]),
    ...(view.purpose === 'undo'
      ? []
      : [[declined, '', ...markdownCommand(declineCommand(view.address, environment), '')]]),
  ];
}

function confirmLines(view: HandoffView, confirmations: readonly Confirmation[]): readonly string[] {
  if (confirmations.length === 0) return [];
  const [only] = confirmations;
  const isAct = confirmations.length === 1 && only?.path.startsWith('step:') === true;
  return [
    confirmWords(view, confirmations.length),
    '',
    ...markdownCommand(attestCommand(view), ''),
    ...(isAct
      ? []
      : ['', ...confirmations.map(({ path, text }) => `- ${toMarkdownValue(path)}: ${toMarkdown(text)}`)]),
  ];
}
