import { rm } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { commentMarker, findMarked } from '../../runner/render/index.ts';
import { PIPELINE } from '../operator/site.ts';
import { ForgeSite, type MergeMethod } from './forge-site.ts';
import { becameIn, digestIn } from './reviewed-lines.ts';

let prepared = '';
let site: ForgeSite;

beforeAll(async () => {
  const first = await ForgeSite.open((text) =>
    text.replace('pipelines: [account-upgrade, subscription-churn]', 'pipelines: [account-upgrade]'),
  );
  prepared = await first.leaveApplied();
}, 240_000);
afterAll(async () => await rm(prepared, { recursive: true, force: true }));
beforeEach(async () => {
  site = await ForgeSite.copy(prepared);
}, 60_000);
afterEach(async () => await site.close());

const VIEW = 'Account upgrade';

const describeView = async (text: string): Promise<void> =>
  await site.edit(PIPELINE, (yaml) =>
    yaml.replace(/description: Upgrade scores beside .*/, `description: ${text}`),
  );

const keepBatches = async (number: number): Promise<void> =>
  await site.edit(PIPELINE, (yaml) => yaml.replace(/keepBatches: \d+/, `keepBatches: ${number}`));

const plan = async (number: number) => await site.cli(['ci', 'plan', '--pull-request', String(number)]);
const apply = async (...args: readonly string[]) => await site.cli(['ci', 'apply', ...args]);

interface View {
  readonly id: string;
  readonly name: string;
  readonly description?: string;
}

async function viewOf(name: string): Promise<View | undefined> {
  return (await site.control.get<readonly View[]>('dataviews')).find((view) => view.name === name);
}

async function descriptionOf(name: string): Promise<string | undefined> {
  return (await viewOf(name))?.description;
}

/** Two pull requests, planned on the same base, that change different attributes of one data view. */
async function proposeTwo() {
  const first = await site.propose('one', async () => await describeView('One.'));
  await plan(first.number);
  const second = await site.propose(
    'two',
    async () => await site.edit(PIPELINE, (yaml) => yaml.replace('timeout: 30', 'timeout: 45')),
  );
  await plan(second.number);
  return [first, second] as const;
}

const becameOf = async (commit: string) =>
  becameIn(JSON.parse((await site.cli(['state', 'list', '--json'])).stdout), commit);

const resultOf = (number: number): string =>
  findMarked(site.github.listComments(number), commentMarker('result', 'demo'))[0]?.body ?? '';

describe('cai ci apply', () => {
  it.each<MergeMethod>(['merge', 'squash', 'rebase'])(
    'carries out what was reviewed after a %s, tells the pull request, and run again does nothing',
    async (method) => {
      const { number } = await site.propose('words', async () => await describeView('Reviewed.'));
      await site.amend('words', number, async () => await site.edit(PIPELINE, (text) => `${text}\n# why\n`));
      expect((await plan(number)).code).toBe(0);
      await site.merge('words', number, method);
      const { code, stdout, stderr } = await apply();
      expect(code, stdout + stderr).toBe(0);
      expect(await descriptionOf(VIEW)).toBe('Reviewed.');
      expect(resultOf(number)).toContain('data-view/account-upgrade');
      const { length } = site.github.requests.filter(({ operation }) => !operation.startsWith('GET '));
      expect((await apply()).code).toBe(0);
      expect(site.github.requests.filter(({ operation }) => !operation.startsWith('GET '))).toHaveLength(
        length,
      );
      expect((await site.cli(['plan', '--detailed-exitcode'])).code).toBe(0);
    },
  );

  it('refuses what changed in Adobe since the review, lets its dependants wait, does the rest, and applies the new plan once its digest is approved', async () => {
    const { number } = await site.propose('words', async () => {
      await describeView('Reviewed.');
      await keepBatches(3);
      await site.edit(PIPELINE, (yaml) => yaml.replace('title: Page name', 'title: Name of the page'));
    });
    await plan(number);
    await site.control.patch(`dataviews/${(await viewOf(VIEW))?.id}`, {
      description: 'Meanwhile.',
      by: 'Bo Busy <bo@luma.example>',
    });
    const commit = await site.merge('words', number);
    expect((await apply()).code).toBe(4);
    expect(await descriptionOf(VIEW)).toBe('Meanwhile.');
    expect(await becameOf(commit)).toEqual({
      'account-upgrade/data-view/account-upgrade': 'refused',
      'account-upgrade/data-view-components/account-upgrade': 'open',
      'account-upgrade/score-export/main': 'done',
    });
    expect(await site.doHandoffs()).toEqual([]);
    const result = resultOf(number);
    expect(result).toContain('❌ **1 done, 1 REFUSED, 1 waiting**');
    expect(result).toMatch(/it was changed since the review by [0-9A-F]{24}@/);
    expect(result).toContain('description: `Meanwhile.` → `Reviewed.`');
    const digest = digestIn(result);
    expect((await apply('--env', 'demo', '--digest', '0'.repeat(64))).code).toBe(4);
    expect(await descriptionOf(VIEW)).toBe('Meanwhile.');
    expect((await apply('--env', 'demo', '--digest', digest)).code).toBe(0);
    expect(await descriptionOf(VIEW)).toBe('Reviewed.');
    expect(await site.doHandoffs()).toEqual(['account-upgrade/data-view-components/account-upgrade']);
    expect((await site.cli(['ci', 'resume'])).code).toBe(0);
    expect(await becameOf(commit)).toMatchObject({
      'account-upgrade/data-view-components/account-upgrade': 'done',
    });
    expect((await site.cli(['plan', '--detailed-exitcode'])).code).toBe(0);
  });

  it('applies nothing of a commit that came with no pull request, and opens one issue, which its digest closes', async () => {
    await site.git(site.clone, 'checkout', '--quiet', 'main');
    await describeView('Pushed.');
    site.github.addCommit(await site.commit('Pushed by hand'));
    await site.push('main');
    const before = await site.git(site.clone, 'rev-parse', 'HEAD^');
    site.github.addCommit(before);
    expect((await apply()).code).toBe(4);
    expect(await descriptionOf(VIEW)).not.toBe('Pushed.');
    const issues = site.github.listIssues();
    expect(issues).toHaveLength(1);
    const digest = digestIn(issues[0]?.body ?? '');
    expect((await apply()).code).toBe(4);
    expect(site.github.listIssues()).toHaveLength(1);
    expect((await apply('--env', 'demo', '--digest', digest)).code).toBe(0);
    expect(await descriptionOf(VIEW)).toBe('Pushed.');
    expect(site.github.listIssues().filter(({ isOpen }) => isOpen)).toEqual([]);
  });

  it('lands several pull requests of one push, each with its own result', async () => {
    const first = await site.propose('one', async () => await describeView('One.'));
    await plan(first.number);
    const second = await site.propose('two', async () => await keepBatches(3));
    await plan(second.number);
    await site.merge('one', first.number);
    await site.merge('two', second.number);
    const { code, stdout, stderr } = await apply();
    expect(code, stdout + stderr).toBe(0);
    expect(resultOf(first.number)).toContain('data-view/account-upgrade');
    expect(resultOf(first.number)).not.toContain('score-export/main');
    expect(resultOf(second.number)).toContain('score-export/main');
    expect((await site.cli(['plan', '--detailed-exitcode'])).code).toBe(0);
  });

  it('of two that were reviewed apart and touch the same data view, the one that lands later is superseded: its new plan is told and waits for its digest', async () => {
    const [first, second] = await proposeTwo();
    await site.merge('one', first.number);
    expect((await apply()).code).toBe(0);
    const commit = await site.merge('two', second.number);
    expect((await apply()).code).toBe(4);
    expect(await viewOf(VIEW)).toMatchObject({
      description: 'One.',
      sessionDefinition: [{ numPeriods: 30 }],
    });
    expect(await becameOf(commit)).toEqual({ 'account-upgrade/data-view/account-upgrade': 'superseded' });
    expect(resultOf(first.number)).toContain('✅ **1 done**');
    const result = resultOf(second.number);
    expect(result).toContain('❌ **0 done, 1 superseded**');
    expect(result).toContain('session.timeout: `30` → `45`');
    expect((await apply('--env', 'demo', '--digest', digestIn(result))).code).toBe(0);
    expect(await viewOf(VIEW)).toMatchObject({
      description: 'One.',
      sessionDefinition: [{ numPeriods: 45 }],
    });
  });

  it('of two that were reviewed apart, touch the same data view and land in one push, neither is carried out as something that nobody saw', async () => {
    const [first, second] = await proposeTwo();
    const commits = [await site.merge('one', first.number), await site.merge('two', second.number)];
    expect((await apply()).code).toBe(4);
    expect(await viewOf(VIEW)).toMatchObject({ sessionDefinition: [{ numPeriods: 30 }] });
    expect(await descriptionOf(VIEW)).not.toBe('One.');
    for (const commit of commits)
      expect(await becameOf(commit)).toEqual({ 'account-upgrade/data-view/account-upgrade': 'superseded' });
    const digests = [first, second].map(({ number }) => digestIn(resultOf(number)));
    expect(digests[0]).toBe(digests[1]);
    expect((await apply('--env', 'demo', '--digest', digests[0] ?? '')).code).toBe(0);
    expect(await viewOf(VIEW)).toMatchObject({
      description: 'One.',
      sessionDefinition: [{ numPeriods: 45 }],
    });
  });

  it('believes no manifest that somebody else wrote, and no status that names another digest', async () => {
    const { number } = await site.propose('words', async () => await describeView('Forged.'));
    await plan(number);
    const [comment] = site.github.listComments(number);
    site.github.comment(number, 'mallory', comment?.body ?? '');
    site.github.world.comments.delete(comment?.id ?? 0);
    await site.merge('words', number);
    expect((await apply()).code).toBe(4);
    expect(await descriptionOf(VIEW)).not.toBe('Forged.');
  });

  it('a dry run says what would be accepted, and neither Adobe nor the state nor the forge hears of it', async () => {
    const { number } = await site.propose('words', async () => await describeView('Reviewed.'));
    await plan(number);
    await site.merge('words', number);
    const writes = (): number =>
      site.github.requests.filter(({ operation }) => !operation.startsWith('GET ')).length +
      site.emulator.requests.filter(({ method, path }) => method !== 'GET' && !path.includes('/ims/')).length;
    const before = [writes(), await site.git(site.clone, 'ls-remote', 'origin')];
    const { code, stdout } = await apply('--dry-run');
    expect(code).toBe(0);
    expect(
      stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toMatchObject([
      {
        operation: 'accept',
        lines: [{ address: 'account-upgrade/data-view/account-upgrade', action: 'update' }],
      },
    ]);
    expect([writes(), await site.git(site.clone, 'ls-remote', 'origin')]).toEqual(before);
  });

  it('a later run that finds the same says nothing anew', async () => {
    const { number } = await site.propose(
      'title',
      async () =>
        await site.edit(PIPELINE, (yaml) =>
          yaml.replace('title: Account upgrade scores', 'title: Other scores'),
        ),
    );
    await plan(number);
    await site.merge('title', number);
    await site.cli(['ci', 'apply'], { GITHUB_RUN_ID: '1' });
    expect(resultOf(number)).toContain('connection/scores');
    const countWrites = (): number =>
      site.github.requests.filter(({ operation }) => !operation.startsWith('GET ')).length;
    await site.cli(['ci', 'resume'], { GITHUB_RUN_ID: '2' });
    const before = countWrites();
    await site.cli(['ci', 'resume'], { GITHUB_RUN_ID: '3' });
    expect(countWrites()).toBe(before);
  });

  it('counts no status that somebody else set, and approves a digest for one environment on the applied branch alone', async () => {
    const { number, head } = await site.propose('words', async () => await describeView('Reviewed.'));
    await plan(number);
    site.github.addToken('ghp_0123456789abcdefghijklmnopqrstuvwxyz', 'mallory');
    const { description } =
      site.github.listStatuses(head).find(({ context }) => context === 'cai/plan/demo') ?? {};
    const answer = await fetch(`${site.github.apiUrl}/repos/luma/pipelines/statuses/${head}`, {
      method: 'POST',
      headers: {
        authorization: 'Bearer ghp_0123456789abcdefghijklmnopqrstuvwxyz',
        'content-type': 'application/json',
      },
      body: JSON.stringify({ context: 'cai/plan/demo', state: 'success', description }),
    });
    expect(answer.status).toBe(201);
    await site.merge('words', number);
    const refused = await apply();
    expect(refused.code).toBe(4);
    expect(refused.stderr).toContain('somebody else set the status');
    expect(await descriptionOf(VIEW)).not.toBe('Reviewed.');
    const digest = /digest ([0-9a-f]{64})/.exec(description ?? '')?.[1] ?? '';
    expect((await apply('--digest', digest)).stderr).toContain('none is named');
    for (const command of ['apply', 'resume']) {
      const elsewhere = await site.cli(['ci', command], { GITHUB_REF: 'refs/heads/other' });
      expect(elsewhere.stderr).toContain('what is applied is the branch main');
    }
  });

  it('does nothing from a checkout that is older than what was applied', async () => {
    const old = await site.git(site.clone, 'rev-parse', 'origin/main');
    const { number } = await site.propose('words', async () => await describeView('Newer.'));
    await plan(number);
    await site.merge('words', number);
    expect((await apply()).code).toBe(0);
    await site.git(site.clone, 'checkout', '--quiet', '--detach', old);
    for (const command of ['apply', 'resume']) {
      const { code, stderr } = await site.cli(['ci', command]);
      expect(code).toBe(4);
      expect(stderr).toMatch(/came after it, was\s+applied already/u);
    }
    expect(await descriptionOf(VIEW)).toBe('Newer.');
  });
});
