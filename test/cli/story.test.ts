import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Plan } from '../../runner/model/index.ts';
import { Workshop } from '../operator/workshop.ts';

/** The whole path as a user walks it: the built command, a real emulator process, handoffs done by their own words. */
describe('from YAML to a verified world', () => {
  let workshop: Workshop;

  beforeAll(async () => {
    workshop = await Workshop.open({ emulatorArgs: ['--rate-limit', 'off'] });
  });

  afterAll(async () => await workshop.close());

  it('ends with every resource verified or attested, and an empty plan', async () => {
    await workshop.applyUntilDone();
    const plan = await workshop.json<Plan>('plan');
    expect(plan.changes).toEqual([]);
    expect(plan.handoffs).toEqual([]);
    expect(new Set(plan.resources.map(({ status }) => status))).toEqual(
      new Set(['verified', 'verified+attested', 'attested']),
    );
    const { code, stdout } = await workshop.cli('plan', '--detailed-exitcode');
    expect(code).toBe(0);
    expect(stdout).toContain('no changes');
  });
});
