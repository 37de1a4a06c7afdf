import { hashPlan, type Plan } from '../model/index.ts';
import { renderJson } from './report-json.ts';

/** The plan as it is, with its hash: for `--json`, and as a saved plan that an apply reads again. */
export function renderPlanJson(plan: Plan): string {
  return renderJson({ ...plan, hash: hashPlan(plan) });
}
