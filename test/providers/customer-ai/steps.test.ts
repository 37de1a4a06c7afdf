import { describe, expect, it } from 'vitest';
import type {
  DesiredResource,
  GuidedStep,
  JsonValue,
  OpenAttribute,
  StepsRequest,
  Values,
} from '../../../runner/model/index.ts';
import { mapTokens, specOf } from '../../../runner/model/index.ts';
import { KINDS, readExamples } from '../read-examples.ts';

const SPEC = specOf(KINDS, 'customer-ai-instance');
const NAMES: Record<string, string> = {
  'account-upgrade/input-dataset/web': 'Luma Web Events (5f01)',
  'account-upgrade/input-dataset/app': 'Luma App Events (5f02)',
  'subscription-churn/input-dataset/app': 'Luma App Events (5f02)',
  'subscription-churn/input-dataset/consumer': 'Luma Consumer Events (5f03)',
  'subscription-churn/input-dataset/traits': 'Luma Audience Traits (5f04)',
};

async function readInstance(pipeline: string): Promise<DesiredResource> {
  const { desired } = await readExamples();
  const resource = desired.resources[`${pipeline}/customer-ai-instance/main`];
  if (resource === undefined) throw new Error('the example has no instance');
  return resource;
}

/** Canonical values as the planner makes them: references with fingerprints. */
function canonical(resource: DesiredResource): Values {
  const named = mapTokens(resource.values, { ref: (address) => `${address}~f1`, id: (_space, id) => id });
  const entries = Object.entries(named)
    .map(([path, value]) => [path, SPEC.normalize(path, value)] as const)
    .filter(([, value]) => value !== null);
  return Object.fromEntries(entries);
}

function openAll(resource: DesiredResource): readonly OpenAttribute[] {
  return Object.entries(canonical(resource)).map(([path, desired]) => ({
    path,
    desired,
    live: undefined,
    why: 'unknown',
  }));
}

function request(desired: DesiredResource | undefined, change: Partial<StepsRequest>): StepsRequest {
  return {
    purpose: 'create',
    phase: 'main',
    desired,
    open: [],
    nameOf: (reference) => NAMES[reference.split('~')[0] ?? ''] ?? `?${reference}`,
    titles: [],
    retiredTitle: '',
    environment: { sandbox: 'prod' },
    holders: [],
    ...change,
  };
}

/** Steps as lines that a person could follow; the golden text is the review of the wording. */
function print(steps: readonly GuidedStep[]): string {
  const lines = steps.flatMap((step, index) => [
    `${index + 1}. [${step.screen}] ${step.act} ${step.label}${step.value === undefined ? '' : `: ${step.value}`}`,
    ...(step.why === undefined ? [] : [`   why: ${step.why}`]),
    ...(step.consequence === undefined ? [] : [`   then: ${step.consequence}`]),
    ...(step.paths.length === 0 ? [] : [`   settles: ${step.paths.join(', ')}`]),
    ...(step.readBack === undefined ? [] : [`   read back: ${step.readBack}`]),
  ]);
  return `${lines.join('\n')}\n`;
}

async function matchGolden(name: string, steps: readonly GuidedStep[]): Promise<void> {
  await expect(print(steps)).toMatchFileSnapshot(`./steps/${name}.txt`);
}

function replaceValue(resource: DesiredResource, path: string, value: JsonValue): DesiredResource {
  return { ...resource, values: { ...resource.values, [path]: value } };
}

describe('the steps of an instance', () => {
  it('set up a new one, screen by screen', async () => {
    const upgrade = await readInstance('account-upgrade');
    await matchGolden('create-conversion', SPEC.steps(request(upgrade, { open: openAll(upgrade) })));
    const churn = await readInstance('subscription-churn');
    await matchGolden('create-churn', SPEC.steps(request(churn, { open: openAll(churn) })));
  });

  it('name every attribute that is asked for, under the path that the handoff knows', async () => {
    for (const pipeline of ['account-upgrade', 'subscription-churn']) {
      const resource = await readInstance(pipeline);
      const settled = new Set(
        SPEC.steps(request(resource, { open: openAll(resource) })).flatMap(({ paths }) => paths),
      );
      expect([...settled].sort()).toEqual(Object.keys(canonical(resource)).sort());
    }
  });

  it('rename the old one before a clone', async () => {
    const resource = await readInstance('account-upgrade');
    const change = {
      purpose: 'replace',
      phase: 'rename',
      titles: ['Likelihood to upgrade account'],
      retiredTitle: 'Likelihood to upgrade account (before 3fa2c1)',
    } as const;
    await matchGolden('clone-rename', SPEC.steps(request(resource, change)));
  });

  it('clone it and say what changes and what does not', async () => {
    const old = await readInstance('subscription-churn');
    const longer = replaceValue(old, 'goal.outcomeWindowDays', 60);
    const fewer = replaceValue(longer, 'exclusions', []);
    const other = replaceValue(fewer, 'customEvents[Contacted support]', null);
    const added = replaceValue(other, 'goal.events', [
      { field: 'commerce.purchases.value', operator: 'exists' },
      { field: 'commerce.checkouts.value', operator: 'exists' },
    ]);
    const steps = SPEC.steps(
      request(added, {
        purpose: 'replace',
        phase: 'main',
        open: openAll(added),
        previous: canonical(old),
        titles: ['Subscription churn'],
        retiredTitle: 'Subscription churn (before 3fa2c1)',
      }),
    );
    await matchGolden('clone-main', steps);
    const touched = steps.filter(({ screen, act }) => screen.includes('Clone ›') && act !== 'check');
    expect(touched.map(({ label, act }) => `${act} ${label}`)).toEqual([
      'set Name',
      'remove Conditions',
      'add Add event',
      'set Prediction window',
      'remove Custom events',
      'remove Prediction exclusions',
    ]);
  });

  it('edit only what Adobe lets anybody edit', async () => {
    const resource = await readInstance('account-upgrade');
    const open: readonly OpenAttribute[] = [
      { path: 'title', desired: 'Likelihood to upgrade account', live: 'Upgrades', why: 'differs' },
      { path: 'schedule.frequency', desired: 'weekly', live: undefined, why: 'unknown' },
      { path: 'outputs.cja', desired: true, live: false, why: 'differs' },
    ];
    const titles = ['Upgrades', 'Likelihood to upgrade account'];
    const steps = SPEC.steps(request(resource, { purpose: 'update', open, titles }));
    await matchGolden('update', steps);
    expect(steps.filter(({ act }) => act === 'set').map(({ label }) => label)).toEqual([
      'Name',
      'Scoring frequency',
    ]);
  });

  it('clear a description that is no longer declared', async () => {
    const resource = replaceValue(await readInstance('account-upgrade'), 'description', '');
    const open: readonly OpenAttribute[] = [
      { path: 'description', desired: undefined, live: 'Old words', why: 'differs' },
    ];
    const steps = SPEC.steps(request(resource, { purpose: 'update', open, titles: [resource.title] }));
    expect(steps.find(({ label }) => label === 'Description')).toMatchObject({
      act: 'set',
      value: 'leave empty',
      paths: ['description'],
      why: 'It is: Old words.',
    });
  });

  it('look through an instance that is taken over', async () => {
    const resource = await readInstance('account-upgrade');
    await matchGolden(
      'adopt',
      SPEC.steps(request(resource, { purpose: 'adopt', open: openAll(resource), titles: [resource.title] })),
    );
  });

  it('take the datasets out of connections before a deletion', async () => {
    const change = {
      purpose: 'delete',
      titles: ['Old churn'],
      holders: ['Subscription churn scores'],
    } as const;
    await matchGolden('delete', SPEC.steps(request(undefined, change)));
  });

  it('undo what was begun, and give the old one its name back', async () => {
    const resource = await readInstance('account-upgrade');
    const change = {
      purpose: 'undo',
      titles: ['Likelihood to upgrade account'],
      retiredTitle: 'Likelihood to upgrade account (before 3fa2c1)',
      restoreTitle: 'Likelihood to upgrade account',
    } as const;
    await matchGolden('undo-clone', SPEC.steps(request(resource, change)));
    const { restoreTitle: _none, ...create } = change;
    await matchGolden('undo-create', SPEC.steps(request(resource, create)));
  });

  it('explain a run that is overdue, with every code that Adobe lists', async () => {
    const resource = await readInstance('account-upgrade');
    const steps = SPEC.steps(request(resource, { purpose: 'overdue', titles: [resource.title] }));
    await matchGolden('overdue', steps);
    const codes = steps.flatMap(({ label }) => /^Error (\d+)/.exec(label)?.[1] ?? []);
    expect(codes.map(Number)).toEqual([400, 401, 402, 403, 405, 407, 408, 409, 410, 411, 412, 413, 414]);
  });
});
