import {
  type AttributePath,
  hash128,
  isSameJson,
  type KindSpec,
  type OpenAttribute,
  parseObjectAddress,
  type State,
  type Values,
} from '../model/index.ts';
import type { LiveObject } from './live.ts';

/** How a live object stands to what is desired of it. */
export interface Comparison {
  readonly equal: boolean;
  /** Attributes that differ or that nobody knows, sorted by path. */
  readonly open: readonly OpenAttribute[];
  /** Hash of the live values, as far as this comparison looks at them; unknown ones count as unknown. */
  readonly hash: string;
}

/** Compares desired with live. Both sides are canonical. */
export function compareValues(
  spec: KindSpec,
  desired: Values,
  live: LiveObject,
  context: { readonly applied: Values; readonly state: State },
): Comparison {
  const relevant = relevantPaths(spec, desired, live, context);
  const open: OpenAttribute[] = [];
  for (const path of relevant) {
    const wanted = desired[path];
    if (live.unknown.has(path)) {
      open.push({
        path,
        desired: wanted,
        live: undefined,
        why: live.pending.has(path) ? 'not-visible-yet' : 'unknown',
      });
    } else if (!isSameJson(wanted, live.values[path])) {
      open.push({ path, desired: wanted, live: live.values[path], why: 'differs' });
    }
  }
  return {
    equal: open.length === 0,
    open,
    // Most comparisons are never hashed.
    get hash() {
      return hashLive(relevant, live);
    },
  };
}

/** Hash of desired values: what stands as `after` in a line. */
export function hashValues(values: Values): string {
  return hash128(values);
}

function hashLive(paths: readonly AttributePath[], live: LiveObject): string {
  const entries = paths
    .map((path) => [path, live.unknown.has(path) ? { unknown: true } : live.values[path]] as const)
    .filter(([, value]) => value !== undefined);
  return hash128(Object.fromEntries(entries) as Values);
}

function relevantPaths(
  spec: KindSpec,
  desired: Values,
  live: LiveObject,
  context: { readonly applied: Values; readonly state: State },
): readonly AttributePath[] {
  const undeclared = [...Object.keys(live.values), ...live.unknown].filter((path) => !(path in desired));
  const extra = undeclared.filter((path) => {
    if (live.unknown.has(path) && context.applied[path] === undefined) return false;
    if (namesRetired(path, context.state)) return false;
    if (spec.undeclared === 'differs') return true;
    return spec.undeclared === 'last-applied' && context.applied[path] !== undefined;
  });
  return [...new Set([...Object.keys(desired), ...extra])].sort();
}

/**
 * Members that belong to a retired object are left out: removing them is the first step of the retired object's
 * deletion, so that reports have no gap. While something desired is missing the comparison is open anyway.
 */
function namesRetired(path: AttributePath, state: State): boolean {
  const members = path.split('[').slice(1);
  const member = members.map((rest) => rest.split(']', 1)[0]).find((name) => name?.includes('~'));
  if (member === undefined) return false;
  const { address, fp } = parseObjectAddress(member);
  return (
    state.resources[address]?.objects.some((object) => object.fp === fp && object.status === 'retired') ??
    false
  );
}
