import { describe, expect, it } from 'vitest';
import { Workshop } from '../operator/workshop.ts';

const SEEDS = [1, 2, 3, 4];

/** The emulator varies what Adobe does not document: case, null against absent, order, page names, dashes, pages or bare lists. */
describe('a service that spells as nobody documented', () => {
  it.each(SEEDS)(
    'ends in an empty plan with respelling seed %i',
    async (seed) => {
      const workshop = await Workshop.open({ emulatorArgs: ['--respell', String(seed)] });
      try {
        await workshop.edit('pipelines/environments/demo.yaml', (text) =>
          text.replace('pipelines: [account-upgrade, subscription-churn]', 'pipelines: [account-upgrade]'),
        );
        await workshop.applyUntilDone();
        expect(await workshop.cli('plan', '--detailed-exitcode')).toMatchObject({ code: 0 });
      } finally {
        await workshop.close();
      }
    },
    120_000,
  );
});
