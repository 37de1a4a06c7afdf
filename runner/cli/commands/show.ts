import { renderPlan, renderPlanJson } from '../../render/index.ts';
import { EXIT } from '../exit-code.ts';
import type { CommandIo } from '../io.ts';
import { readPlan } from '../read-plan.ts';
import { styleOf } from '../style-of.ts';

/** `cai show`: a saved plan, as `cai plan` printed it. */
export async function runShow(
  io: CommandIo,
  file: string,
  options: { readonly json?: boolean },
): Promise<number> {
  const plan = await readPlan(io, file);
  io.stdout.write(
    options.json === true ? `${renderPlanJson(plan)}\n` : `${renderPlan(plan, styleOf(io, io.stdout))}\n`,
  );
  return EXIT.done;
}
