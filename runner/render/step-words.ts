import type { GuidedStep } from '../model/index.ts';
import type { NumberedStep } from './handoff-steps.ts';

/** The words before and after a control's label: `Set "Name" to`. */
export function stepWords(step: GuidedStep): { readonly verb: string; readonly join: string } {
  const hasValue = step.value !== undefined && step.value !== '';
  const withValue = (join: string): string => (hasValue ? join : '');
  switch (step.act) {
    case 'open':
      return { verb: 'Open', join: withValue(':') };
    case 'set':
      return { verb: step.value === '' ? 'Clear' : 'Set', join: withValue(' to') };
    case 'add':
      return { verb: hasValue ? 'Use' : 'Choose', join: withValue(' to add') };
    case 'remove':
      return { verb: hasValue ? 'Remove from' : 'Remove', join: withValue(':') };
    case 'rename':
      return { verb: 'Change', join: withValue(' to') };
    case 'delete':
      return { verb: 'Choose', join: withValue(' for') };
    case 'save':
      return { verb: 'Choose', join: '' };
    case 'check':
      return { verb: 'Check', join: withValue(':') };
  }
}

/** Acts whose value is looked for on the screen and not typed. */
export const POINTING_ACTS: ReadonlySet<GuidedStep['act']> = new Set(['open', 'check', 'remove', 'delete']);

/** How it is known that a step is done, for the one who does it. */
export function markText({ mark, step }: NumberedStep): string {
  switch (mark) {
    case 'done':
      return '✓ done';
    case 'checked':
      return `API checks: ${step.readBack ?? ''}`;
    case 'checked-later':
      return 'you confirm; an API shows it after the first run';
    case 'confirmed':
      return 'you confirm';
    case 'none':
      return '';
  }
}

/** What an eye misses in a value that is to be typed exactly. */
export function valueNote(value: string): string {
  if (value !== value.trim()) return 'with the spaces at its ends';
  return value.includes('\n') ? 'on several lines' : '';
}
