import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ControlClient } from '../../runner/emulator/index.ts';
import type { Diagnostic, Plan } from '../../runner/model/index.ts';
import { ENVIRONMENT } from '../operator/site.ts';
import { Workshop } from '../operator/workshop.ts';

/** Eight faults, each marked with what must be found at the value before the mark. */
const PLANTED = `apiVersion: cai/v1
kind: Pipeline
metadata: { name: planted, title: Planted faults, owners: [growth-analytics] }
spec:
  inputs:
    - name: gone
      source: experienceEvent
      dataset: Luma Nowhere Events # 1 input-missing
      identity: { namespace: ECID, field: identityMap }
    - name: closed
      source: experienceEvent
      dataset: Closed Events # 2 input-unfit
      identity: { namespace: ECID, field: identityMap }
    - name: foreign
      source: audienceManagerConnector
      dataset: Foreign Events
      identity:
        field: endUserIDs._experience.mcid.id
        namespace: ECID # 6 input-identity-unfit
    - name: young
      source: consumerExperienceEvent
      dataset: Young Events # 7 short-history
      identity: { namespace: ECID, field: identityMap }
    - name: labelled
      source: experienceEvent
      dataset: Labelled Events # 8 label-forbids-use
      identity: { namespace: ECID, field: identityMap }
  customerAi:
    propensityType: conversion
    scenario: purchase-conversion # 5 missing-recommended-event
    goal:
      occurs: will
      match: all
      events:
        - operator: exists
          field: commerce.order.purchaseId # 3 input-field-missing
      outcomeWindowDays: 30
    eligiblePopulation:
      lookbackDays: 60
      match: any
      events:
        - field: _luma.support.ticketOpened
          value: '1'
          operator: starts with # 4 input-field-unfit
    schedule: { frequency: weekly }
    outputs: { profile: true, cja: true }
`;

interface Checked {
  readonly diagnostics: readonly Diagnostic[];
  readonly unchecked: readonly { readonly check: string; readonly cause: string }[];
  readonly passed: readonly { readonly check: string }[];
}

describe('preflight of inputs', () => {
  let workshop: Workshop;
  let control: ControlClient;

  beforeAll(async () => {
    workshop = await Workshop.open({ staleReadSeconds: 1 });
    control = new ControlClient(workshop);
  });

  afterAll(async () => await workshop.close());

  it('finds nothing wrong with the inputs of the demo, and says what it did not check', async () => {
    const { code, stdout } = await workshop.cli('inputs', 'check');
    expect({ code, stdout }).toMatchObject({
      code: 0,
      stdout: expect.not.stringMatching(/^(error|warning)\[/m),
    });
    const report = await workshop.json<Checked>('inputs', 'check', 'subscription-churn');
    expect(report.diagnostics).toEqual([]);
    expect(report.passed.map(({ check }) => check)).toContain('history of inputs.traits');
    expect(report.unchecked.filter(({ cause }) => cause === 'engine').length).toBeGreaterThanOrEqual(2);
    expect(report.unchecked.filter(({ cause }) => cause === 'reading')).toEqual([]);
    const plan = await workshop.json<Plan>('plan');
    expect(plan.diagnostics).toEqual([]);
  });

  it('finds all eight planted faults, each at its line and column, alone and in a plan', async () => {
    await plant();
    const { code, stdout } = await workshop.cli('inputs', 'check', 'planted', '--json');
    expect(code).toBe(1);
    const report: Checked = JSON.parse(stdout);
    const wanted = listPlanted();
    expect(wanted).toHaveLength(8);
    expect(report.diagnostics.map(placeOf).sort()).toEqual(wanted);
    const missing = report.diagnostics.find(({ code: found }) => found === 'input-field-missing');
    expect(missing?.suggestion).toBe('commerce.order.purchaseID');

    const text = await workshop.cli('inputs', 'check', 'planted');
    expect(text).toMatchObject({ code: 1 });
    for (const place of wanted) expect(text.stdout).toContain(`at ${place.split(' ')[1]}`);

    const planned = await workshop.cli('plan', '--json');
    expect(planned.code).toBe(1);
    const plan: Plan = JSON.parse(planned.stdout);
    const of = plan.diagnostics.filter(({ source }) => source?.file === 'pipelines/planted.yaml');
    expect(of.map(placeOf).sort()).toEqual(wanted);
    expect(plan.manifest.lines.filter(({ address }) => address.includes('/input-dataset/'))).toEqual([]);
  });

  it('refuses a pipeline that the environment does not have', async () => {
    expect(await workshop.cli('inputs', 'check', 'other')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('account-upgrade'),
    });
  });

  /** Writes the pipeline, and gives the world the datasets that it names. */
  async function plant(): Promise<void> {
    await writeFile(join(workshop.repository, 'pipelines', 'planted.yaml'), PLANTED);
    await workshop.edit(ENVIRONMENT, (text) => text.replace('pipelines: [', 'pipelines: [planted, '));
    const closed = await make({ name: 'Closed Events', kind: 'experienceEvent' });
    await control.patch(`datasets/${closed}`, { state: 'DISABLED' });
    await make({
      name: 'Foreign Events',
      kind: 'audienceManagerConnector',
      identityNamespace: 'CRMID',
      identityField: 'endUserIDs._experience.mcid.id',
    });
    await make({
      name: 'Young Events',
      kind: 'consumerExperienceEvent',
      historyDays: 20,
      withoutFields: ['search'],
    });
    const labelled = await make({ name: 'Labelled Events', kind: 'experienceEvent' });
    await control.patch(`datasets/${labelled}`, { labels: ['C2', 'C9'] });
  }

  async function make(body: object): Promise<string> {
    return (await control.post<{ id: string }>('datasets', body)).id;
  }
});

function placeOf({ code, source }: Diagnostic): string {
  return `${code} ${source?.file}:${source?.start.line}:${source?.start.column}`;
}

/** The places of the marks: each stands after the value that is wrong. */
function listPlanted(): readonly string[] {
  return PLANTED.split('\n')
    .flatMap((line, index) => {
      const found = /^(\s*(?:- )?[A-Za-z]+: )\S.* # \d ([a-z-]+)$/.exec(line);
      return found === null
        ? []
        : [`${found[2]} pipelines/planted.yaml:${index + 1}:${(found[1] ?? '').length + 1}`];
    })
    .sort();
}
