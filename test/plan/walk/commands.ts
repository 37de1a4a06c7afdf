import fc from 'fast-check';
import { COLLEAGUE, COLLEAGUE_ACTS, type ColleagueAct } from './colleague.ts';
import type { Manner } from './operator.ts';
import type { Faults, Session } from './session.ts';
import type { ToyYaml } from './toy-yaml.ts';

/** One thing that happens in a walk. */
export type Command =
  | { readonly do: 'edit'; readonly change: Partial<ToyYaml> }
  /** A reviewed change: the edit, its plan, accepted. */
  | { readonly do: 'change'; readonly change: Partial<ToyYaml> }
  /** A day on which everything goes right: apply, every open handoff, a run. */
  | { readonly do: 'day'; readonly faults: Faults }
  | { readonly do: 'plan' }
  | { readonly do: 'accept'; readonly which: number }
  | { readonly do: 'plan-accept' }
  | { readonly do: 'apply'; readonly faults: Faults }
  | { readonly do: 'perform'; readonly which: number; readonly manner: Manner }
  | { readonly do: 'perform-late'; readonly which: number }
  | { readonly do: 'read' }
  | { readonly do: 'decline'; readonly which: number }
  | { readonly do: 'run' }
  | { readonly do: 'colleague'; readonly act: ColleagueAct };

const edits = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(30, 60).map((goal) => ({ goal })) },
  fc.constantFrom('Upgrade', 'Upgrade 2').map((instanceTitle) => ({ instanceTitle })),
  fc.constantFrom('weekly', 'daily').map((schedule) => ({ schedule })),
  fc.constantFrom('Scores', 'Scores 2').map((connectionTitle) => ({ connectionTitle })),
  fc.constantFrom('ECID', 'AAID').map((primaryIdType) => ({ primaryIdType })),
  fc.constantFrom('off', 'on').map((stitching) => ({ stitching })),
  fc.boolean().map((streaming) => ({ streaming })),
  fc.boolean().map((withInput) => ({ withInput })),
  fc.boolean().map((withProfile) => ({ withProfile })),
  fc.constantFrom('Account upgrade', 'Account').map((viewTitle) => ({ viewTitle })),
  fc.constantFrom('Europe/Lisbon', 'UTC').map((timezone) => ({ timezone })),
  fc.boolean().map((secondView) => ({ secondView })),
  fc.constantFrom<(readonly string[])[]>([], ['score'], ['score', 'percentile']).map((parts) => ({ parts })),
  fc.boolean().map((withAccess) => ({ withAccess })),
  fc.constantFrom('Growth', 'Sales').map((profiles) => ({ profiles })),
  fc.constantFrom(8, 4).map((keep) => ({ keep })),
  fc.boolean().map((withExport) => ({ withExport })),
  { weight: 3, arbitrary: fc.boolean().map((allowDelete) => ({ allowDelete })) },
  fc
    .constantFrom<(readonly string[])[]>([], ['stitching'], ['title'], ['primaryIdType'])
    .map((ignore) => ({ ignore })),
  fc.constant({ moved: true }),
  { weight: 2, arbitrary: fc.boolean().map((present) => ({ present })) },
);

const index = fc.integer({ min: 1, max: 5 });
const beforeOrAfter = fc.constantFrom('before' as const, 'after' as const);
const oneOrTwo = fc.constantFrom(1, 1, 2);
const faults: fc.Arbitrary<Faults> = fc.oneof(
  { weight: 4, arbitrary: fc.constant({}) },
  { weight: 2, arbitrary: fc.record({ killAppend: fc.record({ index, when: beforeOrAfter }) }) },
  fc.record({ killWrite: fc.record({ index: oneOrTwo, when: beforeOrAfter }) }),
  {
    weight: 3,
    arbitrary: fc.record({
      lost: fc.record({ index: oneOrTwo, when: fc.constantFrom('before', 'after', 'late') }),
      lag: fc.constantFrom(0, 4000, 8000),
    }) as fc.Arbitrary<Faults>,
  },
  fc.record({ rejected: fc.record({ index: oneOrTwo }) }),
  fc.record({ lag: fc.constantFrom(4000, 8000) }),
);

const which = fc.nat({ max: 7 });

/** What may be done with some edits; `others` come between. */
function commands(
  edited: fc.Arbitrary<Partial<ToyYaml>>,
  others: readonly fc.WeightedArbitrary<Command>[],
): fc.Arbitrary<readonly Command[]> {
  const one = fc.oneof<fc.WeightedArbitrary<Command>[]>(
    { weight: 4, arbitrary: edited.map((change): Command => ({ do: 'edit', change })) },
    { weight: 6, arbitrary: edited.map((change): Command => ({ do: 'change', change })) },
    { weight: 5, arbitrary: fc.constant<Command>({ do: 'plan-accept' }) },
    { weight: 8, arbitrary: faults.map((f): Command => ({ do: 'apply', faults: f })) },
    {
      weight: 7,
      arbitrary: fc
        .tuple(which, fc.constantFrom<Manner[]>('right', 'right', 'silent', 'partial', 'wrong'))
        .map(([n, manner]): Command => ({ do: 'perform', which: n, manner })),
    },
    { weight: 2, arbitrary: fc.constant<Command>({ do: 'run' }) },
    ...others,
  );
  return fc.noBias(fc.array(one, { minLength: 1, maxLength: 30, size: 'max' }));
}

const anything: readonly fc.WeightedArbitrary<Command>[] = [
  { weight: 6, arbitrary: faults.map((f): Command => ({ do: 'day', faults: f })) },
  { weight: 1, arbitrary: fc.constant<Command>({ do: 'plan' }) },
  { weight: 1, arbitrary: which.map((n): Command => ({ do: 'accept', which: n })) },
  { weight: 2, arbitrary: fc.nat({ max: 40 }).map((n): Command => ({ do: 'perform-late', which: n })) },
  { weight: 1, arbitrary: fc.constant<Command>({ do: 'read' }) },
  { weight: 1, arbitrary: which.map((n): Command => ({ do: 'decline', which: n })) },
  {
    weight: 3,
    arbitrary: fc.constantFrom(...COLLEAGUE_ACTS).map((act): Command => ({ do: 'colleague', act })),
  },
];

/** Attributes that no API shows go to and fro, while handoffs about them are open, half done, or done and not said. */
const hidden: fc.Arbitrary<Partial<ToyYaml>> = fc.oneof(
  fc.constantFrom('off', 'on').map((stitching) => ({ stitching })),
  fc.constantFrom('weekly', 'daily').map((schedule) => ({ schedule })),
  fc.constantFrom('Growth', 'Sales').map((profiles) => ({ profiles })),
);

/** Clones are begun, given up, and begun again. */
const clones: fc.Arbitrary<Partial<ToyYaml>> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(30, 60).map((goal) => ({ goal })) },
  { weight: 1, arbitrary: fc.constantFrom('ECID', 'AAID').map((primaryIdType) => ({ primaryIdType })) },
  { weight: 1, arbitrary: fc.boolean().map((withProfile) => ({ withProfile })) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('Upgrade', 'Upgrade 2').map((instanceTitle) => ({ instanceTitle })),
  },
  { weight: 1, arbitrary: fc.constant({ allowDelete: true }) },
);

/** Walks: many begin with everything built; some turn around few attributes, where old answers could meet new questions. */
export const walks: fc.Arbitrary<{ readonly isBuilt: boolean; readonly commands: readonly Command[] }> =
  fc.record({
    isBuilt: fc.constantFrom(true, true, false),
    commands: fc.oneof(
      { weight: 3, arbitrary: commands(edits as fc.Arbitrary<Partial<ToyYaml>>, anything) },
      { weight: 1, arbitrary: commands(hidden, anything.slice(0, 1)) },
      { weight: 1, arbitrary: commands(clones, anything.slice(0, 6)) },
    ),
  });

/** Does one command. */
export async function perform(session: Session, step: Command): Promise<void> {
  const { world } = session;
  switch (step.do) {
    case 'edit':
      session.yaml = { ...session.yaml, ...step.change };
      return;
    case 'change':
      session.yaml = { ...session.yaml, ...step.change };
      return session.accept((await session.plan()).manifest);
    case 'day':
      return day(session, step.faults);
    case 'plan':
      session.plans.push((await session.plan()).manifest);
      return;
    case 'accept': {
      const manifest = pick(session.plans, step.which);
      if (manifest !== undefined) await session.accept(manifest);
      return;
    }
    case 'plan-accept':
      return session.accept((await session.plan()).manifest);
    case 'apply':
      await session.apply(step.faults);
      return;
    case 'perform': {
      const reading = pick(await session.readHandoffs(), step.which);
      if (reading !== undefined) await session.perform(reading, step.manner);
      return;
    }
    case 'perform-late': {
      const reading = pick(session.readings, step.which);
      if (reading === undefined) return;
      for (const { id } of [...world.instances, ...world.connections, ...world.views]) world.tainted.add(id);
      const before = world.instances.length;
      world.isOperatorLate = true;
      await session.perform(reading, 'right');
      // A second one of ours, which nobody waits for any more, bears the title that somebody waits for.
      if (world.instances.length > before) world.isIndistinguishable = true;
      world.isOperatorLate = false;
      return;
    }
    case 'read':
      await session.readHandoffs();
      return;
    case 'decline': {
      const reading = pick(await session.readHandoffs(), step.which);
      if (reading !== undefined) await session.decline(reading.handoff, reading.view.fingerprint);
      return;
    }
    case 'run':
      world.run();
      return;
    case 'colleague':
      COLLEAGUE[step.act](session);
  }
}

async function day(session: Session, faults: Faults): Promise<void> {
  await session.apply(faults);
  for (const reading of await session.readHandoffs()) await session.perform(reading, 'right');
  session.world.run();
}

function pick<Item>(items: readonly Item[], which: number): Item | undefined {
  return items.length === 0 ? undefined : items[which % items.length];
}
