import { systemClock } from '../../../runner/host/index.ts';
import { type CliResult, startCommand } from '../../operator/command.ts';
import { runInside } from '../../operator/inside.ts';
import { Site } from '../../operator/site.ts';
import type { BadInput, Spoiled } from './bad-input.ts';
import { type Stock, takeStock } from './stock.ts';

/** What became of one command that met a bad input. */
export interface Met extends CliResult {
  readonly command: readonly string[];
}

/** What became of all commands of a row. */
export interface Meeting {
  /** Why there are no results. */
  readonly skip?: string;
  readonly met: readonly Met[];
  readonly before: Stock;
  readonly after: Stock;
  /** How many requests came to the emulator's door. */
  readonly requests: number;
}

/** Runs every command of a row, one after another, in a copy of a prepared folder with an emulator of its own. */
export async function meet(
  prepared: string,
  { spoil, commands }: Pick<BadInput, 'spoil' | 'commands'>,
): Promise<Meeting> {
  const site = await Site.open(prepared);
  try {
    const spoiled = (await spoil(site)) ?? {};
    const before = await takeStock(site);
    const met: Met[] = [];
    for (const command of spoiled.skip === undefined ? commands : [])
      met.push({ command, ...(await run(site, command, spoiled)) });
    const after = await takeStock(site);
    await spoiled.restore?.();
    const { skip } = spoiled;
    return {
      met,
      before,
      after,
      requests: site.gate.requests.length,
      ...(skip === undefined ? {} : { skip }),
    };
  } finally {
    // Requests that Adobe refuses are what some rows are about.
    await site.close({ allowsRefused: true });
  }
}

/** Inside this process, which is quicker; a disk or rights of its own take a process of its own. */
async function run(
  site: Site,
  command: readonly string[],
  { variables = {}, through = [] }: Spoiled,
): Promise<CliResult> {
  const isApart = through.length > 0 || 'NODE_OPTIONS' in variables;
  return isApart
    ? await startCommand(command, { cwd: site.repository, variables, through }).ended
    : await runInside(command, site.repository, systemClock, variables);
}
