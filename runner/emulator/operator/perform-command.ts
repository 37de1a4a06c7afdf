import { execFile } from 'node:child_process';
import { parseArgs } from 'node:util';
import { EmulatorStartError } from '../options.ts';
import { ControlClient } from './control-client.ts';
import type { AskedHandoff } from './handoff.ts';
import { Operator } from './operator.ts';
import { readHandle } from './read-handle.ts';
import { CommandReferences, type ReadCommand } from './read-references.ts';

/** What `perform` is told on its command line. */
interface PerformFlags {
  readonly addresses: readonly string[];
  readonly world: string;
  readonly environment: string | undefined;
  readonly advanceHours: number;
}

const NOTHING_ASKED =
  'Nothing was done: name handoffs by their addresses, say all for every open one, or let time pass with --advance-hours N.';

const MOST_HOURS = 24 * 365;

/**
 * `perform`: does what open handoffs ask for, in the world of an emulator that runs, as an operator would in Adobe's UI; then lets time
 * pass. What no API shows is left to be attested by a person. Knows of the runner only what its commands print.
 */
export async function runPerform(args: string[], runner: string): Promise<readonly string[]> {
  const flags = readFlags(args);
  const control = new ControlClient(readHandle(flags.world));
  const read = readWith(runner, flags.environment);
  const operator = new Operator(control, new CommandReferences(control, read));
  const lines: string[] = [];
  const chosen = await chooseHandoffs(read, flags.addresses);
  for (const view of chosen) {
    const outcome = await operator.perform(view);
    const asked = `what was asked for ${view.address} (${view.purpose})`;
    lines.push(
      outcome === 'done' ? `Did ${asked}, in the emulator.` : `Nothing to do: ${asked} was done before.`,
    );
    if (view.attestable.length > 0)
      lines.push(
        `  It is to be confirmed: cai handoffs attest ${view.address}@${view.fingerprint}`,
        `  or in a comment: /cai attest ${view.address}@${view.fingerprint}`,
      );
  }
  if (flags.advanceHours > 0) {
    await control.post('clock', { advanceSeconds: flags.advanceHours * 3600 });
    lines.push(`The emulator’s clock went on by ${flags.advanceHours} hours.`);
  }
  if (chosen.length > 0) return lines;
  if (flags.addresses.length > 0) return ['No handoff is open: there was nothing to do.', ...lines];
  return lines.length > 0 ? lines : [NOTHING_ASKED];
}

function readFlags(args: string[]): PerformFlags {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      env: { type: 'string' },
      world: { type: 'string', default: '.cai/emulator' },
      'advance-hours': { type: 'string', default: '0' },
    },
  });
  const hours = values['advance-hours'];
  if (!/^\d{1,4}$/.test(hours) || Number(hours) > MOST_HOURS) {
    throw new EmulatorStartError(`--advance-hours must be a whole number up to ${MOST_HOURS}`);
  }
  return {
    addresses: positionals,
    world: values.world,
    environment: values.env,
    advanceHours: Number(hours),
  };
}

/** `all` is every open one, and none is none: whoever only lets time pass names no handoff. */
async function chooseHandoffs(
  read: ReadCommand,
  addresses: readonly string[],
): Promise<readonly AskedHandoff[]> {
  if (addresses.length === 0) return [];
  const { handoffs } = await read<{ handoffs: readonly AskedHandoff[] }>('handoffs', 'show');
  if (addresses.length === 1 && addresses[0] === 'all') return handoffs;
  return addresses.map((address) => {
    const found = handoffs.find((view) => view.address === address);
    if (found !== undefined) return found;
    const open = handoffs.map((view) => view.address).join(', ');
    throw new EmulatorStartError(
      `${address} has no open handoff; ${open === '' ? 'none is open' : `open: ${open}`}`,
    );
  });
}

function readWith(runner: string, environment: string | undefined): ReadCommand {
  const env = environment === undefined ? [] : ['--env', environment];
  return async <T>(...args: readonly string[]): Promise<T> => {
    const all = [runner, ...args, ...env, '--json'];
    return await new Promise<T>((resolve, reject) => {
      execFile(process.execPath, all, { maxBuffer: 64 * 1024 * 1024 }, (_error, stdout, stderr) => {
        try {
          resolve(JSON.parse(stdout) as T);
        } catch {
          const said = stderr.trim() === '' ? 'it printed no JSON' : stderr.trim();
          reject(new EmulatorStartError(`cai ${args.join(' ')} failed: ${said}`));
        }
      });
    });
  };
}
