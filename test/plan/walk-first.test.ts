import fc from 'fast-check';
import { expect, it } from 'vitest';
import { walks } from './walk/commands.ts';
import { walkOnce } from './walk/walk-once.ts';

/*
 * Random walks over a toy world: an operator who acts late, wrongly or partly, a colleague who edits and deletes, kills,
 * lost answers, stale lists, several manifests at once. Then everything goes right, and the walk must end in an empty plan
 * or in rests that each say why. `CAI_WALKS` and `CAI_WALK_SEED` ask for more, or for others; a failing walk prints itself.
 */
const RUNS = Number(process.env['CAI_WALKS'] ?? 1000);
const SEED = Number(process.env['CAI_WALK_SEED'] ?? 1);

it('converges, or every rest is an explained block (first half)', { timeout: 600_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(walks, async (walk) => {
      const { problems } = await walkOnce(walk);
      expect(problems).toEqual([]);
    }),
    { numRuns: RUNS, seed: SEED },
  );
});
