import type { GuidedStep, StepsRequest } from '../../../model/index.ts';

/** placeholder */
export function accessSteps(_request: StepsRequest): readonly GuidedStep[] {
  return [];
}
