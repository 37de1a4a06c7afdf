import type { Context } from '../context.ts';
import type { World } from '../world/types.ts';

/** What CJA's reads are answered from. */
type Seen = Pick<World, 'connections' | 'dataViews' | 'audit'> & {
  readonly annotations: NonNullable<World['annotations']>;
};

interface Memory {
  readonly seen: Seen;
  readonly until: number;
}

/** Lets reads see an earlier world for a while, as behind a cache or a replica that lags. */
export class StaleReads {
  #memories: Memory[] = [];

  /** Notes the world before a write: reads see it for so many seconds. */
  remember(context: Context, seconds: number): void {
    const { connections, dataViews, annotations = [], audit } = context.world;
    const seen = structuredClone({ connections, dataViews, annotations, audit });
    this.#memories.push({ seen, until: context.getNow() + seconds * 1000 });
  }

  /** The context with the oldest world that is still shown. */
  look(context: Context): Context {
    const now = context.getNow();
    this.#memories = this.#memories.filter(({ until }) => until > now);
    const [oldest] = this.#memories;
    return oldest === undefined ? context : { ...context, world: { ...context.world, ...oldest.seen } };
  }

  /** Shows the world as it is. */
  forget(): void {
    this.#memories = [];
  }
}
