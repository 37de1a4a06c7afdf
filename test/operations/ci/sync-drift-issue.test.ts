import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { GitHubForge } from '../../../runner/gitops/index.ts';
import { type Drift, syncDriftIssue } from '../../../runner/operations/index.ts';
import { GitHubStandIn, WORKFLOW_LOGIN } from '../../github/stand-in.ts';
import { openForge } from '../../gitops/github-setup.ts';
import { sampleChange, sampleDiagnostics, sampleHandoff, samplePlan } from '../../render/samples.ts';

const login = WORKFLOW_LOGIN;
const run = (id: number): string => `https://github.com/luma/pipelines/actions/runs/${id}`;

function makeReport(names: readonly string[], diagnostics: Drift['plan']['diagnostics'] = []): Drift {
  const changes = names.map((name) =>
    sampleChange({ address: `account-upgrade/data-view/${name}`, action: 'update', drift: true }),
  );
  return { plan: samplePlan({ changes, diagnostics }), changes };
}

describe('the issue about drift', () => {
  let github: GitHubStandIn;
  let forge: GitHubForge;

  beforeEach(async () => {
    github = await GitHubStandIn.start();
    forge = await openForge(github);
  });
  afterEach(async () => {
    await forge.close();
    await github.stop();
  });

  const sync = async (report: Drift, link = run(1)): Promise<string> =>
    (await syncDriftIssue(forge, { login, report, link })).outcome;
  const writesOf = async (work: () => Promise<unknown>): Promise<number> => {
    const from = github.requests.length;
    await work();
    return github.requests.slice(from).filter(({ operation }) => !operation.startsWith('GET ')).length;
  };

  it('is opened once, says what differs, and is left alone while that is the same', async () => {
    expect(await sync(makeReport(['one']))).toBe('created');
    const [issue] = github.listIssues();
    expect(issue).toMatchObject({ title: 'Drift in demo: 1 resource', labels: ['cai-drift'], isOpen: true });
    expect(issue?.body).toMatch(/^<!-- cai:drift environment=demo -->/);
    const writes = await writesOf(async () =>
      expect(await sync(makeReport(['one']), run(22_222))).toBe('unchanged'),
    );
    expect(writes).toBe(0);
  });

  it('is changed with what differs', async () => {
    await sync(makeReport(['one']));
    expect(await sync(makeReport(['one', 'two']))).toBe('updated');
    expect(github.listIssues()).toMatchObject([{ title: 'Drift in demo: 2 resources' }]);
  });

  it('is closed with a comment once nothing differs, and only once', async () => {
    await sync(makeReport(['one']));
    expect(await sync(makeReport([]))).toBe('closed');
    const [issue] = github.listIssues();
    expect(issue?.isOpen).toBe(false);
    expect(github.listComments(1)).toMatchObject([
      { body: expect.stringContaining('nothing differs any more') },
    ]);
    expect(await writesOf(async () => expect(await sync(makeReport([]))).toBe('none'))).toBe(0);
  });

  it('is opened again where drift comes back, or somebody closed it too early', async () => {
    await sync(makeReport(['one']));
    await sync(makeReport([]));
    expect(await sync(makeReport(['two']))).toBe('reopened');
    expect(github.listIssues()).toMatchObject([
      { isOpen: true, body: expect.stringContaining('data-view/two') },
    ]);
    github.close(1);
    expect(await sync(makeReport(['two']))).toBe('reopened');
    expect(github.listIssues()).toHaveLength(1);
  });

  it('is neither closed nor opened where something could not be read and nothing was found', async () => {
    const unreadable = makeReport([], sampleDiagnostics());
    expect(await writesOf(async () => expect(await sync(unreadable)).toBe('unsure'))).toBe(0);
    await sync(makeReport(['one']));
    expect(await writesOf(async () => expect(await sync(unreadable)).toBe('unsure'))).toBe(0);
    expect(github.listIssues()).toMatchObject([{ isOpen: true }]);
  });

  it('also tells a run that is overdue', async () => {
    const late = { ...sampleHandoff(), purpose: 'overdue' as const };
    const report = { plan: samplePlan({ handoffs: [late] }), changes: [] };
    expect(await sync(report)).toBe('created');
    expect(github.listIssues()).toMatchObject([{ title: 'Drift in demo: 1 overdue run' }]);
  });

  it('is never one that somebody else wrote, or of another environment', async () => {
    const forged = github.openIssue('mallory', 'Drift in demo: none', ['cai-drift']);
    const stored = github.world.issues.get(forged);
    if (stored) stored.body = '<!-- cai:drift environment=demo -->\nmine';
    const other = { ...makeReport(['one']), plan: { ...makeReport(['one']).plan, environment: 'demo-2' } };
    expect(await sync(other)).toBe('created');
    expect(await sync(makeReport(['one']))).toBe('created');
    expect(await sync(makeReport([]))).toBe('closed');
    expect(github.listIssues().map(({ isOpen }) => isOpen)).toEqual([true, true, false]);
    expect(stored?.body).toContain('mine');
  });
});
