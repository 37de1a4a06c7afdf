import type { Command } from 'commander';
import { type CommonOptions, common, formats, type SetCode } from '../common-options.ts';
import type { CommandIo } from '../io.ts';

/** `cai handoffs …`: the steps that a person does in Adobe. */
export function addHandoffs(program: Command, io: CommandIo, setCode: SetCode): void {
  const handoffs = program
    .command('handoffs')
    .description('the steps that a person does in Adobe: list, show, attest, decline');
  common(handoffs.command('list', { isDefault: true }))
    .description('open handoffs')
    .action(async (options: CommonOptions) =>
      setCode(await (await import('../commands/handoffs.ts')).runList(io, options)),
    );
  common(handoffs.command('show'))
    .description('the exact steps of a handoff')
    .argument('[address]', 'only the handoff of this resource')
    .addOption(formats(['text', 'md']))
    .action(async (address: string | undefined, options: CommonOptions & { format: string }) =>
      setCode(await (await import('../commands/handoffs.ts')).runShow(io, address, options)),
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
      setCode(await (await import('../commands/handoffs.ts')).runAttest(io, handoff, paths, options)),
    );
  common(handoffs.command('decline'))
    .description('refuse a handoff, with the reason')
    .argument('<handoff>', 'ADDRESS, or ADDRESS@FINGERPRINT')
    .requiredOption('--reason <text>', 'why it will not be done')
    .option('--as <name>', 'who declines; shown as asserted')
    .action(async (address: string, options: CommonOptions & { reason: string }) =>
      setCode(await (await import('../commands/handoffs.ts')).runDecline(io, address, options)),
    );
}
