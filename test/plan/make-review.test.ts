import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Review } from '../../runner/model/index.ts';
import { checkManifest, makePlan, makeReview } from '../../runner/plan/index.ts';
import { Session } from './walk/session.ts';
import { at, FIRST_YAML, type ToyYaml } from './walk/toy-yaml.ts';

const VIEW = at('view', 'one');

/** What a pull request from one YAML to another changes, in the world of a session. */
async function reviewOf(session: Session, base: ToyYaml, head: ToyYaml): Promise<Review> {
  const look = async (yaml: ToyYaml) => {
    session.yaml = yaml;
    return await session.look();
  };
  return makeReview({ base: await look(base), head: await look(head), diagnostics: [] });
}

const linesOf = ({ manifest }: Review): readonly string[] =>
  manifest.lines.map(({ address, action }) => `${action} ${address.split('/').slice(1).join('/')}`);

const arbitraryEdit: fc.Arbitrary<Partial<ToyYaml>> = fc.oneof(
  fc.record({ timezone: fc.constantFrom('Europe/Lisbon', 'Europe/Paris') }),
  fc.record({ goal: fc.constantFrom(30, 60) }),
  fc.record({ secondView: fc.boolean() }),
  fc.record({ streaming: fc.boolean() }),
  fc.record({ keep: fc.constantFrom(8, 3) }),
  fc.record({ connectionTitle: fc.constantFrom('Scores', 'Other scores') }),
  fc.record({ present: fc.boolean() }),
);
const arbitraryYaml = fc
  .array(arbitraryEdit, { maxLength: 3 })
  .map((edits): ToyYaml => Object.assign({ ...FIRST_YAML }, ...edits));

it('a pull request that wants the same is empty, whatever is still to be done', async () => {
  await fc.assert(
    fc.asyncProperty(arbitraryYaml, async (yaml) => {
      const review = await reviewOf(new Session(), yaml, yaml);
      expect(review.manifest.lines).toEqual([]);
      expect(review.changes).toEqual([]);
    }),
    { numRuns: 30 },
  );
});

it('holds exactly the addresses whose lines differ, once each, and hashes to its digest', async () => {
  await fc.assert(
    fc.asyncProperty(arbitraryYaml, arbitraryYaml, async (base, head) => {
      const session = new Session();
      const review = await reviewOf(session, base, head);
      session.yaml = base;
      const before = makePlan(await session.look(), []);
      session.yaml = head;
      const after = makePlan(await session.look(), []);
      const lines = (plan: typeof before): ReadonlyMap<string, string> =>
        new Map(plan.changes.map((one) => [one.address, [one.action, one.before, one.after].join()]));
      const [first, second] = [lines(before), lines(after)];
      const differing = [...new Set([...first.keys(), ...second.keys()])].filter(
        (address) => first.get(address) !== second.get(address),
      );
      const named = [...review.manifest.lines, ...review.forbidden].map(({ address }) => address);
      expect([...named].sort()).toEqual(differing.sort());
      expect(checkManifest(review.manifest)).toBe('ok');
      expect(review.changes.map(({ address }) => address).sort()).toEqual(
        review.manifest.lines.map(({ address }) => address).sort(),
      );
    }),
    { numRuns: 60 },
  );
});

it('what the base still has to do and the head no longer wants is held: reviewed like everything else', async () => {
  const session = new Session();
  const review = await reviewOf(session, FIRST_YAML, { ...FIRST_YAML, withExport: false });
  expect(linesOf(review)).toEqual(['hold export/main']);
  expect(review.manifest.lines[0]).toMatchObject({ before: 'absent', after: 'absent' });
  expect(review.apply.requests).toBe(0);
});

it('what was accepted before and is still open is shown beside it, and is not reviewed again', async () => {
  const session = new Session();
  await session.accept((await session.plan()).manifest);
  await session.apply();
  const review = await reviewOf(session, FIRST_YAML, { ...FIRST_YAML, keep: 3 });
  expect(linesOf(review)).toEqual(['create export/main']);
  const others = review.others.map(({ address, manifest }) => [address, manifest !== undefined]);
  expect(others).toContainEqual([VIEW, true]);
});
