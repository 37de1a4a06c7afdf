import type { GuidedStep, StepsRequest } from '../../../model/index.ts';

/** placeholder */
export function connectionSteps(_request: StepsRequest): readonly GuidedStep[] {
  return [];
}
