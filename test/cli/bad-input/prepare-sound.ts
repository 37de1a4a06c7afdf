import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../../runner/host/index.ts';
import type { CliResult } from '../../operator/command.ts';
import { HandoffRound } from '../../operator/handoff-round.ts';
import { runInside } from '../../operator/inside.ts';
import { dataView, ENVIRONMENT, PIPELINE, Site, withDataViews } from '../../operator/site.ts';

const LIMITS = '  limits: { requests: 1000, windowSeconds: 1, gatewaySeconds: 30, staleReadSeconds: 1 }\n';
const DAY_AND_MORE = { advanceSeconds: 25 * 3600 };

/**
 * A sound repository of which an apply makes two data views: so that nothing changed says something. Its people have done their part,
 * which the next apply sees. Returns the folder, to be copied for each row.
 */
export async function prepareSound(): Promise<string> {
  const empty = await mkdtemp(join(tmpdir(), 'cai-'));
  await mkdir(join(empty, 'repository'));
  const run = async (folder: string, ...args: readonly string[]): Promise<CliResult> => {
    const result = await runInside(args, folder, systemClock);
    if (result.code !== 0) throw new Error(`cai ${args.join(' ')}: ${result.stdout}${result.stderr}`);
    return result;
  };
  await run(join(empty, 'repository'), 'init', '.');
  const site = await Site.open(empty);
  await rm(empty, { recursive: true, force: true });
  const cli = async (...args: readonly string[]): Promise<CliResult> => await run(site.repository, ...args);
  await site.edit(ENVIRONMENT, (text) =>
    text
      .replace('spec:\n', `spec:\n${LIMITS}`)
      .replace('pipelines: [account-upgrade, subscription-churn]', 'pipelines: [account-upgrade]'),
  );
  await site.edit(PIPELINE, (text) =>
    withDataViews(text, dataView('first', 'First') + dataView('second', 'Second')),
  );
  const people = new HandoffRound(site.emulator, cli);
  await cli('apply', '--yes');
  await people.doAll();
  await cli('apply', '--yes');
  await site.control.post('clock', DAY_AND_MORE);
  await cli('apply', '--yes');
  await people.doAll();
  return await site.leave();
}
