import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Address,
  type Expectation,
  hashRule,
  type KindSpec,
  type Plan,
  type ScoreCheck,
  type State,
} from '../../runner/model/index.ts';
import { makePlan, type World } from '../../runner/plan/index.ts';
import { build } from './walk/quiesce.ts';
import { Session } from './walk/session.ts';
import { TOY_KINDS } from './walk/toy-kinds.ts';
import { at, EVENT, INSTANCE, PROFILE } from './walk/toy-yaml.ts';

const CONNECTION = at('connection', 'scores');
const EXPORT = at('export', 'main');
const OTHER = 'other/view/one';
const STABLE: Expectation = {
  name: 'stable',
  severity: 'error',
  from: 'event',
  attribute: 'score',
  maxPopulationStabilityIndex: 0.2,
};
const SOURCE = { file: 'pipelines/a.yaml', start: { line: 7, column: 9 }, end: { line: 7, column: 15 } };

/** As the real kind of exports: it fetches what would be better. */
const KINDS = new Map([
  ...TOY_KINDS,
  ['export', { ...(TOY_KINDS.get('export') as KindSpec), ignoresChecks: true }],
]);

/** Everything built, then each address changed in YAML, so that each has a line whose readiness is to be seen. */
async function changedEverywhere(): Promise<World> {
  const session = new Session();
  session.yaml = { ...session.yaml, withProfile: true };
  await build(session);
  session.yaml = {
    ...session.yaml,
    schedule: 'monthly',
    viewTitle: 'Upgrades',
    parts: ['score', 'probability'],
    profiles: 'Sales',
    keep: 9,
  };
  const world = await session.look();
  const [view] = Object.values(world.desired.resources).filter(({ kind }) => kind === 'view');
  if (view === undefined) throw new Error('the toy has no view');
  const values = { title: 'Other', timezone: 'Europe/Lisbon', connection: 'id:c1' };
  const other = { ...view, address: OTHER, title: 'Other', key: 'view Other', values, dependsOn: [] };
  const { desired } = world;
  return {
    ...world,
    kinds: KINDS,
    desired: { ...desired, resources: { ...desired.resources, [OTHER]: other } },
  };
}

/** Its event dataset, or another one, is expected to meet something. */
function expecting(world: World, expectations: readonly Expectation[], address: Address = EVENT): World {
  const resource = world.desired.resources[address];
  if (resource === undefined) throw new Error(`the toy has no ${address}`);
  const scores = {
    title: 'Upgrade',
    propensityType: 'conversion',
    identityNamespace: 'ECID',
    bounds: [25, 75],
    expectations: expectations.map((expectation) => ({ expectation, source: SOURCE })),
  } as const;
  const resources = { ...world.desired.resources, [address]: { ...resource, scores } };
  return { ...world, desired: { ...world.desired, resources } };
}

/** A world in whose state these batches were checked, newest first. */
function having(world: World, checks: readonly ScoreCheck[], address: Address = EVENT): World {
  const state: State = { ...world.state, scoreChecks: { [address]: checks } };
  return { ...world, state };
}

function checkOf(world: World, change: Partial<ScoreCheck['results'][number]> = {}): ScoreCheck {
  const [object] = world.state.resources[EVENT]?.objects ?? [];
  return {
    datasetId: object?.ids['id'] ?? 'none',
    batchId: 'B2',
    completedAt: '2026-05-02T00:00:00.000Z',
    rows: 10,
    checkedAt: '2026-05-02T01:00:00.000Z',
    engine: 'duckdb',
    results: [
      {
        name: 'stable',
        severity: 'error',
        outcome: 'failed',
        expected: 'at most 0.2',
        found: 'it is 6.3',
        rule: hashRule(STABLE),
        ...change,
      },
    ],
  };
}

const gated = ({ changes }: Plan): readonly Address[] =>
  changes
    .filter(({ readiness }) => readiness.status === 'blocked' && readiness.by === 'gate')
    .map(({ address }) => address)
    .sort();

const planOf = (world: World): Plan => makePlan(world, []);

describe('a batch that does not meet an expectation', () => {
  it('blocks what depends on its scores, and nothing else', async () => {
    const world = expecting(await changedEverywhere(), [STABLE]);
    const before = planOf(world);
    expect(gated(before)).toEqual([]);
    const plan = planOf(having(world, [checkOf(world)]));
    const touched = plan.changes.map(({ address }) => address);
    const dependants = [at('access', 'one'), at('parts', 'one'), at('view', 'one')];
    expect(touched).toEqual(expect.arrayContaining([...dependants, EXPORT, INSTANCE, OTHER]));
    const ready = before.changes.filter(({ readiness }) => readiness.status === 'ready');
    expect(gated(plan)).toEqual(
      ready.map(({ address }) => address).filter((address) => dependants.includes(address)),
    );
    expect(gated(plan)).toContain(at('view', 'one'));
    const free = [EXPORT, INSTANCE, OTHER];
    const readinessOf = ({ changes }: Plan): readonly unknown[] =>
      changes.filter(({ address }) => free.includes(address)).map(({ readiness }) => readiness);
    expect(readinessOf(plan)).toEqual(readinessOf(before));
    for (const { readiness, address } of plan.changes)
      if (dependants.includes(address)) expect(readiness.status).toBe('blocked');
  });

  it('blocks a change by hand, too', async () => {
    const world = expecting(await changedEverywhere(), [STABLE]);
    const { [CONNECTION]: connection } = world.desired.resources;
    if (connection === undefined) throw new Error('the toy has no connection');
    const changed = { ...connection, values: { ...connection.values, stitching: 'on' } };
    const desired = { ...world.desired, resources: { ...world.desired.resources, [CONNECTION]: changed } };
    const plan = planOf(having({ ...world, desired }, [checkOf(world)]));
    expect(gated(plan)).toContain(CONNECTION);
  });

  it('names dataset, batch, expectation and figure as the reason, and says so at the line of YAML', async () => {
    const second: Expectation = { name: 'many', severity: 'error', from: 'event', minRows: 100 };
    const world = expecting(await changedEverywhere(), [STABLE, second]);
    const check = checkOf(world);
    const [result] = check.results;
    if (result === undefined) throw new Error('no result');
    const few = { ...result, name: 'many', found: '10 rows', rule: hashRule(second) };
    const plan = planOf(having(world, [{ ...check, results: [result, few] }]));
    const view = plan.changes.find(({ address }) => address === at('view', 'one'));
    expect(view?.readiness).toEqual({
      status: 'blocked',
      by: 'gate',
      reason: `${EVENT}: batch B2 does not meet the expectation "stable" (it is 6.3), and 1 more`,
    });
    const said = plan.diagnostics.filter(({ code }) => code === 'expectation-failed');
    expect(said.map(({ severity, address, source }) => [severity, address, source])).toEqual([
      ['warning', EVENT, SOURCE],
      ['warning', EVENT, SOURCE],
    ]);
    expect(said[0]?.detail).toMatch(
      /"stable" of .*: expected at most 0\.2; it is 6\.3\. Found in batch B2 of 2026-05-02\./,
    );
  });
});

describe('what blocks nothing', () => {
  it.each<[string, (world: World) => World, number]>([
    ['is no failure', (world) => having(world, [checkOf(world, { outcome: 'passed' })]), 0],
    ['was not checked', (world) => having(world, [checkOf(world, { outcome: 'not-checked' })]), 0],
    ['was found in another dataset', (world) => having(world, [{ ...checkOf(world), datasetId: 'old' }]), 0],
    ['was found by another rule', (world) => having(world, [checkOf(world, { rule: 'another' })]), 0],
    ['has a name that no expectation has', (world) => having(world, [checkOf(world, { name: 'gone' })]), 0],
    [
      'was found in an older batch',
      (world) => having(world, [checkOf(world, { outcome: 'passed' }), { ...checkOf(world), batchId: 'B1' }]),
      0,
    ],
    [
      'is of a dataset that has no expectations any more',
      (world) => having(expecting(world, []), [checkOf(world)]),
      0,
    ],
    [
      'is only a warning today',
      (world) => having(expecting(world, [{ ...STABLE, severity: 'warn' }]), [checkOf(world)]),
      1,
    ],
  ])('%s', async (_what, change, warnings) => {
    const world = expecting(await changedEverywhere(), [STABLE]);
    const plan = planOf(change(world));
    expect(gated(plan)).toEqual([]);
    expect(plan.changes).toEqual(planOf(world).changes);
    expect(plan.diagnostics.filter(({ code }) => code === 'expectation-failed')).toHaveLength(warnings);
  });

  it('but one that was a warning when it was found, and blocks today, does', async () => {
    const world = expecting(await changedEverywhere(), [STABLE]);
    expect(gated(planOf(having(world, [checkOf(world, { severity: 'warn' })])))).toContain(at('view', 'one'));
  });
});

describe('whatever was recorded', () => {
  it('changes neither lines nor digest: readiness and diagnostics alone', async () => {
    const world = expecting(await changedEverywhere(), [STABLE]);
    const ids = [EVENT, PROFILE].flatMap((address) =>
      (world.state.resources[address]?.objects ?? []).map(({ ids: known }) => known['id'] ?? ''),
    );
    const result = fc.record<ScoreCheck['results'][number]>({
      name: fc.constantFrom('stable', 'other'),
      severity: fc.constantFrom('error', 'warn'),
      outcome: fc.constantFrom('passed', 'failed', 'not-checked'),
      expected: fc.string(),
      found: fc.string(),
      rule: fc.constantFrom(hashRule(STABLE), 'another'),
    });
    const check = fc.record<ScoreCheck>({
      datasetId: fc.constantFrom(...ids, 'none'),
      batchId: fc.string(),
      completedAt: fc.constant('2026-05-02T00:00:00.000Z'),
      rows: fc.nat(),
      checkedAt: fc.constant('2026-05-02T01:00:00.000Z'),
      engine: fc.constantFrom('duckdb', 'query-service'),
      results: fc.array(result, { minLength: 1, maxLength: 3 }),
    });
    const some = fc.array(check, { minLength: 1, maxLength: 3 });
    const checks = fc.record(
      { [EVENT]: some, [PROFILE]: some, 'gone/dataset/event': some },
      { requiredKeys: [EVENT] },
    );
    const before = planOf(world);
    const settled = ({ changes, diagnostics: _said, ...rest }: Plan): unknown => ({
      ...rest,
      resources: rest.resources.map(({ status: _status, ...resource }) => resource),
      changes: changes.map(({ readiness: _readiness, ...change }) => change),
    });
    let blocked = 0;
    fc.assert(
      fc.property(checks, (scoreChecks) => {
        const plan = planOf({ ...world, state: { ...world.state, scoreChecks } });
        expect(settled(plan)).toEqual(settled(before));
        if (gated(plan).length > 0) blocked += 1;
      }),
    );
    expect(blocked).toBeGreaterThan(0);
  });
});
