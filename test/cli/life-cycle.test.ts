import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Plan, State } from '../../runner/model/index.ts';
import { ENVIRONMENT } from '../operator/site.ts';
import { Workshop } from '../operator/workshop.ts';

const PIPELINE = 'pipelines/subscription-churn.yaml';
/** All that a person would list: what lives in a data view is not on it. */
const MOVED = [
  'input-dataset/app',
  'input-dataset/consumer',
  'input-dataset/traits',
  'input-dataset/luma-plans',
  'customer-ai-instance/main',
  'score-dataset/event',
  'score-dataset/profile',
  'score-export/main',
  'connection/churn',
  'data-view/retention',
  'data-view/support',
];

/** What comes after the first empty plan: everything gets other names, then everything goes. One world, in this order. */
describe('a world as it was asked for', () => {
  let workshop: Workshop;

  beforeAll(async () => {
    workshop = await Workshop.open({ staleReadSeconds: 1 });
    await workshop.applyUntilDone();
  }, 300_000);
  afterAll(async () => await workshop.close());

  const plan = async (): Promise<Plan> => await workshop.json<Plan>('plan');
  const state = async (): Promise<State> => await workshop.json<State>('state', 'list');

  it('keeps all of a pipeline that is renamed; only the folder of its scores gets the new name', async () => {
    await workshop.edit(PIPELINE, (text) =>
      text
        .replace('name: subscription-churn\n', 'name: churn\n')
        .replace(
          'spec:\n',
          `moved:\n${MOVED.map((part) => `  - { from: subscription-churn/${part}, to: churn/${part} }\n`).join('')}spec:\n`,
        ),
    );
    await workshop.edit(ENVIRONMENT, (text) => text.replace('subscription-churn', 'churn'));
    expect((await plan()).changes.map(({ action, address }) => `${action} ${address}`)).toEqual([
      'update churn/score-export/main',
    ]);
    const { code, stdout } = await workshop.cli('apply', '--yes', '--detailed-exitcode');
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining('\n1 done\n') });
    expect(
      Object.keys((await state()).resources).filter(
        (address) => !/^(?:churn|account-upgrade)\//.test(address),
      ),
    ).toEqual([]);
  });

  it('keeps components and access of a data view that is renamed', async () => {
    await workshop.edit(PIPELINE, (text) =>
      text
        .replace('- name: support\n', '- name: tickets\n')
        .replace('moved:\n', 'moved:\n  - { from: churn/data-view/support, to: churn/data-view/tickets }\n'),
    );
    expect((await plan()).changes).toEqual([]);
    const { code, stdout } = await workshop.cli('apply', '--yes', '--detailed-exitcode');
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining('\n0 done\n') });
  });

  it('is gone after a destroy, each thing deleted once, and nothing fetched on the way', async () => {
    await workshop.edit(ENVIRONMENT, (text) => text.replace('spec:\n', "spec:\n  allowDelete: ['**']\n"));
    const sent: string[] = [];
    let code = 3;
    for (let round = 0; round < 8 && code === 3; round += 1) {
      const destroyed = await workshop.cli('destroy', '--yes');
      code = destroyed.code;
      sent.push(...(destroyed.stderr.match(/^› delete \S+$/gmu) ?? []));
      expect(destroyed.stdout).not.toContain('Scores downloaded');
      for (const address of await workshop.openHandoffs()) {
        const { stdout } = await workshop.cli('handoffs', 'show', address);
        expect(stdout).not.toContain('DO NOT BEGIN');
        expect(stdout).toContain('cai destroy --env demo');
      }
      await workshop.doHandoffs();
    }
    expect(code).toBe(0);
    expect(sent).toContain('› delete churn/score-export/main');
    expect(new Set(sent).size).toBe(sent.length);
    const objects = Object.values((await state()).resources).flatMap((resource) => resource.objects);
    expect(objects).toEqual([]);
  });
});
