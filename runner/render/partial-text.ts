import type { PartialPlan } from '../model/index.ts';
import { planCommand } from './commands.ts';
import { countText } from './count-text.ts';
import { toPlain } from './plain-text.ts';
import { createPaint, type Style } from './style.ts';
import { wrap } from './wrap.ts';

/** Says that a plan is not about everything, and what it leaves out. */
export function renderPartial(partial: PartialPlan, style: Style): string {
  const { yellow } = createPaint(style);
  const text = `PARTIAL PLAN: ${partialText(partial, toPlain)}`;
  return wrap(text, style, { first: '', rest: '  ' }).map(yellow).join('\n');
}

/** The same as a sentence, with addresses as the reader's medium writes them. */
export function partialText({ targets, leftOut }: PartialPlan, write: (address: string) => string): string {
  const left =
    leftOut === 0 ? 'No other change is left out.' : `${countText(leftOut, 'other change')} left out.`;
  return `only ${targets.map(write).join(', ')} and what that depends on. ${left}`;
}

/** Saves the partial plan again, so that apply can be given it. */
export function savePartialCommand(environment: string, { targets }: PartialPlan): string {
  return planCommand(environment, ...targets.flatMap((target) => ['--target', target]), '--out', 'plan.json');
}
