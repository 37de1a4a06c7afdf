import { GitKeeper } from './git-keeper.ts';
import type { Backend, Keeper } from './keeper.ts';
import { LocalKeeper } from './local-keeper.ts';

const KEEPERS: Readonly<Record<Backend, () => Keeper>> = {
  local: () => new LocalKeeper(),
  git: () => new GitKeeper(),
};

/** Names of all backends. */
export const BACKENDS = Object.keys(KEEPERS) as readonly Backend[];

export function makeKeeper(backend: Backend): Keeper {
  return KEEPERS[backend]();
}
