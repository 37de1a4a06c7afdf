import { sha256 } from './hash.ts';
import { canonicalJson, type JsonValue } from './json.ts';
import type { Plan } from './plan.ts';

/** A plan as it is saved: with the hash of all of it, so that what a reviewer is shown is what was planned. */
export type SavedPlan = Plan & { readonly hash: string };

/** Hash of everything that a plan says, whatever the order of its attributes in a file. */
export function hashPlan(plan: Plan): string {
  return sha256(canonicalJson(plan as unknown as JsonValue));
}
