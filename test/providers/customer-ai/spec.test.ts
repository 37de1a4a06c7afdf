import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type JsonValue, type Pipeline, requiredHistoryDays, specOf } from '../../../runner/model/index.ts';
import { valuesOfInstance } from '../../../runner/providers/customer-ai/customer-ai-instance/declare.ts';
import { computeRequiredHistory } from '../../../runner/providers/customer-ai/customer-ai-instance/history-rule.ts';
import {
  memberPath,
  readMemberPath,
} from '../../../runner/providers/customer-ai/customer-ai-instance/member-path.ts';
import { findOverdueRun } from '../../../runner/providers/customer-ai/customer-ai-instance/overdue.ts';
import { KINDS, readExamples } from '../read-examples.ts';

const SPEC = specOf(KINDS, 'customer-ai-instance');

async function readPipeline(name: string): Promise<Pipeline> {
  const { pipelines } = await readExamples();
  const pipeline = pipelines.find(({ metadata }) => metadata.name === name);
  if (pipeline === undefined) throw new Error(`no example ${name}`);
  return pipeline;
}

describe('declaring an instance', () => {
  it('lists every setting of the churn example, flat', async () => {
    const { desired } = await readExamples();
    const resource = desired.resources['subscription-churn/customer-ai-instance/main'];
    const inputs = ['app', 'consumer', 'traits'].map((name) => `subscription-churn/input-dataset/${name}`);
    expect(resource).toMatchObject({
      title: 'Subscription churn',
      key: 'Subscription churn',
      dependsOn: inputs,
    });
    expect(resource?.values).toMatchObject({
      propensityType: 'churn',
      'goal.occurs': 'willNot',
      'goal.match': 'any',
      'goal.outcomeWindowDays': 30,
      'eligiblePopulation.lookbackDays': 60,
      'customEvents[Contacted support]': { field: '_luma.support.ticketOpened', operator: 'exists' },
      'schedule.frequency': 'monthly',
      'schedule.day': '1',
      'outputs.cja': true,
    });
    expect(resource?.source?.file).toBe('pipelines/subscription-churn.yaml');
    expect(resource?.sources?.['goal.outcomeWindowDays']?.start.line).toBeGreaterThan(30);
  });

  it('has a row of the attribute table for each of its paths', async () => {
    const rows = SPEC.attributes.map(({ path }) => path);
    for (const path of Object.keys(valuesOfInstance(await readPipeline('subscription-churn')))) {
      const pattern = path.replace(/\[.*\]/, '[]');
      expect(
        rows.some((row) => pattern === row || pattern.startsWith(`${row}.`) || pattern.startsWith(`${row}[`)),
      ).toBe(true);
    }
  });

  it('does not tell all of one event from any of one event', async () => {
    const pipeline = await readPipeline('account-upgrade');
    const { goal } = pipeline.spec.customerAi;
    const change = (match: 'all' | 'any'): Pipeline => ({
      ...pipeline,
      spec: { ...pipeline.spec, customerAi: { ...pipeline.spec.customerAi, goal: { ...goal, match } } },
    });
    expect(valuesOfInstance(change('all'))).toEqual(valuesOfInstance(change('any')));
  });

  it('computes the history that it needs as the validation does', async () => {
    for (const name of ['account-upgrade', 'subscription-churn']) {
      const pipeline = await readPipeline(name);
      const rule = computeRequiredHistory(valuesOfInstance(pipeline));
      expect(rule.days).toBe(requiredHistoryDays(pipeline.spec.customerAi));
    }
  });

  it.each([
    [undefined, 7, 52],
    [7, 7, 37],
    [60, 30, 90],
  ])('needs the days of the examples of Adobe: eligibility %s, window %s', (eligibility, window, days) => {
    const population = eligibility === undefined ? {} : { 'eligiblePopulation.lookbackDays': eligibility };
    expect(computeRequiredHistory({ 'goal.outcomeWindowDays': window, ...population }).days).toBe(days);
  });
});

const condition = fc.record(
  {
    field: fc.string(),
    operator: fc.constantFrom('exists', 'Equals', ' starts  with '),
    value: fc.oneof(fc.string(), fc.integer(), fc.boolean()),
  },
  { requiredKeys: ['field', 'operator'] },
);

describe('what a person is told before the first step', () => {
  it('speaks of a scoring run where one follows, and not of a rename or a deletion', () => {
    expect(SPEC.handoffNote?.('whole')).toContain('scoring run');
    expect(SPEC.handoffNote?.('single')).not.toContain('scoring run');
    expect(SPEC.handoffNote?.('single')).toContain('permission Manage Customer AI');
  });
});

describe('canonical values of an instance', () => {
  it('stay as they are when they are normalised again', () => {
    const entry = fc.oneof(
      fc.tuple(
        fc.constantFrom('goal.events', 'exclusions', 'eligiblePopulation.exclude'),
        fc.array(condition),
      ),
      fc.tuple(fc.constantFrom('customEvents[A]', 'customProfileAttributes[B]'), condition),
      fc.tuple(fc.constantFrom('title', 'description', 'schedule.day'), fc.string()),
    );
    fc.assert(
      fc.property(entry, ([path, value]) => {
        const once = SPEC.normalize(path, value as JsonValue);
        expect(SPEC.normalize(path, once)).toEqual(once);
      }),
    );
  });

  it('know no order and no repetition of conditions', () => {
    fc.assert(
      fc.property(fc.array(condition), (list) => {
        const shuffled = [...list].reverse().concat(list) as JsonValue;
        expect(SPEC.normalize('goal.events', shuffled)).toEqual(
          SPEC.normalize('goal.events', list as JsonValue),
        );
      }),
    );
  });

  it('take empty texts and empty lists as not declared', () => {
    expect(SPEC.normalize('description', '  ')).toBeNull();
    expect(SPEC.normalize('exclusions', [])).toBeNull();
  });

  it('keep any name of a custom event inside its path', () => {
    fc.assert(
      fc.property(fc.string(), (name) => {
        const path = memberPath('customEvents', name);
        expect(readMemberPath('customEvents', path)).toEqual({ key: name, attribute: '' });
        expect(path.slice('customEvents['.length, -1)).not.toMatch(/[[\]]/);
      }),
    );
  });
});

describe('an overdue run', () => {
  const at = (iso: string, ms = 0): string => new Date(Date.parse(iso) + ms).toISOString();
  const attestedAt = '2026-11-02T09:00:00.000Z';
  const hour = 3_600_000;

  it('is one without a batch 26 hours after the attestation, not a moment sooner', () => {
    const facts = { attestedAt, frequency: 'weekly' } as const;
    expect(findOverdueRun({ ...facts, observedAt: at(attestedAt, 26 * hour) })).toBeUndefined();
    expect(findOverdueRun({ ...facts, observedAt: at(attestedAt, 26 * hour + 1) })).toMatchObject({
      since: '2026-11-03T11:00:00.000Z',
    });
  });

  it.each([
    ['weekly', 10.5],
    ['monthly', 46.5],
  ] as const)('is one that is one and a half schedules late: %s', (frequency, days) => {
    const facts = { attestedAt, frequency, lastBatchAt: attestedAt };
    expect(findOverdueRun({ ...facts, observedAt: at(attestedAt, days * 24 * hour) })).toBeUndefined();
    expect(findOverdueRun({ ...facts, observedAt: at(attestedAt, days * 24 * hour + 1) })).toBeDefined();
  });

  it('is never one of an instance that nobody has confirmed', () => {
    expect(findOverdueRun({ frequency: 'weekly', observedAt: '2036-01-01T00:00:00.000Z' })).toBeUndefined();
  });
});
