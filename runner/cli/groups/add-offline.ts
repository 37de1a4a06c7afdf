import { Argument, type Command } from 'commander';
import { type CommonOptions, common, type SetCode } from '../common-options.ts';
import { SHELLS, type Shell } from '../completion/shell-scripts.ts';
import type { CommandIo } from '../io.ts';

/** Commands that need neither Adobe nor a state: what the language, and the command line itself, have to say. */
export function addOffline(program: Command, io: CommandIo, setCode: SetCode): void {
  program
    .command('explain')
    .description('documentation of an attribute, a kind of resource, or a code')
    .argument('[topic]', 'a path, a kind, an address or a code; without it, what there is')
    .option('--json', 'result as JSON on stdout')
    .action(async (topic: string | undefined, options: { json?: boolean }) =>
      setCode(await (await import('../commands/explain.ts')).runExplain(io, topic, options)),
    );
  common(program.command('graph'))
    .description('what depends on what, as a Mermaid flowchart; from the YAML alone')
    .argument('[pipelines...]', 'only these, and what they depend on')
    .action(async (pipelines: string[], options: CommonOptions) =>
      setCode(await (await import('../commands/graph.ts')).runGraph(io, pipelines, options)),
    );
  program
    .command('completion')
    .description('the script by which a shell completes commands, options, addresses, environments and files')
    .addArgument(new Argument('<shell>', 'which shell').choices(SHELLS))
    .action(async (shell: Shell) =>
      setCode((await import('../commands/completion.ts')).runCompletion(io, shell)),
    );
}
