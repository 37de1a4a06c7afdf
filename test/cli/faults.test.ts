import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Json } from '../../runner/emulator/index.ts';
import type { State } from '../../runner/model/index.ts';
import { Rehearsal } from '../operator/rehearsal.ts';
import { Workshop } from '../operator/workshop.ts';

const SEEDS = [1, 2];

/** Everything that an apply makes, by title: each must be there once. */
async function madeThings(workshop: Workshop): Promise<Json> {
  const { control } = workshop.operator;
  const titles = async (path: string): Promise<readonly string[]> => {
    const found = await control.get<readonly (Json & { name: string })[]>(path);
    return found
      .filter(({ isDeleted }) => isDeleted !== true)
      .map(({ name }) => name)
      .sort();
  };
  return {
    instances: await titles('instances'),
    connections: await titles('connections'),
    dataViews: await titles('dataviews'),
  };
}

describe('one request in five fails, in every way, as the emulator was told on its command line', () => {
  it.concurrent.each(SEEDS)(
    'and the world ends as declared, nothing twice, seed %i',
    async (seed) => {
      const emulatorArgs = ['--faults', 'all:20%:mixed', '--faults-seed', String(seed)];
      const workshop = await Workshop.open({ staleReadSeconds: 2, emulatorArgs });
      await workshop.edit('pipelines/environments/demo.yaml', (text) =>
        text.replace('pipelines: [account-upgrade, subscription-churn]', 'pipelines: [account-upgrade]'),
      );
      try {
        const { control } = workshop.operator;
        expect(await control.get('faults')).toMatchObject({ faults: 'all:20%:mixed', seed });
        const report = await new Rehearsal(workshop).run();
        expect(report.requests).toBeGreaterThan(50);
        expect(report.struck / report.requests).toBeGreaterThan(0.1);
        expect(await workshop.cli('plan', '--detailed-exitcode')).toMatchObject({ code: 0 });
        expect(await madeThings(workshop)).toEqual({
          instances: ['Likelihood to upgrade account'],
          connections: ['Account upgrade scores'],
          dataViews: ['Account upgrade'],
        });
        const state = await workshop.json<State>('state', 'list');
        expect(state.intents).toEqual([]);
        const lines = state.manifests.flatMap((manifest) => manifest.lines);
        expect(lines.filter(({ status }) => status === 'open')).toEqual([]);
        const files = await readdir(join(workshop.repository, '.cai/state/demo'));
        expect(files.filter((name) => name.startsWith('lock'))).toEqual([]);
      } finally {
        await workshop.close();
      }
    },
    300_000,
  );
});
