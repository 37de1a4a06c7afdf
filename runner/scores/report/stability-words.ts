import { isFigure } from './figures.ts';

/** Above this the rule of thumb asks to look (Siddiqi, Credit Risk Scorecards, 2006). */
export const LOOK_AT = 0.1;

/** Above this the rule of thumb speaks of a shift (Siddiqi, Credit Risk Scorecards, 2006). */
export const SHIFTED_AT = 0.2;

/** What the usual rule of thumb says of an index. */
export function judgeStability(index: number | undefined): string {
  if (!isFigure(index)) return 'No good batch before to compare with';
  if (index > SHIFTED_AT) return 'Above 0.2: the scores have shifted';
  if (index > LOOK_AT) return 'From 0.1 to 0.2: worth a look';
  return 'Below 0.1: little change';
}
