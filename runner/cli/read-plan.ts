import { resolve } from 'node:path';
import { readJsonFile } from '../host/index.ts';
import { type Plan, RunnerError } from '../model/index.ts';
import { checkManifest } from '../plan/index.ts';
import type { CommandIo } from './io.ts';

/** Reads a plan that `cai plan --out` saved. */
export async function readPlan(io: CommandIo, file: string): Promise<Plan> {
  const value = await readJsonFile(resolve(io.cwd, file));
  if (value === undefined) throw notAPlan(file, 'it does not exist');
  if (typeof value !== 'object' || value === null || !('formatVersion' in value))
    throw notAPlan(file, 'it is something else');
  if (value.formatVersion !== 1) {
    throw notAPlan(
      file,
      `its format is ${String(value.formatVersion)}, and this version of cai knows format 1`,
    );
  }
  if (!isPlan(value)) throw notAPlan(file, 'parts of it are missing');
  if (checkManifest(value.manifest) === 'forged')
    throw notAPlan(file, 'its changes do not hash to its digest: it was edited');
  return value;
}

function isPlan(value: object): value is Plan {
  const plan = value as Partial<Plan>;
  return (
    typeof plan.environment === 'string' &&
    typeof plan.stateLineage === 'string' &&
    Array.isArray(plan.changes) &&
    Array.isArray(plan.resources) &&
    Array.isArray(plan.handoffs) &&
    Array.isArray(plan.diagnostics) &&
    Array.isArray(plan.manifest?.lines) &&
    typeof plan.manifest.digest === 'string'
  );
}

function notAPlan(file: string, why: string): RunnerError {
  return new RunnerError({
    code: 'not-a-plan',
    message: `${file} is not a plan that can be used: ${why}`,
    hint: `Make one with: cai plan --out ${file}`,
  });
}
