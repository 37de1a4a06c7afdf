import { type DecidedWrite, kindOf, type RemoteObject, RunnerError } from '../model/index.ts';
import type { ApplyTools, ApplyWorld, Failure } from './tools.ts';
import { writeRequest } from './write-request.ts';

/**
 * Looks whether a create that was answered was delivered twice on its way, as proxies may do: then a second one with the
 * same payload stands beside what was bound. It cannot be undone here, for nothing is ever deleted to tidy up; it is named.
 */
export async function findDuplicates(
  tools: ApplyTools,
  world: ApplyWorld,
  written: readonly DecidedWrite[],
): Promise<readonly Failure[]> {
  const creates = written.filter(({ operation }) => operation === 'create');
  const failures: Failure[] = [];
  for (const kind of new Set(creates.map(({ address }) => kindOf(address)))) {
    const ofKind = creates.filter(({ address }) => kindOf(address) === kind);
    failures.push(...(await findOfKind(tools, world, kind, ofKind)));
  }
  return failures;
}

async function findOfKind(
  tools: ApplyTools,
  world: ApplyWorld,
  kind: string,
  creates: readonly DecidedWrite[],
): Promise<readonly Failure[]> {
  const findBeside = tools.remotes.get(kind)?.findBeside;
  if (findBeside === undefined) return [];
  const resources = Object.values(world.state.resources);
  const bound = new Set(resources.flatMap(({ objects }) => objects.map(({ ids }) => ids['id'])));
  const requests = creates.flatMap((write) =>
    write.desired === undefined ? [] : [writeRequest(write, write.desired)],
  );
  try {
    const beside = await findBeside(requests);
    return creates.flatMap((write, index) => {
      const unbound = (beside[index] ?? []).filter(({ ids }) => !bound.has(ids['id']));
      return judge(tools, world, write, unbound);
    });
  } catch (error) {
    if (!(error instanceof RunnerError)) throw error;
    const message = `it was made, and whether it was made twice could not be read: ${error.message}`;
    const hint = 'Look in Adobe for a second one of the same title.';
    return creates.map(({ line, title }) => ({ line, title, message, hint }));
  }
}

function judge(
  tools: ApplyTools,
  world: ApplyWorld,
  { address, fp, line, title, payload }: DecidedWrite,
  unbound: readonly RemoteObject[],
): readonly Failure[] {
  const surplus = unbound.filter(
    (candidate) =>
      candidate.title === title && tools.differencesFrom(world, address, payload, candidate).length === 0,
  );
  if (surplus.length === 0) return [];
  const own = world.state.resources[address]?.objects.find((object) => object.fp === fp)?.ids['id'] ?? '';
  const names = surplus.map((candidate) => `${candidate.ids['id']} "${candidate.title}"`).join(', ');
  const message = `the create was sent once and took effect more than once: ${own} is bound, and there is also ${names}`;
  const hint = `Delete ${names} in Adobe, unless somebody else made it, then run apply again.`;
  return [{ line, title, message, hint }];
}
