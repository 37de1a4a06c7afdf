import type { PartialPlan } from '../model/index.ts';
import { planCommand } from './commands.ts';
import { countText } from './count-text.ts';
import { toPlain } from './plain-text.ts';
import { createPaint, type Style } from './style.ts';
import { wrap } from './wrap.ts';

/** Says that a plan is not about everything, and what it leaves out. */
export function renderPartial({ targets, leftOut }: PartialPlan, style: Style): string {
  const { yellow } = createPaint(style);
  const left =
    leftOut === 0 ? 'No other change is left out.' : `${countText(leftOut, 'other change')} left out.`;
  const text = `PARTIAL PLAN: only ${targets.map(toPlain).join(', ')} and what that depends on. ${left}`;
  return wrap(text, style, { first: '', rest: '  ' }).map(yellow).join('\n');
}

/** Saves the partial plan again, so that apply can be given it. */
export function savePartialCommand(environment: string, { targets }: PartialPlan): string {
  return planCommand(environment, ...targets.flatMap((target) => ['--target', target]), '--out', 'plan.json');
}
