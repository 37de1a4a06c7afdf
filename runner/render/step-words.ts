import type { GuidedStep } from '../model/index.ts';
import type { NumberedStep } from './handoff-steps.ts';

/** The words before and after a control's label: `Set`, `to`. */
export function stepWords(step: GuidedStep): { readonly verb: string; readonly join: string } {
  const hasValue = step.value !== undefined && step.value !== '';
  switch (step.act) {
    case 'open':
      return { verb: 'Open', join: '' };
    case 'set':
      if (step.value === '') return { verb: 'Clear', join: '' };
      return { verb: 'Set', join: hasValue ? 'to' : '' };
    case 'add':
      return { verb: 'Add under', join: '' };
    case 'remove':
      return { verb: hasValue ? 'Remove from' : 'Remove', join: '' };
    case 'rename':
      return { verb: 'Change', join: 'to' };
    case 'delete':
      return { verb: 'Delete', join: '' };
    case 'save':
      return { verb: 'Select', join: '' };
    case 'check':
      return { verb: 'Check', join: '' };
  }
}

/** How it is known that a step is done, for the one who does it. */
export function markText({ mark, step }: NumberedStep): string {
  switch (mark) {
    case 'done':
      return '✓ done';
    case 'checked':
      return `checked by API: ${step.readBack ?? ''}`;
    case 'checked-later':
      return `not visible before the first run: you confirm`;
    case 'confirmed':
      return 'not visible: you confirm';
    case 'none':
      return '';
  }
}

/** What an eye misses in a value that is to be typed exactly. */
export function valueNote(value: string): string {
  if (value !== value.trim()) return 'with the spaces at its ends';
  return value.includes('\n') ? 'on several lines' : '';
}
