import type { HandoffView } from '../model/index.ts';
import { COMMANDS, type HandoffAnswer, type HandoffAnswers, handoffAnswers } from './handoff-answers.ts';
import { marksOf, type NumberedStep, screensOf, stillDifferent } from './handoff-steps.ts';
import { handoffReason, handoffTitle, marksText } from './handoff-words.ts';
import { toMarkdown, toMarkdownValue } from './markdown-text.ts';
import { markText, stepWords, valueNote } from './step-words.ts';
import { timeText } from './time-text.ts';

/** A handoff as a checklist for an issue or a chat. Takes the same words as the terminal does. */
export function renderHandoffMarkdown(view: HandoffView): string {
  const blocks = [
    [`### ${toMarkdown(handoffTitle(view))}`, '', ...placeLines(view)],
    ...checklistBlocks(view),
    ...answerBlocks(handoffAnswers(view, COMMANDS)),
  ];
  return blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join('\n'))
    .join('\n\n');
}

/** What was set otherwise than asked, and every step by screen. */
export function checklistBlocks(view: HandoffView): readonly (readonly string[])[] {
  return [
    differenceBlock(view),
    ...screensOf(view).flatMap(({ screen, steps }) => [
      [`#### ${toMarkdown(screen)}`],
      steps.flatMap(stepLines),
    ]),
  ];
}

/** Where and why, and what to know before the first step. */
export function placeLines(view: HandoffView): readonly string[] {
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
  return [`${toMarkdownValue(view.address)}  `, place, ...paragraphs.flatMap((text) => ['', text])];
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

/** The answers to a handoff, each with when it is the right one. */
export function answerBlocks({ heading, answers }: HandoffAnswers): readonly (readonly string[])[] {
  return [[`#### ${heading}`], ...answers.map(answerLines)];
}

function answerLines({ why, lines, confirmations }: HandoffAnswer): readonly string[] {
  const list = confirmations.map(({ path, text }) => `- ${toMarkdownValue(path)}: ${toMarkdown(text)}`);
  return [why, ...(lines.length === 0 ? [] : ['', ...lines]), ...(list.length === 0 ? [] : ['', ...list])];
}
