import { Command, CommanderError } from 'commander';
import { renderFailure } from '../render/index.ts';
import { describeError } from './command-error.ts';
import type { SetCode } from './common-options.ts';
import { EXIT } from './exit-code.ts';
import { addCi } from './groups/add-ci.ts';
import { addHandoffs } from './groups/add-handoffs.ts';
import { addOffline } from './groups/add-offline.ts';
import { addPlanning } from './groups/add-planning.ts';
import { addReading } from './groups/add-reading.ts';
import { addScores } from './groups/add-scores.ts';
import { addStarting } from './groups/add-starting.ts';
import { addState } from './groups/add-state.ts';
import { addHelp, exitCodesText } from './help-text.ts';
import { readHelp } from './help-words.ts';
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
    await program.parseAsync([...(await readHelp(program, args))], { from: 'user' });
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

/** The whole command line. What a command ends with is told to `setCode`. */
export function makeProgram(io: CommandIo, setCode: SetCode): Command {
  const program = new Command('cai');
  program
    .exitOverride()
    .configureOutput({ writeOut: (text) => io.stdout.write(text), writeErr: (text) => io.stderr.write(text) })
    .description('Declarative pipelines for Adobe Customer AI and Customer Journey Analytics')
    .version(io.version)
    .showHelpAfterError('(see: cai --help)')
    .addHelpText('after', exitCodesText());
  addStarting(program, io, setCode);
  addOffline(program, io, setCode);
  addPlanning(program, io, setCode);
  addReading(program, io, setCode);
  addHandoffs(program, io, setCode);
  addScores(program, io, setCode);
  addState(program, io, setCode);
  addCi(program, io, setCode);
  addHelp(program);
  return program;
}
