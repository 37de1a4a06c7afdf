import type { Command } from 'commander';
import type { CommandIo } from '../io.ts';
import type { CiApplyOptions } from './ci-apply.ts';
import type { CiPlanOptions } from './ci-plan.ts';
import type { CiOptions } from './open-ci.ts';

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
  ciOptions(ci.command('apply'))
    .description(
      'carry out what was reviewed of every commit since the last applied one, and tell its pull request',
    )
    .option('--branch <name>', 'the branch that is applied; known in a workflow')
    .option('--digest <digest>', 'approve the plan of this digest, which no pull request reviewed')
    .addHelpText('after', '\nExample:\n  cai ci apply --env demo')
    .action(async (options: CiApplyOptions) =>
      setCode(await (await import('./ci-apply.ts')).runCiApply(io, options)),
    );
  ciOptions(ci.command('resume'))
    .description('go on with what was accepted: handoffs that were done, runs that ended; accept nothing')
    .addHelpText('after', '\nExample:\n  cai ci resume --env demo')
    .action(async (options: CiOptions) =>
      setCode(await (await import('./ci-apply.ts')).runCiResume(io, options)),
    );
}

function ciOptions(command: Command): Command {
  return command
    .option('-e, --env <name>', 'only this environment')
    .option('-d, --dir <folder>', 'folder with the YAML files', 'pipelines')
    .option('--dry-run', 'print what would be sent, as JSON lines, and send nothing');
}
