import { expect, it } from 'vitest';
import type { Plan } from '../../runner/model/index.ts';
import { makeManifest } from '../../runner/plan/index.ts';
import { Session } from './walk/session.ts';
import { at, EVENT, INSTANCE } from './walk/toy-yaml.ts';

/** What a reviewer and an operator see after one step, short enough to be read. */
interface Seen {
  readonly step: string;
  readonly digest: string;
  readonly lines: readonly string[];
  readonly waiting: readonly string[];
  readonly handoffs: readonly string[];
  readonly resources: readonly string[];
  /** As far as the core knows: 0 nothing to do, 2 lines to review, 3 people or runs are waited for. */
  readonly exit: number;
}

async function see(session: Session, step: string): Promise<Seen> {
  const plan = await session.plan();
  const lines = plan.changes.map(({ address, action, before, after, manifest }) => {
    const status = manifest === undefined ? 'to review' : 'accepted';
    return `${action} ${short(address)}: ${before.slice(0, 8)} → ${after.slice(0, 8)} (${status})`;
  });
  return {
    step,
    digest: digestOfChanges(plan).slice(0, 12),
    lines,
    waiting: plan.changes.map(
      ({ address, readiness }) =>
        `${short(address)}: ${readiness.status === 'ready' ? 'ready' : `${readiness.status}, ${short(readiness.reason)}`}`,
    ),
    handoffs: plan.handoffs.map(({ object, purpose, title }) => `${purpose} ${short(object)} "${title}"`),
    resources: plan.resources.map(({ address, status }) => `${short(address)}: ${status}`),
    exit: exitOf(plan),
  };
}

/** The digest over everything that the plan shows, accepted or not. */
function digestOfChanges({ changes }: Plan): string {
  const lines = changes.flatMap(({ address, action, before, after }) =>
    action === 'no-op' ? [] : [{ address, action, before, after }],
  );
  return makeManifest(lines).digest;
}

function short(text: string): string {
  return text.replaceAll('account-upgrade/', '');
}

function exitOf(plan: Plan): number {
  if (plan.manifest.lines.length > 0) return 2;
  return plan.changes.length > 0 || plan.resources.some(({ status }) => status === 'awaiting') ? 3 : 0;
}

async function operate(session: Session): Promise<void> {
  for (const reading of await session.readHandoffs()) await session.perform(reading, 'right');
}

/** Brings the worked example of design §6 up, noting what is seen at every step. */
async function workedExample(session: Session): Promise<readonly Seen[]> {
  const seen: Seen[] = [await see(session, 'plan on an empty world')];
  await session.accept((await session.plan()).manifest);
  seen.push(await see(session, 'accepted: same lines, same hashes'));
  await session.apply();
  seen.push(await see(session, 'apply 1: the handoff of the instance opens'));
  await operate(session);
  await session.apply();
  seen.push(await see(session, 'apply 2: the instance is attested, and not visible yet'));
  session.world.run();
  await session.apply();
  seen.push(await see(session, 'apply 3: after the run the datasets are bound, the export is done'));
  await operate(session);
  for (const connection of session.world.connections) connection.backfill = 'pending';
  await session.apply();
  seen.push(
    await see(session, 'apply 4: the connection is found, the view is made, access awaits the backfill'),
  );
  session.world.run();
  await session.apply();
  await operate(session);
  await session.apply();
  seen.push(await see(session, 'apply 5: everything is as desired'));
  return seen;
}

const FOLDER = '../fixtures/plan';

it('001: the worked example of the design', async () => {
  const session = new Session();
  const seen = await workedExample(session);

  const [first, second, third] = seen;
  expect(first?.lines).toHaveLength(6);
  expect(first?.lines.every((line) => line.includes(': absent → '))).toBe(true);
  expect(second?.lines.map((line) => line.replace('accepted', 'to review'))).toEqual(first?.lines);
  expect([second?.digest, third?.digest]).toEqual([first?.digest, first?.digest]);
  expect(seen.map(({ exit }) => exit)).toEqual([2, 3, 3, 3, 3, 3, 0]);
  expect(session.backend.state.manifests).toHaveLength(1);
  await expect(`${JSON.stringify(seen, null, 2)}\n`).toMatchFileSnapshot(
    `${FOLDER}/001-worked-example/steps.json`,
  );
});

it('002: a goal is changed, and everything that follows is shown', async () => {
  const session = new Session();
  session.yaml = { ...session.yaml, allowDelete: true };
  await workedExample(session);
  const seen: Seen[] = [];

  session.yaml = { ...session.yaml, goal: 60 };
  const plan = await session.plan();
  seen.push(await see(session, 'goal 30 → 60'));
  const actions = plan.changes.map(({ address, action }) => `${action} ${short(address)}`);
  const old = session.backend.state.resources[INSTANCE]?.objects[0]?.fp;
  expect(actions).toEqual([
    'replace instance/main',
    'update connection/scores',
    'update export/main',
    'update parts/one',
    `delete instance/main~${old}`,
  ]);

  await session.accept(plan.manifest);
  await session.apply();
  seen.push(await see(session, 'apply 1: the old instance is to be renamed'));
  await operate(session);
  seen.push(await see(session, 'renamed: the new instance is to be made'));
  await operate(session);
  await session.apply();
  seen.push(await see(session, 'apply 2: the new instance awaits its run, scores flow from the old one'));
  session.world.run();
  await session.apply();
  seen.push(await see(session, 'apply 3: the connection takes the new dataset, the old one stays in it'));
  await operate(session);
  await session.apply();
  seen.push(await see(session, 'apply 4: components move, then the old instance may go'));
  await operate(session);
  await session.apply();
  await operate(session);
  await session.apply();
  seen.push(await see(session, 'apply 5: everything is as desired'));

  expect(seen.at(-1)?.exit).toBe(0);
  expect(session.world.instances.map(({ title, goal }) => [title, goal])).toEqual([['Upgrade', 60]]);
  expect(session.backend.state.resources[EVENT]?.objects.map(({ status }) => status)).toEqual(['current']);
  await expect(`${JSON.stringify(seen, null, 2)}\n`).toMatchFileSnapshot(
    `${FOLDER}/002-goal-changed/steps.json`,
  );
});

it('002: without the allowance the old instance stays, and no line deletes it', async () => {
  const session = new Session();
  await workedExample(session);
  session.yaml = { ...session.yaml, goal: 60 };
  const plan = await session.plan();
  expect(plan.changes.map(({ action, address }) => `${action} ${short(address)}`)).toEqual([
    'replace instance/main',
    'update connection/scores',
    'update export/main',
    'update parts/one',
  ]);
  expect(
    plan.changes.some(({ address }) => address === at('view', 'one') || address === at('access', 'one')),
  ).toBe(false);
});
