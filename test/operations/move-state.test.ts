import { beforeAll, expect, it } from 'vitest';
import { moveState } from '../../runner/operations/index.ts';
import { reconcile } from '../../runner/plan/index.ts';
import { build } from '../plan/walk/quiesce.ts';
import { Session } from '../plan/walk/session.ts';
import { TOY_KINDS } from '../plan/walk/toy-kinds.ts';
import { at, desiredOf } from '../plan/walk/toy-yaml.ts';

const FROM = at('connection', 'scores');
const TO = at('connection', 'moved');

let session: Session;

beforeAll(async () => {
  session = new Session();
  await build(session);
});

const toolsOf = ({ backend }: Session) => ({ backend, by: 'ada', kinds: TOY_KINDS });

it.each([
  ['nonsense', TO, 'is no address'],
  [FROM, 'account-upgrade/project/one', 'is no address'],
  [FROM, at('view', 'moved'), 'keeps its kind'],
  [at('connection', 'other'), TO, 'knows nothing'],
  [at('view', 'one'), at('view', 'one'), 'is there already'],
])('%s to %s is refused, and nothing is written', async (from, to, said) => {
  const before = session.backend.state;
  const moved = moveState(toolsOf(session), desiredOf(session.yaml), { from, to });
  await expect(moved).rejects.toSatisfy((error: Error & { hint?: string }) =>
    `${error.message} ${error.hint}`.includes(said),
  );
  expect(session.backend.state).toBe(before);
});

it('a taken address is refused', async () => {
  const two = new Session();
  two.yaml = { ...two.yaml, secondView: true };
  await build(two);
  const before = two.backend.state;
  const move = { from: at('view', 'one'), to: at('view', 'two') };
  await expect(moveState(toolsOf(two), desiredOf(two.yaml), move)).rejects.toThrow('another resource');
  expect(two.backend.state).toBe(before);
});

it('a move does what moved: in YAML does, and nothing is left to do once YAML says the same', async () => {
  const yaml = { ...session.yaml, moved: true };
  const [reviewed] = reconcile({ ...(await session.look()), desired: desiredOf(yaml) });
  const moved = await moveState(toolsOf(session), desiredOf(session.yaml), { from: FROM, to: TO });
  expect(session.backend.log.at(-1)).toEqual(reviewed);
  expect(moved).toMatchObject({ isStillDeclared: true, isDeclared: false, parts: [] });
  expect(moved.renamed).toContain(at('view', 'one'));
  session.yaml = yaml;
  expect((await session.plan()).changes).toEqual([]);
});
