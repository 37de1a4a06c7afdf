import {
  type Address,
  type BoundObject,
  type RemoteObject,
  unboundObject,
  type Values,
} from '../model/index.ts';
import { type Comparison, compareValues } from './compare.ts';
import { isImmutable } from './fingerprints.ts';
import type { LineFacts } from './next-step.ts';
import { type Analysis, analyse, liveOf, type Situation, situationAt } from './situation.ts';
import type { World } from './world.ts';

/** The remote resource that would be adopted: the one that YAML names, else the only one that carries the key. */
export function chosenCandidate({ candidates, desired }: Situation): RemoteObject | undefined {
  const named = candidates.find((candidate) => candidate.ids['id'] === desired?.adoptId);
  return named ?? (candidates.length === 1 ? candidates[0] : undefined);
}

/** What carries the natural key of an address without being ours, compared with what is desired; absent where there is none, or several. */
export function adoptable(
  analysis: Analysis,
  situation: Situation,
): Pick<Situation, 'live' | 'comparison'> | undefined {
  const { address, spec, canonical } = situation;
  const candidate = chosenCandidate(situation);
  if (candidate === undefined) return undefined;
  const object = unboundObject('');
  const reading = { status: 'present', object: candidate } as const;
  const live = liveOf(analysis.world, analysis.idMap, { address, spec, canonical, object, reading });
  const context = { applied: {}, state: analysis.world.state };
  return { live, comparison: compareValues(spec, canonical, live, context) };
}

/** How many remote resources that are not ours carry the key of an address, and the hash of the one to adopt. */
export function takenFact(analysis: Analysis, situation: Situation): LineFacts['taken'] {
  const { spec, desired, candidates } = situation;
  if (desired === undefined || spec.madeBy !== undefined || spec.mode === 'observed') return { count: 0 };
  const found = adoptable(analysis, situation);
  if (found === undefined) return { count: candidates.length };
  const unfit = found.comparison.open.filter(({ path, why }) => why === 'differs' && isImmutable(spec, path));
  return {
    count: 1,
    hash: found.comparison.hash,
    ...(unfit.length === 0 ? {} : { unfit: unfit.map(({ path }) => path).join(', ') }),
  };
}

/** Compares any remote resource with canonical values, as if it were the object of an address. */
export function compareWith(
  world: World,
  address: Address,
  values: Values,
  object: RemoteObject,
): Comparison {
  const analysis = analyse(world);
  const { spec } = situationAt(analysis, address);
  const reading = { status: 'present', object } as const;
  const bound = unboundObject('');
  const live = liveOf(analysis.world, analysis.idMap, {
    address,
    spec,
    canonical: values,
    object: bound,
    reading,
  });
  return compareValues(spec, values, live, { applied: {}, state: world.state });
}

/** Whether something that turned up is what was asked for: it was not there before, and bears a title that was asked. */
export function isOwn(object: BoundObject, candidate: RemoteObject): boolean {
  return !object.baseline.includes(candidate.ids['id'] ?? '') && bearsTitle(object, candidate);
}

/** Whether something bears a title that was asked for. */
export function bearsTitle(object: BoundObject, candidate: RemoteObject): boolean {
  return object.titles.some((title) => isSameTitle(title, candidate.title));
}

/** Titles are compared without regard to case, dash and white space: Adobe's own pages differ in them (facts §2.6). */
function isSameTitle(a: string, b: string): boolean {
  return normalizeTitle(a) === normalizeTitle(b);
}

function normalizeTitle(title: string): string {
  return title.normalize('NFC').replace(/[‐-―]/gu, '-').replace(/\s+/gu, ' ').trim().toLowerCase();
}
