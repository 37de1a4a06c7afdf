import { expect, it } from 'vitest';
import { emptyState } from '../../runner/model/index.ts';
import { acceptSavedPlan } from '../../runner/operations/index.ts';
import { makeManifest } from '../../runner/plan/index.ts';
import { samplePlan } from '../render/samples.ts';

const state = emptyState('demo', 'lineage');
const manifest = makeManifest([
  { address: 'a/data-view/one', action: 'update', before: 'ab12cd34', after: 'cd34ab12' },
]);

it('a saved plan that the brake stopped is accepted with its digest, and not without or with another', () => {
  const plan = samplePlan({ manifest, brake: '12 of 20 managed resources are updated' });
  for (const acknowledged of [undefined, 'another'])
    expect(() => acceptSavedPlan(plan, state, acknowledged)).toThrow(
      expect.objectContaining({ code: 'brake', exitCode: 4, hint: expect.stringContaining(manifest.digest) }),
    );
  for (const accepted of [
    acceptSavedPlan(plan, state, manifest.digest),
    acceptSavedPlan(samplePlan({ manifest }), state),
  ])
    expect(accepted).toEqual({ manifests: [{ manifest, acceptedIn: expect.any(String) }] });
});
