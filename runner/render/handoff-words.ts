import type { HandoffPurpose, HandoffView } from '../model/index.ts';
import type { StepMark } from './handoff-steps.ts';
import { toPlain } from './plain-text.ts';

/** What a handoff asks for, in one line: `Create the Customer AI instance "Upgrade"`. */
export function handoffTitle(handoff: {
  readonly purpose: HandoffPurpose;
  readonly phase: 'rename' | 'main';
  readonly kindLabel: string;
  readonly title: string;
}): string {
  const what = `${toPlain(handoff.kindLabel)} "${toPlain(handoff.title)}"`;
  switch (handoff.purpose) {
    case 'create':
      return `Create the ${what}`;
    case 'update':
      return `Change the ${what}`;
    case 'adopt':
      return `Bring the existing ${what} to what YAML says`;
    case 'delete':
      return `Delete the ${what}`;
    case 'undo':
      return `Undo what was begun for the ${what}`;
    case 'overdue':
      return `Find out why the ${what} is late`;
    case 'replace':
      return handoff.phase === 'rename'
        ? `Replace the ${what}, part 1 of 2: rename the old one`
        : `Replace the ${what}, part 2 of 2: make the new one`;
  }
}

/** Why a person is asked, and what a person should know before the first step. */
export function handoffReason(purpose: HandoffPurpose, phase: 'rename' | 'main'): string {
  switch (purpose) {
    case 'create':
      return 'Adobe has no API for this, so a person does it in Adobe’s UI.';
    case 'update':
      return 'Adobe has no API for this, so a person does it in Adobe’s UI. Only what differs is listed; leave everything else as it is.';
    case 'adopt':
      return 'It was made outside of cai, which takes it over. Only what differs is listed; leave everything else as it is.';
    case 'delete':
      return 'Its deletion was reviewed and accepted, and Adobe has no API for it.';
    case 'undo':
      return 'YAML no longer asks for this, so nothing half-made may stay behind. The next handoff of this address waits for your answer.';
    case 'overdue':
      return 'No scores have come when they were due. Nothing needs to be set: look at the last run, and mend what it says.';
    case 'replace':
      return phase === 'rename'
        ? 'Adobe lets nobody edit what has changed, so a new one takes its place. The old one gets another name first, or the names of their datasets would collide. Do not make the new one yet: its steps appear when this part is confirmed.'
        : 'Adobe lets nobody edit what has changed, so a new one takes the place of the old one. The old one stays until its own deletion is asked for: do not delete it now.';
  }
}

/** What the marks at the steps mean, as far as there are any. */
export function marksText(marks: ReadonlySet<StepMark>): string {
  const checked = 'Where it says “API checks”, cai reads back what you set.';
  const confirmed =
    'Where it says “you confirm”, no API shows it yet, so you say at the end that it is done.';
  const hasConfirmed = marks.has('confirmed') || marks.has('checked-later');
  return [...(marks.has('checked') ? [checked] : []), ...(hasConfirmed ? [confirmed] : [])].join(' ');
}

/** When two values that are compared mean the same. */
export const EQUATE_TEXT =
  'Only if Adobe shows the right thing and just spells it in another way: say so, with the reason, and both count as equal:';

/** When there is nothing to undo. What turned up meanwhile under its name is then taken to be somebody else's. */
export const NOT_BEGUN_TEXT = 'If nothing of it was ever begun, say that instead:';

/** What the one who did it is asked to say. */
export function confirmWords(view: Pick<HandoffView, 'purpose' | 'phase'>, count: number): string {
  switch (view.purpose) {
    case 'delete':
      return 'Confirm, under your name, that it is deleted:';
    case 'undo':
      return 'Confirm, under your name, that nothing of it is left:';
    default:
      return view.phase === 'rename'
        ? 'Confirm, under your name, that the old one is renamed:'
        : `Confirm, under your name, ${count === 1 ? 'the one thing' : `the ${count} things`} that no API shows yet:`;
  }
}
