import { renderPlanJson } from '../../render/index.ts';
import { EXIT } from '../exit-code.ts';
import type { CommandIo } from '../io.ts';
import { readPlan } from '../read-plan.ts';
import { planText } from './plan.ts';

/** `cai show`: a saved plan, as `cai plan` printed it. */
export async function runShow(
  io: CommandIo,
  file: string,
  options: { readonly json?: boolean; readonly format: 'text' | 'md' },
): Promise<number> {
  const plan = await readPlan(io, file);
  io.stdout.write(`${options.json === true ? renderPlanJson(plan) : planText(io, plan, options.format)}\n`);
  return EXIT.done;
}
