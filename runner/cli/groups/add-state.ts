import type { Command } from 'commander';
import { type CommonOptions, common, type SetCode } from '../common-options.ts';
import type { CommandIo } from '../io.ts';

/** `cai state …`: what the runner remembers of an environment. */
export function addState(program: Command, io: CommandIo, setCode: SetCode): void {
  const state = program.command('state').description('what the runner remembers of an environment');
  common(state.command('list', { isDefault: true }))
    .description('all resources with their ids')
    .action(async (options: CommonOptions) =>
      setCode(await (await import('../commands/state.ts')).runList(io, options)),
    );
  common(state.command('show'))
    .description('one resource: ids, what was applied, who attested what')
    .argument('<address>', 'the resource')
    .action(async (address: string, options: CommonOptions) =>
      setCode(await (await import('../commands/state.ts')).runShow(io, address, options)),
    );
  common(state.command('history'))
    .description('what was recorded when, by whom and about what, newest first; for the git backend')
    .option('--limit <number>', 'how many entries at most', '20')
    .action(async (options: CommonOptions & { limit: string }) =>
      setCode(await (await import('../commands/state.ts')).runHistory(io, options)),
    );
  common(state.command('mv'))
    .description('give a resource another address in the state; Adobe is not asked')
    .argument('<from>', 'the address that the state knows')
    .argument('<to>', 'the address that it gets; of the same kind, and free')
    .action(async (from: string, to: string, options: CommonOptions) =>
      setCode(await (await import('../commands/state-edits.ts')).runMove(io, from, to, options)),
    );
  common(state.command('rebuild'))
    .description(
      'make a lost state anew from what Adobe shows: ids and visible values; asks before it writes',
    )
    .option('-y, --yes', 'write without asking')
    .option('--add-missing', 'where there is a state: keep what it knows, and add what it lacks')
    .action(async (options: CommonOptions) =>
      setCode(await (await import('../commands/state-edits.ts')).runRebuild(io, options)),
    );
  common(state.command('unlock'))
    .description('remove a lock whose holder is gone')
    .action(async (options: CommonOptions) =>
      setCode(await (await import('../commands/state.ts')).runUnlock(io, options)),
    );
}
