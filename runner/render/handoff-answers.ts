import type { HandoffView } from '../model/index.ts';
import {
  answerCommand,
  applyCommand,
  attestCommand,
  declineCommand,
  equateCommand,
  goOnCommand,
} from './commands.ts';
import { answerComment, attestComment, declineComment, equateComment } from './comment-commands.ts';
import { type Confirmation, confirmationsOf } from './handoff-steps.ts';
import { confirmWords, EQUATE_TEXT, NOT_BEGUN_TEXT } from './handoff-words.ts';
import { markdownCommand, markdownComment } from './markdown-text.ts';

/** One way to answer a handoff, as Markdown. */
export interface HandoffAnswer {
  /** When it is the right one. */
  readonly why: string;
  /** What to type; empty where nothing is to be done. */
  readonly lines: readonly string[];
  /** What one says with it. */
  readonly confirmations: readonly Confirmation[];
}

export interface HandoffAnswers {
  readonly heading: string;
  readonly answers: readonly HandoffAnswer[];
}

/** How an answer is given: by a command in a terminal, or by a comment on the forge. */
export interface AnswerForm {
  readonly attest: (view: HandoffView, paths?: readonly string[]) => readonly string[];
  readonly answer: (view: HandoffView, answer: 'not-begun' | 'gone') => readonly string[];
  readonly equate: (view: HandoffView, path: string) => readonly string[];
  readonly decline: (view: HandoffView) => readonly string[];
  /** What makes cai look at Adobe again, and how that is said. */
  readonly goOn: (view: HandoffView) => Omit<HandoffAnswer, 'confirmations'>;
  /** The same for a late run that was mended. */
  readonly mended: (view: HandoffView) => Omit<HandoffAnswer, 'confirmations'>;
  /** Whether it says how to answer for a part. */
  readonly partly: boolean;
}

const MENDED = 'If you mended it, wait for the next run. This closes by itself when scores arrive';

export const COMMANDS: AnswerForm = {
  attest: (view, paths) => markdownCommand(attestCommand(view, paths), ''),
  answer: (view, answer) => markdownCommand(answerCommand(view, answer), ''),
  equate: (view, path) => markdownCommand(equateCommand(view, path), ''),
  decline: ({ address, environment }) => markdownCommand(declineCommand(address, environment), ''),
  goOn: (view) => ({
    why: 'Let cai check what Adobe’s APIs show, and go on:',
    lines: markdownCommand(goOnCommand(view), ''),
  }),
  mended: ({ environment }) => ({ why: `${MENDED}:`, lines: markdownCommand(applyCommand(environment), '') }),
  partly: false,
};

export const COMMENTS: AnswerForm = {
  attest: (view, paths) => markdownComment(attestComment(view, paths), ''),
  answer: (view, answer) => markdownComment(answerComment(view, answer), ''),
  equate: (view, path) => markdownComment(equateComment(view, path), ''),
  decline: ({ address }) => markdownComment(declineComment(address), ''),
  goOn: () => ({
    why: 'What Adobe’s APIs show needs no comment: the next scheduled run checks it, and goes on.',
    lines: [],
  }),
  mended: () => ({ why: `${MENDED}, and needs no comment.`, lines: [] }),
  partly: true,
};

/** Every answer that a handoff takes, in one form. */
export function handoffAnswers(view: HandoffView, form: AnswerForm): HandoffAnswers {
  if (view.purpose === 'overdue') return overdueAnswers(view, form);
  const [odd] = view.differing ?? [];
  const isUndo = view.purpose === 'undo';
  return {
    heading: 'When it is done',
    answers: [
      ...confirmAnswers(view, form),
      ...(isUndo ? [plain(NOT_BEGUN_TEXT, form.answer(view, 'not-begun'))] : []),
      { ...form.goOn(view), confirmations: [] },
      ...(odd === undefined ? [] : [plain(EQUATE_TEXT, form.equate(view, odd.path))]),
      ...(isUndo ? [] : [plain('If this must not be done, say why:', form.decline(view))]),
    ],
  };
}

function overdueAnswers(view: HandoffView, form: AnswerForm): HandoffAnswers {
  const gone = 'If the instance was deleted in Adobe, say so; the next plan makes a new one:';
  return {
    heading: 'Then',
    answers: [{ ...form.mended(view), confirmations: [] }, plain(gone, form.answer(view, 'gone'))],
  };
}

function confirmAnswers(view: HandoffView, form: AnswerForm): readonly HandoffAnswer[] {
  const confirmations = confirmationsOf(view);
  const [first, second] = confirmations;
  if (first === undefined) return [];
  const isAct = second === undefined && first.path.startsWith('step:');
  const whole = {
    why: confirmWords(view, confirmations.length),
    lines: form.attest(view),
    confirmations: isAct ? [] : confirmations,
  };
  if (second === undefined || !form.partly) return [whole];
  return [whole, plain('If only some of it is done, name what is:', form.attest(view, [first.path]))];
}

function plain(why: string, lines: readonly string[]): HandoffAnswer {
  return { why, lines, confirmations: [] };
}
