import { type DecidedWrite, type Intent, kindOf, type RemoteObject } from '../model/index.ts';
import type { ApplyTools, ApplyWorld, Failure } from './tools.ts';

/** A create that Adobe has answered, with its intent. */
export interface AnsweredCreate {
  readonly write: DecidedWrite;
  readonly intent: Intent;
}

/**
 * Creates of one wave that took effect more than once: a request can be delivered twice on its way, and only one answer comes
 * back. What nobody knows of can only be found by looking. Both are named; nothing is ever deleted to tidy up.
 */
export async function findSurplus(
  tools: ApplyTools,
  world: ApplyWorld,
  creates: readonly AnsweredCreate[],
): Promise<readonly Failure[]> {
  const resources = Object.values(world.state.resources);
  const bound = new Set(resources.flatMap(({ objects }) => objects.map(({ ids }) => ids['id'])));
  const unbound = new Map<string, readonly RemoteObject[]>();
  for (const kind of new Set(creates.map(({ write }) => kindOf(write.address)))) {
    const first = creates
      .filter(({ write }) => kindOf(write.address) === kind)
      .map(({ intent }) => intent)
      .reduce((earliest, intent) => (intent.since < earliest.since ? intent : earliest));
    const found = (await tools.remotes.get(kind)?.findCreated?.(first)) ?? [];
    unbound.set(
      kind,
      found.filter(({ ids }) => !bound.has(ids['id'])),
    );
  }
  return creates.flatMap(({ write, intent }): readonly Failure[] => {
    const { address, payload } = intent;
    const surplus = (unbound.get(kindOf(address)) ?? []).filter((object) =>
      tools.matchesPayload(world, address, payload, object),
    );
    return surplus.length === 0 ? [] : [nameBoth(world, write, surplus)];
  });
}

function nameBoth(world: ApplyWorld, write: DecidedWrite, surplus: readonly RemoteObject[]): Failure {
  const { address, fp, line, title } = write;
  const object = world.state.resources[address]?.objects.find((known) => known.fp === fp);
  const names = surplus.map(({ ids }) => `${ids['id']} "${title}"`).join(', ');
  return {
    line,
    title,
    message: `the create arrived more than once: ${object?.ids['id']} is ours, and beside it there is now ${names}`,
    hint: 'Delete the surplus in Adobe, or nobody will know which one is meant. Then run apply again.',
  };
}
