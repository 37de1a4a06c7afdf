import type { Command } from 'commander';
import type { PlanOptions } from '../commands/plan.ts';
import { type CommonOptions, collect, common, formats, type SetCode } from '../common-options.ts';
import type { CommandIo } from '../io.ts';

/** The way from YAML to Adobe: plan, apply, and what shows or undoes them. */
export function addPlanning(program: Command, io: CommandIo, setCode: SetCode): void {
  common(program.command('plan'))
    .description('compare YAML with the live world; writes nothing')
    .option('-o, --out <file>', 'save the plan, for cai show and cai apply')
    .option('-t, --target <address>', 'only this address and what it depends on; repeatable', collect)
    .option('--detailed-exitcode', 'exit 2 while any change is not done')
    .addOption(formats(['text', 'md']))
    .action(async (options: PlanOptions) =>
      setCode(await (await import('../commands/plan.ts')).runPlan(io, options)),
    );
  common(program.command('apply'))
    .description('continue what was accepted, then a saved plan, or plan and ask')
    .argument('[plan]', 'a plan saved with cai plan --out')
    .option('-y, --yes', 'accept new changes without asking')
    .option('--acknowledge <digest>', 'accept a plan that the brake stopped')
    .option('--detailed-exitcode', 'exit 3 while human steps or awaits are open')
    .action(async (plan: string | undefined, options: CommonOptions) =>
      setCode(await (await import('../commands/apply.ts')).runApply(io, plan, options)),
    );
  common(program.command('drift'))
    .description(
      'show what differs although the YAML did not change, and who changed it; exit 2 when anything does',
    )
    .option('--full', 'also read what nothing suggests has changed: the components of every data view')
    .action(async (options: CommonOptions) =>
      setCode(await (await import('../commands/drift.ts')).runDrift(io, options)),
    );
  common(program.command('destroy'))
    .description('plan and apply the deletion of everything that the state knows, where that is allowed')
    .option('-y, --yes', 'accept without asking')
    .option('--acknowledge <digest>', 'accept a plan that the brake stopped')
    .action(async (options: CommonOptions) =>
      setCode(await (await import('../commands/apply.ts')).runDestroy(io, options)),
    );
  program
    .command('show')
    .description('show a saved plan')
    .argument('<plan>', 'a plan saved with cai plan --out')
    .option('--json', 'result as JSON on stdout')
    .addOption(formats(['text', 'md']))
    .action(async (plan: string, options: { json?: boolean; format: 'text' | 'md' }) =>
      setCode(await (await import('../commands/show.ts')).runShow(io, plan, options)),
    );
}
