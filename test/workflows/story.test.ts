import { afterAll, beforeAll, expect, it } from 'vitest';
import type { State } from '../../runner/model/index.ts';
import { commentMarker, findMarked } from '../../runner/render/index.ts';
import { ForgeSite } from '../forge/forge-site.ts';
import type { StoredIssue } from '../github/world.ts';
import { findFreePort } from '../operator/free-port.ts';
import { ENVIRONMENT, PIPELINE } from '../operator/site.ts';
import { DemoWorld } from './demo-world.ts';
import { commentEvent, dispatchEvent, pushEvent, scheduleEvent } from './events.ts';
import type { RunResult } from './run/index.ts';
import { describeRun } from './run/index.ts';
import { ACTION, WorkflowSite } from './workflow-site.ts';

/**
 * The whole story, with the workflows as `cai init --github` writes them and the emulator as the action starts it: nothing is there between two
 * runs but the branches of the repository and what stands on GitHub.
 */
let forge: ForgeSite;
let site: WorkflowSite;
let adobe: DemoWorld;

beforeAll(async () => {
  const port = await findFreePort();
  forge = await ForgeSite.open((text) => text, {
    init: ['.', '--github', '--action', ACTION],
    prepare: async (made) =>
      await made.edit(ENVIRONMENT, (text) =>
        text
          .replaceAll(/http:\/\/127\.0\.0\.1:\d+/g, `http://127.0.0.1:${port}`)
          .replace('port: 4410', `port: ${port}`)
          .replace('pipelines: [account-upgrade, subscription-churn]', 'pipelines: []'),
      ),
  });
  site = await WorkflowSite.open(forge);
  adobe = new DemoWorld(forge);
}, 60_000);
afterAll(async () => await site.close());

const HOURLY = '17 * * * *';
const DAILY = '43 5 * * 1-6';

const tell = (what: string): void => console.log(`  ${what}`);

const openIssues = (): readonly StoredIssue[] => forge.github.listIssues().filter(({ isOpen }) => isOpen);

const planComments = (number: number) =>
  findMarked(forge.github.listComments(number), commentMarker('plan', 'demo'));

const statusOf = (commit: string, context: string): string => {
  const found = forge.github.listStatuses(commit).filter((status) => status.context === context);
  const last = found.at(-1);
  return last === undefined ? 'none' : `${last.state}: ${last.description}`;
};

const digestIn = (text: string): string => /[0-9a-f]{64}/.exec(text)?.[0] ?? '';

/** Somebody comments on an issue, and the workflow hears of it. */
async function comment(issue: number, body: string): Promise<RunResult> {
  const id = forge.github.comment(issue, 'ada', body);
  return await site.succeed(
    'commands.yml',
    commentEvent({ sha: await site.main(), number: issue, comment: id, body, author: 'ada' }),
  );
}

async function schedule(): Promise<RunResult> {
  return await site.succeed('apply.yml', scheduleEvent(await site.main(), HOURLY));
}

async function dispatch(file: string, inputs: Readonly<Record<string, string>>): Promise<RunResult> {
  return await site.succeed(file, dispatchEvent({ sha: await site.main(), inputs }));
}

/** Does the handoffs of all open issues: the steps in Adobe, by the operator; what no API shows, by the comment that the issue says. */
async function doHandoffs(): Promise<readonly string[]> {
  const issues = openIssues();
  await dispatch('operator.yml', { handoff: 'all', 'advance-hours': '0' });
  for (const { number, body } of issues) {
    const words = /^\/cai attest \S+@[0-9a-f]+$/m.exec(body ?? '')?.[0];
    if (words !== undefined) await comment(number, words);
  }
  return issues.map(({ title }) => title);
}

it('from an empty repository to a corrected drift', async () => {
  forge.github.setPermission('ada', 'write');

  tell('the repository of cai init --github is pushed: nothing is wanted yet');
  const first = await site.main();
  forge.github.addCommit(first);
  await site.succeed('apply.yml', pushEvent({ before: '0'.repeat(40), after: first }));
  expect(openIssues()).toEqual([]);

  tell('a pull request adds a pipeline: a comment, two statuses');
  const pull = await forge.propose(
    'account-upgrade',
    async () =>
      await forge.edit(ENVIRONMENT, (text) => text.replace('pipelines: []', 'pipelines: [account-upgrade]')),
  );
  await site.succeed('plan.yml', await site.pullRequest(pull, { branch: 'account-upgrade' }));
  expect(statusOf(pull.head, 'cai/plan')).toMatch(/^success: /);
  const [planned, ...others] = planComments(pull.number);
  expect(others).toEqual([]);
  expect(planned?.body).toContain('**May be merged:** 6 changes');
  const digest = digestIn(statusOf(pull.head, 'cai/plan/demo'));

  tell('a second commit: the same comment, another digest');
  const head = await forge.amend(
    'account-upgrade',
    pull.number,
    async () =>
      await forge.edit(PIPELINE, (text) =>
        text.replace('title: Account upgrade\n', 'title: Account upgrades\n'),
      ),
  );
  await site.succeed(
    'plan.yml',
    await site.pullRequest(
      { number: pull.number, head },
      { branch: 'account-upgrade', action: 'synchronize' },
    ),
  );
  const [edited, ...more] = planComments(pull.number);
  expect(more).toEqual([]);
  expect(edited?.id).toBe(planned?.id);
  const reviewed = digestIn(statusOf(head, 'cai/plan/demo'));
  expect(reviewed).not.toBe(digest);
  expect(edited?.body).toContain(reviewed);

  tell('the merge is applied: the first handoff is an issue, and the pull request is told');
  const merged = await forge.merge('account-upgrade', pull.number);
  await site.succeed('apply.yml', pushEvent({ before: first, after: merged }));
  expect(openIssues().map(({ title }) => title)).toEqual([
    expect.stringContaining('Likelihood to upgrade account'),
  ]);
  expect(forge.github.listComments(pull.number).at(-1)?.body).toContain('## Applied to demo');

  tell('people do the handoffs in Adobe and say so; a run an hour goes on; a scoring run takes a day');
  const seen: string[] = [];
  for (let round = 0; round < 6 && openIssues().length > 0; round += 1) {
    seen.push(...(await doHandoffs()));
    await dispatch('operator.yml', { handoff: '', 'advance-hours': '25' });
    await schedule();
  }
  expect(openIssues()).toEqual([]);
  expect(new Set(seen).size).toBe(4);
  expect(forge.github.listIssues()).toHaveLength(4);

  tell('the data view is as it was reviewed days ago, and the plan is empty');
  await adobe.with(async (control) => {
    const views = await control.get<readonly { name: string }[]>('dataviews');
    expect(views.map(({ name }) => name)).toEqual(['Account upgrades']);
    const plan = await forge.cli(['plan', '--detailed-exitcode']);
    expect(plan, plan.stdout + plan.stderr).toMatchObject({ code: 0 });
    const state = JSON.parse((await forge.cli(['state', 'list', '--json'])).stdout) as State;
    expect(state.manifests.map((manifest) => manifest.digest)).toEqual([reviewed]);
    expect(new Set(state.manifests[0]?.lines.map(({ status }) => status))).toEqual(new Set(['done']));
  });

  tell('somebody edits it in Adobe: the drift issue names them');
  await adobe.with(async (control) => {
    const [view] = await control.get<readonly { id: string }[]>('dataviews');
    await control.patch(`dataviews/${view?.id}`, { name: 'Mine', by: 'Bo Busy <bo@luma.example>' });
  });
  await site.succeed('drift.yml', scheduleEvent(await site.main(), DAILY));
  const [drifted] = openIssues();
  expect(drifted?.body).toContain('changed in Adobe by Bo Busy');
  expect(drifted?.body).toContain('Mine');

  tell('its digest is approved by dispatch: corrected, and the issue closes itself');
  await dispatch('apply.yml', { environment: 'demo', digest: digestIn(drifted?.body ?? '') });
  await adobe.with(async (control) => {
    const views = await control.get<readonly { name: string }[]>('dataviews');
    expect(views.map(({ name }) => name)).toEqual(['Account upgrades']);
  });
  const last = await site.succeed('drift.yml', scheduleEvent(await site.main(), DAILY));
  expect(openIssues(), describeRun(last)).toEqual([]);
}, 900_000);
