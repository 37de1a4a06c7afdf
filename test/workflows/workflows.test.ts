import { rm } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { commentMarker, findMarked } from '../../runner/render/index.ts';
import { ForgeSite } from '../forge/forge-site.ts';
import { PIPELINE } from '../operator/site.ts';
import { HOSTILE_BRANCHES, HOSTILE_FILES, HOSTILE_TEXT, pushEvent, scheduleEvent } from './events.ts';
import { describeRun, listSteps, type RunResult } from './run/index.ts';
import { openConsumer, WorkflowSite } from './workflow-site.ts';

let prepared = '';
let site: WorkflowSite;

beforeAll(async () => {
  const first = await openConsumer((text) =>
    text.replace('pipelines: [account-upgrade, subscription-churn]', 'pipelines: [account-upgrade]'),
  );
  await first.applyUntilDone();
  first.github.addCommit(await first.git(first.clone, 'rev-parse', 'HEAD'));
  expect((await first.cli(['ci', 'apply'])).code).toBe(0);
  prepared = await first.leave();
}, 240_000);
afterAll(async () => await rm(prepared, { recursive: true, force: true }));
beforeEach(async () => {
  site = await WorkflowSite.open(await ForgeSite.copy(prepared));
}, 60_000);
afterEach(async () => await site.close());

const describeView = async (text: string): Promise<void> =>
  await site.forge.edit(PIPELINE, (yaml) =>
    yaml.replace(/description: Upgrade scores beside .*/, `description: ${text}`),
  );

const statusesOf = (commit: string): Readonly<Record<string, string>> =>
  Object.fromEntries(site.forge.github.listStatuses(commit).map(({ context, state }) => [context, state]));

/** Whatever came from outside did nothing but stand in texts. */
async function expectHarmless(run: RunResult): Promise<void> {
  expect(await site.find('pwned')).toEqual([]);
  const steps = Object.values(run.jobs).flatMap((job) => listSteps(job.steps));
  const commands = new Set(steps.flatMap((step) => step.commands.map(({ command }) => command)));
  expect([...commands].filter((command) => !['error', 'warning', 'notice'].includes(command))).toEqual([]);
}

const countWrites = (): number =>
  site.forge.github.requests.filter(({ operation }) => !operation.startsWith('GET ')).length;

describe('plan.yml', () => {
  it('plans a pull request: a comment and two statuses, with no more rights than it needs', async () => {
    const pull = await site.forge.propose('words', async () => await describeView('Reviewed.'));
    const run = await site.succeed('plan.yml', await site.pullRequest(pull, { branch: 'words' }));
    expect(statusesOf(pull.head)).toEqual({ 'cai/plan': 'success', 'cai/plan/demo': 'success' });
    expect(
      findMarked(site.forge.github.listComments(pull.number), commentMarker('plan', 'demo')),
    ).toHaveLength(1);
    expect(site.issued).toEqual([{ contents: 'read', 'pull-requests': 'write', statuses: 'write' }]);
    expect(run.concurrency).toEqual({ group: `plan-${pull.number}`, cancelInProgress: true });
  });
});
