import { describe, expect, it } from 'vitest';
import type { ApplySummary } from '../../runner/model/index.ts';
import { renderApply, renderApplyJson, renderDrift } from '../../runner/render/index.ts';
import { busyPlan } from './sample-plans.ts';
import { sampleApply } from './sample-results.ts';
import { plainStyle, sampleHandoff, samplePlan, sampleResource } from './samples.ts';

const clean = { failed: [], refused: [], superseded: [], waiting: [], handoffs: [], opened: [] } as const;
const lines = (summary: Partial<ApplySummary>): readonly string[] =>
  renderApply({ ...sampleApply(), ...clean, ...summary }, plainStyle(100)).split('\n');

describe('the summary of an apply', () => {
  it('ends with what a plan says now where everything is done', () => {
    const plan = samplePlan({ resources: [sampleResource('a/data-view/x', 'verified')] });
    expect(lines({ plan }).at(-1)).toBe('no changes: 1 verified, 0 attested, 0 not watched');
  });

  it('ends with the command that continues', () => {
    const { failed, refused, waiting } = sampleApply();
    expect(lines({ failed }).at(-1)).toBe('  cai apply --env demo');
    expect(lines({ refused }).at(-1)).toBe('  cai plan --env demo');
    expect(lines({ waiting }).at(-1)).toBe('  cai apply --env demo');
    const handoffs = lines({ handoffs: [sampleHandoff()] });
    expect(handoffs.at(-1)).toBe('  cai apply --env demo');
    expect(handoffs).toContain('  cai handoffs list --env demo');
    expect(lines({ plan: busyPlan() }).at(-1)).toBe('  cai apply --env demo');
  });

  it('says what an interruption left behind', () => {
    const text = lines({ interrupted: true }).join(' ');
    expect(text).toContain('nothing new was started');
    expect(text).toContain('the lock is released');
  });

  it('marks the handoffs that this apply opened', () => {
    const { object, address } = sampleHandoff();
    expect(lines({ handoffs: [sampleHandoff()], opened: [object] })).toContain(`  ${address}  NEW`);
    expect(lines({ handoffs: [sampleHandoff()] })).toContain(`  ${address}`);
  });

  it('is versioned as JSON', () => {
    expect(JSON.parse(renderApplyJson(sampleApply()))).toMatchObject({
      formatVersion: 1,
      environment: 'demo',
    });
  });
});

describe('drift', () => {
  it('names who changed what, and both ways out', () => {
    const plan = busyPlan();
    const text = renderDrift(
      { plan, changes: plan.changes.filter((change) => change.drift) },
      plainStyle(100),
    );
    expect(text).toContain('changed in Adobe by sam@luma.example at 2026-05-03 17:41 UTC');
    expect(text).toContain('cai apply --env demo');
    expect(text).toContain('write it into YAML');
  });

  it('says that there is none', () => {
    expect(renderDrift({ plan: samplePlan(), changes: [] }, plainStyle(100))).toContain('no drift');
  });
});
