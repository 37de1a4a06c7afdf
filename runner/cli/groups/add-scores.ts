import type { Command } from 'commander';
import { type CommonOptions, common, formats, type SetCode } from '../common-options.ts';
import type { CommandIo } from '../io.ts';

/** `cai scores …`: the scores themselves, as data. */
export function addScores(program: Command, io: CommandIo, setCode: SetCode): void {
  const scores = program.command('scores').description('the scores themselves: pull, profile, check, report');
  common(scores.command('pull', { isDefault: true }))
    .description('download the score batches that are missing on disk; goes on where it was stopped')
    .argument('[pipelines...]', 'only the scores of these pipelines')
    .option('--parallel <number>', 'requests at the same time; wins over the environment')
    .option(
      '--limit-rate <rate>',
      'bytes per second over all requests, such as 20M; wins over the environment',
    )
    .action(async (pipelines: string[], options: CommonOptions) =>
      setCode(await (await import('../commands/scores.ts')).runPull(io, pipelines, options)),
    );
  common(scores.command('profile'))
    .description('describe the newest batch: distributions, reasons, who moved between buckets')
    .argument('[pipelines...]', 'only the scores of these pipelines')
    .action(async (pipelines: string[], options: CommonOptions) =>
      setCode(await (await import('../commands/scores.ts')).runProfile(io, pipelines, options)),
    );
  common(scores.command('report'))
    .description('write one page for each score dataset: distributions, movement, reasons, what was found')
    .argument('[pipelines...]', 'only the scores of these pipelines')
    .option('--to <folder>', 'where the pages go', 'reports')
    .action(async (pipelines: string[], options: CommonOptions & { to: string }) =>
      setCode(await (await import('../commands/scores.ts')).runReport(io, pipelines, options)),
    );
  common(scores.command('check'))
    .description('judge the newest batch by the expectations of YAML, and record what was found')
    .argument('[pipelines...]', 'only the scores of these pipelines')
    .addOption(formats(['text', 'md']))
    .action(async (pipelines: string[], options: CommonOptions & { format: string }) =>
      setCode(await (await import('../commands/scores.ts')).runCheck(io, pipelines, options)),
    );
}
