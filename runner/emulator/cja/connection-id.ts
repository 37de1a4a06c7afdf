import type { World, WorldConnection } from '../world/types.ts';

const PREFIX = 'dg_';

/** A connection by its id, with or without the prefix: sources disagree (facts §4.1). */
export function findConnection(world: World, id: string): WorldConnection | undefined {
  const bare = removeIdPrefix(id);
  return world.connections.find((connection) => connection.uuid === bare);
}

/** The id without `dg_`. */
export function removeIdPrefix(id: string): string {
  return id.startsWith(PREFIX) ? id.slice(PREFIX.length) : id;
}

/** The id with `dg_`. */
export function addIdPrefix(id: string): string {
  return id.startsWith(PREFIX) ? id : `${PREFIX}${id}`;
}
