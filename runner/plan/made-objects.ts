import {
  type Address,
  type Fingerprint,
  formatObjectAddress,
  kindOf,
  type ObjectAddress,
  type Values,
} from '../model/index.ts';
import type { World } from './world.ts';

/** What Adobe made through one object: the score datasets of an instance. */
export function madeBy(
  world: Pick<World, 'state' | 'kinds'>,
  address: Address,
  fp: Fingerprint,
): readonly ObjectAddress[] {
  const { state, kinds } = world;
  const made = Object.entries(state.resources).filter(
    ([at, resource]) =>
      kinds.get(resource.kind)?.madeBy === kindOf(address) && at.split('/')[0] === address.split('/')[0],
  );
  return made.flatMap(([at, resource]) =>
    resource.objects
      .filter((object) => object.ids['maker'] === fp)
      .map((object) => formatObjectAddress(at, object.fp)),
  );
}

/** Whether values name one of some objects; `…~f1#1` is another than `…~f1`. */
export function mentions(values: Values, objects: readonly ObjectAddress[]): boolean {
  const text = JSON.stringify(values);
  return objects.some((object) =>
    text
      .split(object)
      .slice(1)
      .some((rest) => !rest.startsWith('#')),
  );
}
