import type { Plan } from '../model/index.ts';
import { renderJson } from './report-json.ts';

/** The plan as it is: for `--json`, and as a saved plan that an apply reads again. */
export function renderPlanJson(plan: Plan): string {
  return renderJson(plan);
}
