import { Command, CommanderError, Option } from 'commander';
import { renderFailure } from '../render/index.ts';
import { addOffline } from './add-offline.ts';
import { addCi } from './ci/add-ci.ts';
import { describeError } from './command-error.ts';
import type { FmtOptions } from './commands/fmt.ts';
import type { ImportOptions } from './commands/import.ts';
import type { InitOptions } from './commands/init.ts';
import type { PlanOptions } from './commands/plan.ts';
import type { ValidateOptions } from './commands/validate.ts';
import { type CommonOptions, common } from './common-options.ts';
import { EXIT } from './exit-code.ts';
import { addHelp, exitCodesText } from './help-text.ts';
import type { CommandIo } from './io.ts';
import { styleOf } from './style-of.ts';

/** Runs one command line; returns the exit code. Nothing below this throws past it. */
export async function runProgram(args: readonly string[], io: CommandIo): Promise<number> {
  let exitCode: number = EXIT.done;
  const program = makeProgram(io, (code) => {
    exitCode = code;
  });
  // What completion scripts call: no command that anybody types, so that its words are never read as options.
  if (args[0] === COMPLETE) {
    const { runComplete } = await import('./commands/completion.ts');
    return await runComplete(io, program, args.slice(args[1] === '--' ? 2 : 1));
  }
  try {
    await program.parseAsync([...args], { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.error;
    const failure = describeError(error);
    if (args.includes('--json'))
      io.stdout.write(`${JSON.stringify({ formatVersion: 1, error: failure }, null, 2)}\n`);
    io.stderr.write(renderFailure(failure, styleOf(io, io.stderr)));
    return failure.exitCode;
  }
}

const COMPLETE = '__complete';

type SetCode = (code: number) => void;

/** The whole command line. What a command ends with is told to `setCode`. */
export function makeProgram(io: CommandIo, setCode: SetCode): Command {
  const program = new Command('cai');
  program
    .exitOverride()
    .configureOutput({ writeOut: (text) => io.stdout.write(text), writeErr: (text) => io.stderr.write(text) })
    .description('Declarative pipelines for Adobe Customer AI and Customer Journey Analytics')
    .version(io.version)
    .showHelpAfterError('(see: cai help COMMAND)')
    .addHelpText('after', exitCodesText());
  addStarting(program, io, setCode);
  addDoctor(program, io, setCode);
  addOffline(program, io, setCode);
  addPlanning(program, io, setCode);
  addInputs(program, io, setCode);
  addImport(program, io, setCode);
  addHandoffs(program, io, setCode);
  addScores(program, io, setCode);
  addState(program, io, setCode);
  addCi(program, io, setCode);
  addHelp(program);
  return program;
}

function addStarting(program: Command, io: CommandIo, setCode: SetCode): void {
  program
    .command('init')
    .description('make a repository with a demo environment and two example pipelines')
    .argument('[folder]', 'where; made if it does not exist', '.')
    .option('--github', 'also workflows of GitHub that plan and apply it, and the state in a branch')
    .option('--action <owner/name@commit>', 'where workflows find the action; a released package knows it')
    .option('-e, --env <name>', 'only add the commented document of a real environment to a repository')
    .action(async (folder: string, options: InitOptions) =>
      setCode(await (await import('./commands/init.ts')).runInit(io, folder, options)),
    );
  program
    .command('emulator')
    .description("start the embedded emulator of Adobe's APIs; cai emulator --help lists its options")
    .allowUnknownOption()
    .allowExcessArguments()
    .helpOption(false)
    .argument('[options...]', 'passed on')
    .action(async (_options: string[], _flags: unknown, command: Command) =>
      setCode(await (await import('./commands/emulator.ts')).runEmulator(io, command.args)),
    );
  common(program.command('validate'))
    .description('check the YAML: every problem of every file, each with its place')
    .argument('[files...]', 'files or folders instead of --dir')
    .addOption(formats(['text', 'github', 'sarif']))
    .action(async (paths: string[], options: ValidateOptions) =>
      setCode(await (await import('./commands/validate.ts')).runValidate(io, paths, options)),
    );
  program
    .command('fmt')
    .description('write YAML files in their one form; lists those that were not in it')
    .argument('[paths...]', 'files or folders instead of --dir; - reads stdin and writes stdout')
    .option('-d, --dir <folder>', 'folder with the YAML files', 'pipelines')
    .option('--check', 'write nothing; exit 1 while a file is not formatted')
    .option('--json', 'result as JSON on stdout')
    .action(async (paths: string[], options: FmtOptions) =>
      setCode(await (await import('./commands/fmt.ts')).runFmt(io, paths, options)),
    );
}

/** Options that may be given several times. */
function collect(value: string, earlier: readonly string[] = []): readonly string[] {
  return [...earlier, value];
}

function addDoctor(program: Command, io: CommandIo, setCode: SetCode): void {
  common(program.command('doctor'))
    .description(
      'say what each command needs here and lacks: credentials, rights, services, clock, state; only reads',
    )
    .action(async (options: CommonOptions) =>
      setCode(await (await import('./commands/doctor.ts')).runDoctor(io, options)),
    );
}

function addPlanning(program: Command, io: CommandIo, setCode: SetCode): void {
  common(program.command('plan'))
    .description('compare YAML with the live world; writes nothing')
    .option('-o, --out <file>', 'save the plan, for cai show and cai apply')
    .option('-t, --target <address>', 'only this address and what it depends on; repeatable', collect)
    .option('--detailed-exitcode', 'exit 2 while any change is not done')
    .addOption(formats(['text', 'md']))
    .action(async (options: PlanOptions) =>
      setCode(await (await import('./commands/plan.ts')).runPlan(io, options)),
    );
  common(program.command('apply'))
    .description('continue what was accepted, then a saved plan, or plan and ask')
    .argument('[plan]', 'a plan saved with cai plan --out')
    .option('-y, --yes', 'accept new changes without asking')
    .option('--acknowledge <digest>', 'accept a plan that the brake stopped')
    .option('--detailed-exitcode', 'exit 3 while human steps or awaits are open')
    .action(async (plan: string | undefined, options: CommonOptions) =>
      setCode(await (await import('./commands/apply.ts')).runApply(io, plan, options)),
    );
  common(program.command('drift'))
    .description(
      'show what differs although the YAML did not change, and who changed it; exit 2 when anything does',
    )
    .option('--full', 'also read what nothing suggests has changed: the components of every data view')
    .action(async (options: CommonOptions) =>
      setCode(await (await import('./commands/drift.ts')).runDrift(io, options)),
    );
  common(program.command('destroy'))
    .description('plan and apply the deletion of everything that the state knows, where that is allowed')
    .option('-y, --yes', 'accept without asking')
    .option('--acknowledge <digest>', 'accept a plan that the brake stopped')
    .action(async (options: CommonOptions) =>
      setCode(await (await import('./commands/apply.ts')).runDestroy(io, options)),
    );
  program
    .command('show')
    .description('show a saved plan')
    .argument('<plan>', 'a plan saved with cai plan --out')
    .option('--json', 'result as JSON on stdout')
    .addOption(formats(['text', 'md']))
    .action(async (plan: string, options: { json?: boolean; format: 'text' | 'md' }) =>
      setCode(await (await import('./commands/show.ts')).runShow(io, plan, options)),
    );
}

function addInputs(program: Command, io: CommandIo, setCode: SetCode): void {
  const inputs = program.command('inputs').description('the datasets that Customer AI learns from');
  common(inputs.command('check', { isDefault: true }))
    .description('check the live inputs against what the pipelines need; writes nothing; exit 1 on an error')
    .argument('[pipelines...]', 'names; all pipelines of the environment without it')
    .action(async (pipelines: string[], options: CommonOptions) =>
      setCode(await (await import('./commands/inputs.ts')).runCheckInputs(io, pipelines, options)),
    );
}

function addImport(program: Command, io: CommandIo, setCode: SetCode): void {
  const imports = program
    .command('import')
    .description(
      'write what exists in Adobe as YAML, so that a plan only adopts it; changes nothing in Adobe',
    );
  const add = (name: string, argument: string): Command =>
    common(imports.command(name))
      .argument('<id>', argument)
      .option('-p, --pipeline <name>', 'pipeline to write it into, where that does not follow')
      .option('--stdout', 'print the YAML instead of writing the file')
      .action(async (id: string, options: ImportOptions) =>
        setCode(await (await import('./commands/import.ts')).runImport(io, name, id, options)),
      );
  add('data-view', 'id of the data view, such as dv_64f0c1d2e3a4b5c6d7e8f901').description(
    'a data view, into the pipeline that has its connection, under spec.dataViews',
  );
  add('connection', 'id of the connection, with or without dg_').description(
    'a connection, into a pipeline that has none, under spec.connection',
  );
}

function addHandoffs(program: Command, io: CommandIo, setCode: SetCode): void {
  const handoffs = program
    .command('handoffs')
    .description('the steps that a person does in Adobe: list, show, attest, decline');
  common(handoffs.command('list', { isDefault: true }))
    .description('open handoffs')
    .action(async (options: CommonOptions) =>
      setCode(await (await import('./commands/handoffs.ts')).runList(io, options)),
    );
  common(handoffs.command('show'))
    .description('the exact steps of a handoff')
    .argument('[address]', 'only the handoff of this resource')
    .addOption(formats(['text', 'md']))
    .action(async (address: string | undefined, options: CommonOptions & { format: string }) =>
      setCode(await (await import('./commands/handoffs.ts')).runShow(io, address, options)),
    );
  common(handoffs.command('attest'))
    .description('say that what no API shows is done as the handoff asks')
    .argument('<handoff>', 'ADDRESS@FINGERPRINT, as the handoff prints it')
    .argument('[paths...]', 'only these attributes; all that are open without it')
    .option('--as <name>', 'who attests; shown as asserted')
    .option('--reason <text>', 'for an attribute that an API shows differently: why the two count as equal')
    .option('--not-begun', 'answer to an undo: nothing was begun in Adobe')
    .option('--gone', 'answer to an overdue run: the instance was deleted')
    .action(async (handoff: string, paths: string[], options: CommonOptions) =>
      setCode(await (await import('./commands/handoffs.ts')).runAttest(io, handoff, paths, options)),
    );
  common(handoffs.command('decline'))
    .description('refuse a handoff, with the reason')
    .argument('<handoff>', 'ADDRESS, or ADDRESS@FINGERPRINT')
    .requiredOption('--reason <text>', 'why it will not be done')
    .option('--as <name>', 'who declines; shown as asserted')
    .action(async (address: string, options: CommonOptions & { reason: string }) =>
      setCode(await (await import('./commands/handoffs.ts')).runDecline(io, address, options)),
    );
}

/** How the result is written; the first is the default. */
function formats(choices: readonly string[]): Option {
  return new Option('--format <format>', 'how it is written').choices(choices).default(choices[0]);
}

function addScores(program: Command, io: CommandIo, setCode: SetCode): void {
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
      setCode(await (await import('./commands/scores.ts')).runPull(io, pipelines, options)),
    );
  common(scores.command('profile'))
    .description('describe the newest batch: distributions, reasons, who moved between buckets')
    .argument('[pipelines...]', 'only the scores of these pipelines')
    .action(async (pipelines: string[], options: CommonOptions) =>
      setCode(await (await import('./commands/scores.ts')).runProfile(io, pipelines, options)),
    );
  common(scores.command('report'))
    .description('write one page for each score dataset: distributions, movement, reasons, what was found')
    .argument('[pipelines...]', 'only the scores of these pipelines')
    .option('--to <folder>', 'where the pages go', 'reports')
    .action(async (pipelines: string[], options: CommonOptions & { to: string }) =>
      setCode(await (await import('./commands/scores.ts')).runReport(io, pipelines, options)),
    );
  common(scores.command('check'))
    .description('judge the newest batch by the expectations of YAML, and record what was found')
    .argument('[pipelines...]', 'only the scores of these pipelines')
    .addOption(formats(['text', 'md']))
    .action(async (pipelines: string[], options: CommonOptions & { format: string }) =>
      setCode(await (await import('./commands/scores.ts')).runCheck(io, pipelines, options)),
    );
}

function addState(program: Command, io: CommandIo, setCode: SetCode): void {
  const state = program.command('state').description('what the runner remembers of an environment');
  common(state.command('list', { isDefault: true }))
    .description('all resources with their ids')
    .action(async (options: CommonOptions) =>
      setCode(await (await import('./commands/state.ts')).runList(io, options)),
    );
  common(state.command('show'))
    .description('one resource: ids, what was applied, who attested what')
    .argument('<address>', 'the resource')
    .action(async (address: string, options: CommonOptions) =>
      setCode(await (await import('./commands/state.ts')).runShow(io, address, options)),
    );
  common(state.command('history'))
    .description('what was recorded when, by whom and about what, newest first; for the git backend')
    .option('--limit <number>', 'how many entries at most', '20')
    .action(async (options: CommonOptions & { limit: string }) =>
      setCode(await (await import('./commands/state.ts')).runHistory(io, options)),
    );
  common(state.command('mv'))
    .description('give a resource another address in the state; Adobe is not asked')
    .argument('<from>', 'the address that the state knows')
    .argument('<to>', 'the address that it gets; of the same kind, and free')
    .action(async (from: string, to: string, options: CommonOptions) =>
      setCode(await (await import('./commands/state-edits.ts')).runMove(io, from, to, options)),
    );
  common(state.command('rebuild'))
    .description(
      'make a lost state anew from what Adobe shows: ids and visible values; asks before it writes',
    )
    .option('-y, --yes', 'write without asking')
    .option('--add-missing', 'where there is a state: keep what it knows, and add what it lacks')
    .action(async (options: CommonOptions) =>
      setCode(await (await import('./commands/state-edits.ts')).runRebuild(io, options)),
    );
  common(state.command('unlock'))
    .description('remove a lock whose holder is gone')
    .action(async (options: CommonOptions) =>
      setCode(await (await import('./commands/state.ts')).runUnlock(io, options)),
    );
}
