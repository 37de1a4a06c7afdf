import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Plan } from '../../runner/model/index.ts';
import { Workshop } from '../operator/workshop.ts';

const NOTE = 'account-upgrade/annotation/sale';

interface Annotation {
  readonly id: string;
  readonly name: string;
  readonly dateRange: string;
  readonly isDeleted: boolean;
}

/** One story, so each chapter begins in the world that the one before left. */
describe('an annotation in YAML', () => {
  let workshop: Workshop;

  beforeAll(async () => {
    workshop = await Workshop.open();
    await workshop.edit('pipelines/environments/demo.yaml', (text) =>
      text.replace('pipelines: [account-upgrade, subscription-churn]', 'pipelines: [account-upgrade]'),
    );
    await workshop.edit('pipelines/account-upgrade.yaml', (text) =>
      text.replace(
        '      access:\n',
        '      annotations:\n        - { name: sale, title: Sale, on: 2026-11-26, color: 3 }\n      access:\n',
      ),
    );
    await workshop.applyUntilDone();
  });

  afterAll(async () => await workshop.close());

  const list = async (): Promise<readonly Annotation[]> =>
    await workshop.operator.control.get<readonly Annotation[]>('annotations');
  const lines = async (): Promise<readonly string[]> =>
    (await workshop.json<Plan>('plan')).changes.map(({ action, address }) => `${action} ${address}`);

  it('is made after its data view, and verified', async () => {
    expect(await list()).toMatchObject([
      {
        name: 'Sale',
        dateRange: '2026-11-26T00:00:00/2026-11-26T23:59:59',
        color: 'STANDARD3',
        applyToAllReports: true,
      },
    ]);
    const { changes, resources } = await workshop.json<Plan>('plan');
    expect(changes).toEqual([]);
    expect(resources.find(({ address }) => address === NOTE)).toMatchObject({ status: 'verified' });
  });

  it('is updated when YAML changes', async () => {
    await workshop.edit('pipelines/account-upgrade.yaml', (text) =>
      text.replace('on: 2026-11-26, color: 3', 'on: { from: 2026-11-26, to: 2026-11-28 }, color: 3'),
    );
    expect(await lines()).toEqual([`update ${NOTE}`]);
    await workshop.applyUntilDone();
    expect((await list()).map(({ dateRange }) => dateRange)).toEqual([
      '2026-11-26T00:00:00/2026-11-28T23:59:59',
    ]);
  });

  it('that a colleague edits is drift, with the name of the colleague, and is put right', async () => {
    const [annotation] = await list();
    await workshop.operator.control.patch(`annotations/${annotation?.id}`, {
      name: 'My sale',
      by: 'Bo Busy <bo@luma.example>',
    });
    const drift = await workshop.cli('drift');
    expect(drift.code).toBe(2);
    expect(drift.stdout).toContain(NOTE);
    expect(drift.stdout).toContain('Bo Busy');
    await workshop.applyUntilDone();
    expect((await list()).map(({ name }) => name)).toEqual(['Sale']);
    expect((await workshop.cli('drift')).code).toBe(0);
  });

  it('is deleted only where that is allowed', async () => {
    await workshop.edit('pipelines/account-upgrade.yaml', (text) =>
      text.replace(/ {6}annotations:\n.*\n/, ''),
    );
    const refused = await workshop.cli('apply', '--yes');
    expect(refused.code).toBe(4);
    expect((await list()).map(({ isDeleted }) => isDeleted)).toEqual([false]);
    await workshop.edit('pipelines/environments/demo.yaml', (text) =>
      text.replace('spec:\n', `spec:\n  allowDelete: [${NOTE}]\n`),
    );
    expect(await lines()).toEqual([`delete ${NOTE}`]);
    await workshop.applyUntilDone();
    expect((await list()).map(({ isDeleted }) => isDeleted)).toEqual([true]);
    expect(await lines()).toEqual([]);
  });
});
