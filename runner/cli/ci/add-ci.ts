import type { Command } from 'commander';
import type { CommandIo } from '../io.ts';
import type { CiPlanOptions } from './ci-plan.ts';

/** `cai ci …`: what workflows run, each also useful by hand. */
export function addCi(program: Command, io: CommandIo, setCode: (code: number) => void): void {
  const ci = program.command('ci').description('what workflows run on pull requests, merges and schedules');
  ciOptions(ci.command('plan'))
    .description('plan a pull request: annotations, one comment per environment, statuses')
    .option('--pull-request <number>', 'which one; known in a workflow on pull_request')
    .addHelpText('after', '\nExample:\n  cai ci plan --pull-request 12 --dry-run')
    .action(async (options: CiPlanOptions) =>
      setCode(await (await import('./ci-plan.ts')).runCiPlan(io, options)),
    );
}

function ciOptions(command: Command): Command {
  return command
    .option('-e, --env <name>', 'only this environment')
    .option('-d, --dir <folder>', 'folder with the YAML files', 'pipelines')
    .option('--dry-run', 'print what would be sent, as JSON lines, and send nothing');
}
