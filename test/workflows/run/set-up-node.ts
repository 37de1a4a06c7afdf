import { dirname } from 'node:path';
import { refuse } from '../expression/index.ts';
import { at, type UsesStep } from '../files/index.ts';
import { type Inputs, QUIET_END, type StepCall, type StepEnd } from './step-call.ts';

/** The Node that runs this is the one that is set up, whichever is asked for; that one is asked for is checked. */
export async function setUpNode(step: UsesStep, inputs: Inputs, { level }: StepCall): Promise<StepEnd> {
  const version = inputs['node-version'] ?? '';
  if (!/^\d+(?:\.\d+){0,2}$/.test(version))
    refuse(at(step.place, 'with.node-version'), 'it names no version');
  level.job.path = [dirname(process.execPath), ...level.job.path];
  return { ...QUIET_END, outputs: { 'node-version': process.version, 'cache-hit': 'false' } };
}
