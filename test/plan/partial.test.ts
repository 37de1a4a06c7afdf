import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Address, parseObjectAddress } from '../../runner/model/index.ts';
import { checkManifest, makePlan, type World } from '../../runner/plan/index.ts';
import { perform, walks } from './walk/commands.ts';
import { build } from './walk/quiesce.ts';
import { Session } from './walk/session.ts';

function closureOf({ desired }: World, address: Address): ReadonlySet<Address> {
  const below = (desired.resources[address]?.dependsOn ?? []).flatMap((one) => [
    ...closureOf({ desired } as World, one),
  ]);
  return new Set([address, ...below]);
}

describe('a partial plan', () => {
  it('holds the very changes of the full plan for its target and what that depends on, and no other', async () => {
    await fc.assert(
      fc.asyncProperty(walks, fc.nat(), async (walk, choice) => {
        const session = new Session();
        if (walk.isBuilt) await build(session);
        for (const command of walk.commands) await perform(session, command);
        const world = await session.look();
        const addresses = Object.keys(world.desired.resources).sort();
        fc.pre(addresses.length > 0);
        const target = addresses[choice % addresses.length] ?? '';
        const closure = closureOf(world, target);
        const full = makePlan(world, []);
        const partial = makePlan(world, [], [target]);
        const isIn = (address: string): boolean => closure.has(parseObjectAddress(address).address);
        expect(partial.changes).toEqual(full.changes.filter(({ address }) => isIn(address)));
        expect(partial.manifest.lines).toEqual(full.manifest.lines.filter(({ address }) => isIn(address)));
        expect(checkManifest(partial.manifest)).toBe(checkManifest(full.manifest));
        expect(partial.partial).toEqual({
          targets: [target],
          leftOut: full.changes.length - partial.changes.length,
        });
        expect(makePlan(world, [], [])).toEqual(full);
      }),
      { numRuns: 40 },
    );
  });
});
