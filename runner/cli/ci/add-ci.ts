import type { Command } from 'commander';
import type { CommandIo } from '../io.ts';
import type { CiOptions } from './open-ci.ts';

/** The commands of workflows: each takes its place from the variables that the forge sets. */
export function addCi(program: Command, io: CommandIo, setCode: (code: number) => void): void {
  const ci = program
    .command('ci')
    .description('what workflows run: issues kept as things are, comments answered');
  ciCommon(ci.command('drift'))
    .description('keep one issue for each environment that says what was changed behind the runner’s back')
    .option('--full', 'also read what nothing suggests has changed: the components of every data view')
    .action(async (options: CiOptions & { full?: boolean }) =>
      setCode(await (await import('./ci-drift.ts')).runCiDrift(io, options)),
    );
  ciCommon(ci.command('handoffs'))
    .description('keep one issue for each open handoff, with every step')
    .action(async (options: CiOptions) =>
      setCode(await (await import('./ci-handoffs.ts')).runCiHandoffs(io, options)),
    );
  ciCommon(ci.command('comment'))
    .description('carry out the commands of the comment that started the workflow')
    .action(async (options: CiOptions) =>
      setCode(await (await import('./ci-comment.ts')).runCiComment(io, options)),
    );
}

function ciCommon(command: Command): Command {
  return command
    .option('-e, --env <name>', 'only this environment; all that there are without it')
    .option('-d, --dir <folder>', 'folder with the YAML files', 'pipelines')
    .option('--dry-run', 'print what would be sent, as JSON lines, and send nothing');
}
