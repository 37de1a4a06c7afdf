import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HandoffView, Plan, State } from '../../runner/model/index.ts';
import { dataView, ENVIRONMENT, PIPELINE, prepareConnection, Site, withDataViews } from '../operator/site.ts';
import { Workshop } from '../operator/workshop.ts';

const viewsOf = (first: string, second: string): string =>
  dataView('first', 'First', first) + dataView('second', 'Second', second);
const address = (name: string): string => `account-upgrade/data-view/${name}`;

/** Plans that are saved, reviewed and applied later. */
describe('a saved plan', () => {
  let prepared = '';

  beforeAll(async () => {
    const connected = await prepareConnection(viewsOf('', ''));
    const site = await Site.open(connected);
    await rm(connected, { recursive: true, force: true });
    expect(await site.cli('apply', '--yes', '--detailed-exitcode')).toMatchObject({ code: 0 });
    await site.edit(PIPELINE, (text) => withDataViews(text, viewsOf('One', 'Two')));
    prepared = await site.leave();
  });

  afterAll(async () => await rm(prepared, { recursive: true, force: true }));

  const descriptions = async (site: Site): Promise<Readonly<Record<string, string>>> => {
    const views = await site.control.get<readonly { name: string; description: string }[]>('dataviews');
    return Object.fromEntries(views.map(({ name, description }) => [name, description]));
  };

  it('is shown as it was printed, and applied without asking', async () => {
    const site = await Site.open(prepared);
    const planned = await site.cli('plan', '--out', 'plan.json', '--detailed-exitcode');
    expect(planned.code).toBe(2);
    const shown = await site.cli('show', 'plan.json');
    expect(shown.code).toBe(0);
    expect(shown.stdout).toContain(`update  ${address('first')}`);
    expect(await site.cli('apply', 'plan.json', '--detailed-exitcode')).toMatchObject({ code: 0 });
    expect(await descriptions(site)).toEqual({ First: 'One', Second: 'Two' });
    const again = await site.cli('apply', 'plan.json', '--detailed-exitcode');
    expect(again).toMatchObject({ code: 0, stderr: expect.stringContaining('applied before') });
    expect(again.stdout).toContain('0 done');
    const digests = (await site.json<State>('state', 'list')).manifests.map(({ digest }) => digest);
    expect(new Set(digests).size).toBe(digests.length);
    expect(site.gate.requests.filter(({ method }) => method === 'PUT')).toHaveLength(2);
    await site.close();
  });

  it('is accepted once: what was declined since is not asked for again', async () => {
    const site = await Site.open(prepared);
    const connection = 'account-upgrade/connection/scores';
    await site.edit(PIPELINE, (text) =>
      text.replace('description: Scores of free accounts', 'description: Other scores of free accounts'),
    );
    await site.cli('plan', '--out', 'plan.json');
    await site.cli('apply', 'plan.json');
    await site.cli('apply', 'plan.json');
    const { handoffs } = await site.json<State>('state', 'list');
    expect(Object.values(handoffs).map(({ address: about }) => about)).toEqual([connection]);
    expect(await site.cli('handoffs', 'decline', connection, '--reason', 'no')).toMatchObject({ code: 0 });
    await site.cli('apply', 'plan.json');
    const { manifests } = await site.json<State>('state', 'list');
    const lines = manifests.flatMap((manifest) =>
      manifest.lines.filter((line) => line.address === connection),
    );
    expect(lines.map(({ status }) => status)).toContain('withdrawn');
    expect(lines.map(({ status }) => status)).not.toContain('open');
    await site.close();
  });

  it('is refused where it was edited, and nothing is done', async () => {
    const site = await Site.open(prepared);
    await site.cli('plan', '--out', 'plan.json');
    const file = join(site.repository, 'plan.json');
    const plan: Plan = JSON.parse(await readFile(file, 'utf8'));
    const lines = plan.manifest.lines.slice(1);
    await writeFile(file, JSON.stringify({ ...plan, manifest: { ...plan.manifest, lines } }));
    const { code, stderr } = await site.cli('apply', 'plan.json');
    expect(code).toBe(1);
    expect(stderr).toContain('it was edited');
    // Nor may what a reviewer is shown differ from what was planned.
    await writeFile(file, JSON.stringify(plan).replace('"after":"One"', '"after":"Another"'));
    for (const verb of ['show', 'apply'])
      expect(await site.cli(verb, 'plan.json')).toMatchObject({
        code: 1,
        stderr: expect.stringContaining('was edited'),
      });
    expect(await descriptions(site)).toEqual({ First: '', Second: '' });
    await site.close();
  });

  it('leaves out just what somebody changed meanwhile, and says whose change it was', async () => {
    const site = await Site.open(prepared);
    await site.cli('plan', '--out', 'plan.json');
    const state = await site.json<State>('state', 'list');
    const id = state.resources[address('first')]?.objects[0]?.ids.id;
    await site.control.patch(`dataviews/${id}`, { description: 'Mine', by: 'Bo Busy <bo@luma.example>' });
    const { code, stdout } = await site.cli('apply', 'plan.json');
    expect(code).toBe(4);
    expect(stdout).toMatch(/Refused.*: 1\n.*data-view\/first/);
    expect(stdout).toMatch(/changed since the review by \S+/);
    expect(await descriptions(site)).toEqual({ First: 'Mine', Second: 'Two' });
    await site.close();
  });

  it('is not needed: without one, and with nobody to ask, nothing new is accepted', async () => {
    const site = await Site.open(prepared);
    const { code, stderr } = await site.cli('apply');
    expect(code).toBe(1);
    expect(stderr).toContain('--yes');
    expect(await descriptions(site)).toEqual({ First: '', Second: '' });
    expect((await site.json<State>('state', 'list')).manifests).toHaveLength(1);
    await site.close();
  });
});

/** What people answer, and how it is printed. */
describe('answers and output', () => {
  const instance = 'account-upgrade/customer-ai-instance/main';
  let workshop: Workshop;

  beforeAll(async () => {
    workshop = await Workshop.open();
    await workshop.edit(ENVIRONMENT, (text) =>
      text.replace('pipelines: [account-upgrade, subscription-churn]', 'pipelines: [account-upgrade]'),
    );
  });

  afterAll(async () => await workshop.close());

  it('prints no escape codes without a terminal, and the result alone on stdout', async () => {
    for (const args of [['plan'], ['apply', '--yes'], ['handoffs', 'show'], ['drift'], ['state', 'list']]) {
      const { stdout, stderr } = await workshop.cli(...args);
      expect(stdout + stderr).not.toContain('\u001b');
      expect(stdout).not.toContain('Reading');
      const json = await workshop.cli(...args, '--json');
      expect(JSON.parse(json.stdout)).toMatchObject({ formatVersion: 1 });
    }
  });

  it('plans without writing: no state, no lock', async () => {
    const folder = join(workshop.repository, '.cai/state/demo');
    const before = await readdir(folder);
    const state = await readFile(join(folder, 'state.json'), 'utf8');
    await workshop.cli('plan');
    expect(await readdir(folder)).toEqual(before);
    expect(await readFile(join(folder, 'state.json'), 'utf8')).toBe(state);
  });

  it('refuses an attestation of what the handoff no longer asks, with exit 4', async () => {
    const { handoffs } = await workshop.json<{ handoffs: readonly HandoffView[] }>('handoffs', 'show');
    const fingerprint = handoffs[0]?.fingerprint;
    const wrong = await workshop.cli('handoffs', 'attest', `${instance}@000000`);
    expect({ code: wrong.code, stdout: wrong.stdout }).toEqual({ code: 4, stdout: '' });
    expect(wrong.stderr).toContain(`${instance}@${fingerprint}`);
    await workshop.edit(PIPELINE, (text) => text.replace('lookbackDays: 60', 'lookbackDays: 61'));
    expect((await workshop.cli('apply', '--yes', '--detailed-exitcode')).code).toBe(3);
    const stale = await workshop.cli('handoffs', 'attest', `${instance}@${fingerprint}`);
    expect(stale.code).toBe(4);
    expect((await workshop.cli('handoffs', 'attest', 'account-upgrade/connection/scores@000000')).code).toBe(
      4,
    );
  });

  it('declines with a reason, which the state keeps; what was begun is undone first', async () => {
    const none = await workshop.cli('handoffs', 'decline', instance, '--reason', ' ');
    expect(none.code).toBe(1);
    const undo = await workshop.cli('handoffs', 'decline', instance, '--reason', 'no budget');
    expect({ code: undo.code, stdout: undo.stdout }).toEqual({ code: 4, stdout: '' });
    const { handoffs } = await workshop.json<{ handoffs: readonly HandoffView[] }>('handoffs', 'show');
    const asked = `${instance}@${handoffs[0]?.fingerprint}`;
    expect((await workshop.cli('handoffs', 'attest', asked, '--not-begun')).code).toBe(0);
    expect((await workshop.cli('apply', '--yes', '--detailed-exitcode')).code).toBe(3);
    const { code, stdout } = await workshop.cli('handoffs', 'decline', instance, '--reason', 'no budget');
    expect(code).toBe(0);
    expect(stdout).toContain('declined');
    const state = await workshop.json<State>('state', 'list');
    const declined = state.manifests
      .flatMap(({ lines }) => lines)
      .filter(({ reason }) => reason?.includes('no budget'));
    expect(declined).toMatchObject([{ address: instance, status: 'withdrawn' }]);
  });

  it('says what is still to confirm of a handoff that is attested in part', async () => {
    expect((await workshop.cli('plan')).stdout).toMatch(/note: declined by \S+: no budget/);
    const { handoffs } = await workshop.json<{ handoffs: readonly HandoffView[] }>('handoffs', 'show');
    const undo = `${instance}@${handoffs[0]?.fingerprint}`;
    expect((await workshop.cli('handoffs', 'attest', undo, '--not-begun')).code).toBe(0);
    await workshop.cli('apply', '--yes');
    const shown = await workshop.json<{ handoffs: readonly HandoffView[] }>('handoffs', 'show');
    const [view] = shown.handoffs;
    const { stdout } = await workshop.cli(
      'handoffs',
      'attest',
      `${instance}@${view?.fingerprint}`,
      'goal.occurs',
    );
    const left = (view?.attestable.length ?? 0) - 1;
    expect(stdout).toContain(`attested 1 thing; ${left} things are still to confirm`);
    expect(stdout).toContain(`cai handoffs show ${instance}`);
  });

  it('refuses an answer that the state could not keep, since YAML moved its resource and nothing was applied yet', async () => {
    const moved = 'renamed/customer-ai-instance/main';
    const before = await readFile(join(workshop.repository, PIPELINE), 'utf8');
    await workshop.edit(PIPELINE, (text) =>
      text
        .replace('name: account-upgrade\n', 'name: renamed\n')
        .replace('spec:\n', `moved:\n  - { from: ${instance}, to: ${moved} }\nspec:\n`),
    );
    const environment = await readFile(join(workshop.repository, ENVIRONMENT), 'utf8');
    await workshop.edit(ENVIRONMENT, (text) => text.replace('[account-upgrade]', '[renamed]'));
    const { handoffs } = await workshop.json<{ handoffs: readonly HandoffView[] }>('handoffs', 'show');
    const [view] = handoffs;
    expect(view?.address).toBe(moved);
    const refused = await workshop.cli(
      'handoffs',
      'attest',
      `${moved}@${view?.fingerprint}`,
      'goal.outcomeWindowDays',
    );
    expect({ code: refused.code, stdout: refused.stdout }).toEqual({ code: 4, stdout: '' });
    expect(refused.stderr).toContain('cai apply --env demo');
    await workshop.edit(PIPELINE, () => before);
    await workshop.edit(ENVIRONMENT, () => environment);
  });

  it('destroys nothing, and gives nothing up, before somebody said yes', async () => {
    const before = await workshop.cli('state', 'list', '--json');
    const refused = await workshop.cli('destroy');
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('Open changes are given up');
    expect(await workshop.cli('state', 'list', '--json')).toEqual(before);
    await workshop.cli('destroy', '--yes');
    const { handoffs } = await workshop.json<{ handoffs: readonly HandoffView[] }>('handoffs', 'show');
    expect(handoffs.map(({ purpose }) => purpose)).toEqual(['undo']);
  });
});
