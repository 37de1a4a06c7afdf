import type { Desired } from '../model/index.ts';

/** What an environment wants when everything in it is to go: nothing. Allowances and limits stay as they are. */
export function withoutResources(desired: Desired): Desired {
  return { environment: desired.environment, resources: {}, moved: [] };
}
