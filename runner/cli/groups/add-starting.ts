import type { Command } from 'commander';
import type { FmtOptions } from '../commands/fmt.ts';
import type { InitOptions } from '../commands/init.ts';
import type { ValidateOptions } from '../commands/validate.ts';
import { type CommonOptions, common, DEFAULT_FOLDER, formats, type SetCode } from '../common-options.ts';
import type { CommandIo } from '../io.ts';

/** Commands that one begins with: a repository, a world to try it on, and the check of what was written. */
export function addStarting(program: Command, io: CommandIo, setCode: SetCode): void {
  program
    .command('init')
    .description('make a repository with a demo environment and two example pipelines')
    .argument('[folder]', 'where; made if it does not exist', '.')
    .option('--github', 'also workflows of GitHub that plan and apply it, and the state in a branch')
    .option('--action <owner/name@commit>', 'where workflows find the action; a released package knows it')
    .option('-e, --env <name>', 'only add the commented document of a real environment to a repository')
    .action(async (folder: string, options: InitOptions) =>
      setCode(await (await import('../commands/init.ts')).runInit(io, folder, options)),
    );
  program
    .command('emulator')
    .description("start the embedded emulator of Adobe's APIs; cai emulator --help lists its options")
    .allowUnknownOption()
    .allowExcessArguments()
    .helpOption(false)
    .argument('[options...]', 'passed on')
    .action(async (_options: string[], _flags: unknown, command: Command) =>
      setCode(await (await import('../commands/emulator.ts')).runEmulator(io, command.args)),
    );
  program
    .command('validate')
    .description('check the YAML: every problem of every file, each with its place')
    .argument('[files...]', 'files or folders instead of --dir')
    .option('-e, --env <name>', 'every file, and of environments only this one; all without it')
    .option('-d, --dir <folder>', 'folder with the YAML files', DEFAULT_FOLDER)
    .option('--json', 'result as JSON on stdout')
    .addOption(formats(['text', 'github', 'sarif']))
    .action(async (paths: string[], options: ValidateOptions) =>
      setCode(await (await import('../commands/validate.ts')).runValidate(io, paths, options)),
    );
  program
    .command('fmt')
    .description('write YAML files in their one form; lists those that were not in it')
    .argument('[paths...]', 'files or folders instead of --dir; - reads stdin and writes stdout')
    .option('-d, --dir <folder>', 'folder with the YAML files', DEFAULT_FOLDER)
    .option('--check', 'write nothing; exit 1 while a file is not formatted')
    .option('--json', 'result as JSON on stdout')
    .action(async (paths: string[], options: FmtOptions) =>
      setCode(await (await import('../commands/fmt.ts')).runFmt(io, paths, options)),
    );
  common(program.command('doctor'))
    .description(
      'say what each command needs here and lacks: credentials, rights, services, clock, state; only reads',
    )
    .action(async (options: CommonOptions) =>
      setCode(await (await import('../commands/doctor.ts')).runDoctor(io, options)),
    );
}
