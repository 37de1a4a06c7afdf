import type { Command } from 'commander';
import type { CiApplyOptions } from '../ci/ci-apply.ts';
import type { CiPlanOptions } from '../ci/ci-plan.ts';
import type { CiOptions } from '../ci/open-ci.ts';
import type { SetCode } from '../common-options.ts';
import type { CommandIo } from '../io.ts';

/** `cai ci …`: what workflows run, each also useful by hand. Each takes its place from the variables that the forge sets. */
export function addCi(program: Command, io: CommandIo, setCode: SetCode): void {
  const ci = program
    .command('ci')
    .description('what workflows run on pull requests, merges, schedules and comments');
  addChanges(ci, io, setCode);
  addIssues(ci, io, setCode);
}

function addChanges(ci: Command, io: CommandIo, setCode: SetCode): void {
  common(ci.command('plan'))
    .description('plan a pull request: annotations, one comment for each environment, statuses')
    .option('--pull-request <number>', 'which one; known in a workflow on pull_request')
    .action(async (options: CiPlanOptions) =>
      setCode(await (await import('../ci/ci-plan.ts')).runCiPlan(io, options)),
    );
  common(ci.command('apply'))
    .description(
      'carry out what was reviewed of every commit since the last applied one, and tell its pull request',
    )
    .option('--branch <name>', 'the branch that is applied', 'main')
    .option('--digest <digest>', 'approve the plan of this digest, which no pull request reviewed')
    .action(async (options: CiApplyOptions) =>
      setCode(await (await import('../ci/ci-apply.ts')).runCiApply(io, options)),
    );
  common(ci.command('resume'))
    .description('go on with what was accepted: handoffs that were done, runs that ended; accept nothing')
    .option('--branch <name>', 'the branch that is applied', 'main')
    .action(async (options: CiApplyOptions) =>
      setCode(await (await import('../ci/ci-apply.ts')).runCiResume(io, options)),
    );
}

function addIssues(ci: Command, io: CommandIo, setCode: SetCode): void {
  common(ci.command('drift'))
    .description('keep one issue for each environment that says what was changed behind the runner’s back')
    .option('--full', 'also read what nothing suggests has changed: the components of every data view')
    .action(async (options: CiOptions & { full?: boolean }) =>
      setCode(await (await import('../ci/ci-drift.ts')).runCiDrift(io, options)),
    );
  common(ci.command('handoffs'))
    .description('keep one issue for each open handoff, with every step')
    .action(async (options: CiOptions) =>
      setCode(await (await import('../ci/ci-handoffs.ts')).runCiHandoffs(io, options)),
    );
  common(ci.command('comment'))
    .description('carry out the commands of the comment that started the workflow')
    .action(async (options: CiOptions) => {
      const { runCiPlan } = await import('../ci/ci-plan.ts');
      const plan = async (number: number): Promise<number> =>
        await runCiPlan(io, { ...options, pullRequest: String(number) });
      setCode(await (await import('../ci/ci-comment.ts')).runCiComment(io, options, plan));
    });
}

function common(command: Command): Command {
  return command
    .option('-e, --env <name>', 'only this environment; all that there are without it')
    .option('-d, --dir <folder>', 'folder with the YAML files', 'pipelines')
    .option('--dry-run', 'print what would be sent, as JSON lines, and send nothing');
}
