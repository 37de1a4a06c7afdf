import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  canonicalJson,
  type JsonValue,
  type Manifest,
  type ManifestLine,
  type State,
} from '../../runner/model/index.ts';
import { checkManifest, makeManifest, makePlan, type World } from '../../runner/plan/index.ts';
import { perform, walks } from './walk/commands.ts';
import { build } from './walk/quiesce.ts';
import { Session } from './walk/session.ts';
import { at } from './walk/toy-yaml.ts';
import type { Walk } from './walk/walk-once.ts';

/** A world as some walk left it, in the middle of everything. */
async function worldOf(walk: Walk): Promise<{ session: Session; world: World }> {
  const session = new Session();
  if (walk.isBuilt) await build(session);
  for (const command of walk.commands) await perform(session, command);
  return { session, world: await session.look() };
}

/** The same data with every object's members in another order, and lists that have none reversed. */
function shuffled<Data>(data: Data, seed: number): Data {
  if (Array.isArray(data)) return data.map((item) => shuffled(item, seed)) as Data;
  if (data === null || typeof data !== 'object' || data instanceof Map) return data;
  const entries = Object.entries(data).map(([key, value]) => [key, shuffled(value, seed + 1)] as const);
  const turned =
    entries.length === 0
      ? []
      : [...entries.slice(seed % entries.length), ...entries.slice(0, seed % entries.length)];
  return Object.fromEntries(seed % 2 === 0 ? turned.reverse() : turned) as Data;
}

describe('a plan', () => {
  it('has the same bytes whatever the order of its input, and says the same twice', async () => {
    await fc.assert(
      fc.asyncProperty(walks, fc.nat({ max: 20 }), async (walk, seed) => {
        const { world } = await worldOf(walk);
        const other: World = {
          ...world,
          desired: shuffled(world.desired, seed),
          observed: shuffled(world.observed, seed),
          state: shuffled(world.state, seed),
          kinds: new Map([...world.kinds].reverse()),
        };
        expect(JSON.stringify(makePlan(other, []))).toBe(JSON.stringify(makePlan(world, [])));
      }),
      { numRuns: 60, seed: 3 },
    );
  });

  it('survives JSON', async () => {
    await fc.assert(
      fc.asyncProperty(walks, async (walk) => {
        const { world } = await worldOf(walk);
        const plan = makePlan(world, []);
        expect(JSON.parse(JSON.stringify(plan))).toEqual(plan);
      }),
      { numRuns: 30, seed: 4 },
    );
  });

  it('has a digest that time and readiness do not move', async () => {
    await fc.assert(
      fc.asyncProperty(walks, async (walk) => {
        const { session, world } = await worldOf(walk);
        const later = { ...world, observed: { ...world.observed, observedAt: '2031-01-01T00:00:00.000Z' } };
        for (const connection of session.world.connections) connection.backfill = 'failed';
        const failed = await session.look();
        const { digest } = makePlan(world, []).manifest;
        expect(makePlan(later, []).manifest.digest).toBe(digest);
        expect(makePlan(failed, []).manifest.digest).toBe(digest);
      }),
      { numRuns: 40, seed: 5 },
    );
  });

  it('orders changes so that each comes after what it depends on, and deletions the other way round', async () => {
    const session = new Session();
    const addresses = (await session.plan()).changes.map(({ address }) => address);
    const { resources } = (await session.look()).desired;
    for (const [index, address] of addresses.entries()) {
      const after = addresses.slice(index + 1);
      expect(after.filter((other) => resources[address]?.dependsOn.includes(other))).toEqual([]);
    }
    session.yaml = { ...session.yaml, allowDelete: true };
    await build(session);
    session.yaml = { ...session.yaml, present: false };
    const deletions = (await session.plan()).changes.map(({ address, action }) => `${action} ${address}`);
    const place = (kind: string, name: string): number => deletions.indexOf(`delete ${at(kind, name)}`);
    expect(place('view', 'one')).toBeLessThan(place('connection', 'scores'));
    expect(place('connection', 'scores')).toBeLessThan(place('instance', 'main'));
    expect(place('parts', 'one')).toBeLessThan(place('view', 'one'));
  });

  it('comes to an end however much a state says that everything stands on everything', async () => {
    const session = new Session();
    await build(session);
    session.yaml = { ...session.yaml, present: false };
    const world = await session.look();
    const known = Object.values(world.state.resources);
    const names = Array.from({ length: 30 }, (_, n) => at('view', `v${n}`));
    const [sample] = known.filter(({ objects }) => objects.some(({ status }) => status === 'current'));
    const resources = Object.fromEntries(
      names.map((address) => [
        address,
        {
          ...sample,
          kind: 'view',
          objects: sample?.objects.map((object) => ({ ...object, dependsOn: names })),
        },
      ]),
    ) as State['resources'];
    const plan = makePlan(
      { ...world, state: { ...world.state, resources, manifests: [], handoffs: {} } },
      [],
    );
    expect(plan.formatVersion).toBe(1);
  });

  it('is empty after an apply that came to its end, and after a move', async () => {
    const session = new Session();
    await build(session);
    expect((await session.plan()).changes).toEqual([]);
    session.yaml = { ...session.yaml, moved: true };
    expect((await session.plan()).changes).toEqual([]);
    await session.apply();
    expect((await session.plan()).changes).toEqual([]);
    expect(session.backend.state.resources[at('connection', 'scores')]).toBeUndefined();
    expect(session.world.views).toHaveLength(1);
    expect(session.world.connections).toHaveLength(1);
  });

  it('calls what somebody else did drift, and what YAML asks a change', async () => {
    const session = new Session();
    await build(session);
    session.world.changeViews(() =>
      Object.assign(session.world.views[0] ?? {}, { title: 'X', modifiedBy: 'bob' }),
    );
    const [drift] = (await session.plan()).changes;
    expect(drift).toMatchObject({ action: 'update', drift: true, changedBy: 'bob' });
    session.yaml = { ...session.yaml, viewTitle: 'Account' };
    const [change] = (await session.plan()).changes;
    expect(change).toMatchObject({ action: 'update', drift: false });
  });
});

const line = fc.record<ManifestLine>({
  address: fc.constantFrom('a/view/one', 'a/view/two', 'a/view/one~f1'),
  action: fc.constantFrom('create', 'update', 'delete'),
  before: fc.constantFrom('absent', 'h1', 'h2', 'h3'),
  after: fc.constantFrom('absent', 'h1', 'h2', 'h3'),
});

describe('a manifest', () => {
  it('has a digest that ignores the order of its lines and their members', () => {
    fc.assert(
      fc.property(fc.array(line), fc.nat({ max: 9 }), (lines, seed) => {
        const reordered = shuffled([...lines].reverse(), seed);
        expect(makeManifest(reordered).digest).toBe(makeManifest(lines).digest);
      }),
      { seed: 6 },
    );
  });

  it('has another digest for other lines, and is refused when forged or of other versions', () => {
    fc.assert(
      fc.property(fc.array(line, { minLength: 1 }), (lines) => {
        const manifest = makeManifest(lines);
        const [first, ...rest] = manifest.lines;
        const forged: Manifest = {
          ...manifest,
          lines: [{ ...(first as ManifestLine), after: 'forged' }, ...rest],
        };
        expect(checkManifest(manifest)).toBe('ok');
        expect(checkManifest(forged)).toBe('forged');
        expect(checkManifest({ ...manifest, versions: { format: 99, normaliser: 1 } })).toBe('other-version');
      }),
      { seed: 7 },
    );
  });
});

it('equal data has equal canonical JSON', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.nat({ max: 9 }), (value, seed) => {
      const json = JSON.parse(JSON.stringify(value)) as JsonValue;
      expect(canonicalJson(shuffled(json, seed))).toBe(canonicalJson(json));
    }),
    { seed: 8 },
  );
});
