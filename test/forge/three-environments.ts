import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Gate } from '../operator/gate.ts';
import { HandoffRound } from '../operator/handoff-round.ts';
import { ENVIRONMENT, PIPELINE, withDataViews } from '../operator/site.ts';
import { ForgeSite } from './forge-site.ts';

/** Environments of one repository, each with a pipeline of its own name. */
export const THREE = ['demo', 'stage', 'live'] as const;

export type EnvironmentName = (typeof THREE)[number];

/** Where the pipeline of an environment stands. */
export function pipelineFile(environment: EnvironmentName): string {
  return `pipelines/${environment}.yaml`;
}

/** A repository with three environments before one emulator, where everything is applied. Left: to be copied, with its gate. */
export async function prepareThree(
  slotsOf: (environment: EnvironmentName) => readonly number[],
): Promise<{ readonly folder: string; readonly gate: Gate }> {
  const site = await ForgeSite.open();
  const gate = await Gate.open(site.emulator.url);
  await writeThree(site, gate, slotsOf);
  site.github.addCommit(await site.commit('Three environments'));
  await site.push('main');
  await applyUntilDone(site);
  const { code, stdout, stderr } = await site.cli(['ci', 'apply']);
  if (code !== 0) throw new Error(`ci apply ended with ${code}:\n${stdout}${stderr}`);
  return { folder: await site.leave(), gate };
}

async function writeThree(
  { clone }: ForgeSite,
  gate: Gate,
  slotsOf: (environment: EnvironmentName) => readonly number[],
): Promise<void> {
  const pipeline = await readFile(join(clone, PIPELINE), 'utf8');
  const environment = await readFile(join(clone, ENVIRONMENT), 'utf8');
  for (const file of [PIPELINE, 'pipelines/subscription-churn.yaml']) await rm(join(clone, file));
  for (const name of THREE) {
    const named = pipeline
      .replace('name: account-upgrade', `name: ${name}`)
      .replace('title: Likelihood to upgrade account', `title: Likelihood in ${name}`)
      .replace('to: scores/account-upgrade', `to: scores/${name}`)
      .replace('title: Account upgrade scores', `title: Scores in ${name}`);
    await writeFile(
      join(clone, pipelineFile(name)),
      withDataViews(named, slotsOf(name).map(slot(name)).join('')),
    );
    const own = environment
      .replaceAll(/http:\/\/127\.0\.0\.1:\d+/g, gate.url)
      .replace('name: demo', `name: ${name}`)
      .replace(/pipelines: \[.*\]/, `pipelines: [${name}]`);
    await writeFile(join(clone, `pipelines/environments/${name}.yaml`), own);
  }
}

/** A data view on lines of its own, so that git merges what two people do to two of them. */
function slot(environment: EnvironmentName): (number: number) => string {
  return (number) => `    - name: view-${number}
      title: View ${number} of ${environment}
      description: As ${number} began.
      timezone: Europe/Lisbon
`;
}

/** As `ForgeSite` does it, for all at once, since they share a clock. */
async function applyUntilDone(site: ForgeSite): Promise<void> {
  const rounds = THREE.map(
    (name) => new HandoffRound(site.emulator, async (...args) => await site.cli([...args, '--env', name])),
  );
  for (let round = 0; round < 12; round += 1) {
    const ends = await Promise.all(
      THREE.map(async (name) => await site.cli(['apply', '--yes', '--detailed-exitcode', '--env', name])),
    );
    if (ends.every(({ code }) => code === 0)) return;
    const bad = ends.find(({ code }) => code !== 0 && code !== 3);
    if (bad !== undefined) throw new Error(`apply ended with ${bad.code}:\n${bad.stdout}\n${bad.stderr}`);
    let done = 0;
    for (const one of rounds) done += (await one.doAll()).length;
    if (done === 0) await site.control.post('clock', { advanceSeconds: 25 * 3600 });
  }
  throw new Error('not done after 12 rounds');
}
