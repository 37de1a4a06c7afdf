import type { Clock } from '../model/index.ts';
import { ForgeError } from './forge-error.ts';

/** How something is made that must not be made twice. */
export interface Creation<T> {
  create(): Promise<T>;
  /** Looks, with a fresh list, for what was asked for and made since `msAgo` milliseconds before now. */
  find(msAgo: number): Promise<T | undefined>;
}

/** Before each look: lists may be some seconds behind what they list. */
const PAUSES_MS = [0, 2_000, 5_000];
const MOST_TRIES = 3;

/**
 * Makes something once. A create whose answer was lost, or that GitHub answered with a 5xx, may have taken effect: it is looked for,
 * more than once, and made again only when it is not there.
 *
 * @throws the last failure of `create`, or a failure to look
 */
export async function createOnce<T>(creation: Creation<T>, clock: Clock): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    const startedAt = clock.now().getTime();
    try {
      return await creation.create();
    } catch (error) {
      if (!(error instanceof ForgeError && error.isPassing)) throw error;
      const found = await lookFor(creation, clock, startedAt);
      if (found !== undefined) return found;
      if (tries === MOST_TRIES) throw error;
    }
  }
}

async function lookFor<T>(creation: Creation<T>, clock: Clock, startedAt: number): Promise<T | undefined> {
  for (const pauseMs of PAUSES_MS) {
    await clock.sleep(pauseMs);
    const found = await creation.find(clock.now().getTime() - startedAt);
    if (found !== undefined) return found;
  }
  return undefined;
}
