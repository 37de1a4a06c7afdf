import type { GuidedStep, StepsRequest } from '../../../model/index.ts';

/** placeholder */
export function componentsSteps(_request: StepsRequest): readonly GuidedStep[] {
  return [];
}
