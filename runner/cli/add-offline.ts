import type { Command } from 'commander';
import { helpText } from './help-text.ts';
import type { CommandIo } from './io.ts';

type SetCode = (code: number) => void;

/** Commands that need neither Adobe nor a state: what the language, and the command line itself, have to say. */
export function addOffline(program: Command, io: CommandIo, setCode: SetCode): void {
  program
    .command('explain')
    .description('documentation of an attribute, a kind of resource, or a code')
    .argument('[topic]', 'a path, a kind, an address or a code; without it, what there is')
    .option('--json', 'result as JSON on stdout')
    .addHelpText(
      'after',
      helpText({
        examples: [
          'cai explain spec.customerAi.goal',
          'cai explain environment.spec.baseUrls',
          'cai explain data-view',
          'cai explain handoff-stale',
        ],
        exits: { error: 'error; nothing is called that' },
      }),
    )
    .action(async (topic: string | undefined, options: { json?: boolean }) =>
      setCode(await (await import('./commands/explain.ts')).runExplain(io, topic, options)),
    );
}
