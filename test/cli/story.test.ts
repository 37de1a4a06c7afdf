import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Json } from '../../runner/emulator/index.ts';
import type { Plan, State } from '../../runner/model/index.ts';
import { Workshop } from '../operator/workshop.ts';

const VIEW = 'account-upgrade/data-view/account-upgrade';
const INSTANCE = 'account-upgrade/customer-ai-instance/main';

/**
 * The whole path as a user walks it: the built command, a real emulator process, handoffs done by their own words. One
 * story, so each chapter begins in the world that the one before left.
 */
describe('from YAML to a verified world, and on from there', () => {
  let workshop: Workshop;

  beforeAll(async () => {
    workshop = await Workshop.open();
  });

  afterAll(async () => await workshop.close());

  const lines = async (): Promise<readonly string[]> => {
    const plan = await workshop.json<Plan>('plan');
    return plan.changes.map(({ action, address }) => `${action} ${address.replace(/~.*/, '~old')}`);
  };

  it('ends with every resource verified or attested, and an empty plan', async () => {
    await workshop.applyUntilDone();
    const plan = await workshop.json<Plan>('plan');
    expect(plan.changes).toEqual([]);
    expect(plan.handoffs).toEqual([]);
    const statuses = new Set(plan.resources.map(({ status }) => status));
    expect(statuses).toEqual(new Set(['verified', 'verified+attested', 'attested']));
    const { code, stdout } = await workshop.cli('plan', '--detailed-exitcode');
    expect(code).toBe(0);
    expect(stdout).toContain('no changes');
  });

  it('finds what a colleague changed, says who, and corrects it when applied', async () => {
    const state = await workshop.json<State>('state', 'list');
    const id = state.resources[VIEW]?.objects[0]?.ids.id;
    await workshop.operator.control.patch(`dataviews/${id}`, {
      name: 'Renamed',
      by: 'Bo Busy <bo@luma.example>',
    });
    const drift = await workshop.cli('drift');
    expect(drift.code).toBe(2);
    expect(drift.stdout).toContain(VIEW);
    expect(drift.stdout).toContain('Bo Busy');
    expect(await lines()).toEqual([`update ${VIEW}`]);
    await workshop.applyUntilDone();
    expect((await workshop.cli('drift')).code).toBe(0);
  });

  it('plans a changed goal as a clone with everything that follows, and nothing else', async () => {
    await workshop.edit('pipelines/account-upgrade.yaml', (text) =>
      text.replace('outcomeWindowDays: 30', 'outcomeWindowDays: 60'),
    );
    expect(await lines()).toEqual([
      `replace ${INSTANCE}`,
      'update account-upgrade/connection/scores',
      'update account-upgrade/score-export/main',
      'update account-upgrade/data-view-components/account-upgrade',
    ]);
    await workshop.applyUntilDone();
    expect(await lines()).toEqual([]);
    const instances = await workshop.operator.control.get<readonly Json[]>('instances');
    expect(instances.filter(({ name }) => name === 'Likelihood to upgrade account')).toHaveLength(1);
    const plan = await workshop.json<Plan>('plan');
    expect(plan.retired.map(({ title, deletable }) => ({ title, deletable }))).toEqual([
      { title: expect.stringMatching(/^Likelihood to upgrade account \(before /), deletable: false },
    ]);
  });

  it('deletes the old instance only once deletion is allowed, and by hand', async () => {
    await workshop.edit('pipelines/environments/demo.yaml', (text) =>
      text.replace('spec:\n', `spec:\n  allowDelete: [${INSTANCE}]\n`),
    );
    expect(await lines()).toEqual([`delete ${INSTANCE}~old`]);
    await workshop.applyUntilDone();
    expect(await lines()).toEqual([]);
    const instances = await workshop.operator.control.get<readonly Json[]>('instances');
    expect(instances.map(({ name }) => name).sort()).toEqual([
      'Likelihood to upgrade account',
      'Subscription churn',
    ]);
  });

  it('refuses to delete a removed pipeline without the allowance, with exit code 4', async () => {
    const list = 'pipelines: [account-upgrade, subscription-churn]';
    const environment = 'pipelines/environments/demo.yaml';
    await workshop.edit(environment, (text) => text.replace(list, 'pipelines: [account-upgrade]'));
    const plan = await workshop.cli('plan');
    expect(plan.code).toBe(4);
    expect(plan.stdout).toContain('deletion is not allowed');
    const apply = await workshop.cli('apply', '--yes');
    expect(apply.code).toBe(4);
    expect(apply.stdout).toMatch(/Forbidden by a rule, and not done.*: \d/);
    const views = await workshop.operator.control.get<readonly Json[]>('dataviews');
    expect(views.map(({ name }) => name)).toContain('Churn and support');
    await workshop.edit(environment, (text) => text.replace('pipelines: [account-upgrade]', list));
    expect((await workshop.cli('plan', '--detailed-exitcode')).code).toBe(0);
  });
});
