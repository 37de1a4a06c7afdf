import { resolve } from 'node:path';
import { readJsonFile } from '../host/index.ts';
import {
  checkShape,
  describeProblem,
  hashPlan,
  type Plan,
  planShape,
  RunnerError,
  type SavedPlan,
} from '../model/index.ts';
import { checkManifest } from '../plan/index.ts';
import type { CommandIo } from './io.ts';

/** Reads a plan that `cai plan --out` saved. */
export async function readPlan(io: CommandIo, file: string): Promise<Plan> {
  const value = await readJsonFile(resolve(io.cwd, file), (_path, why) =>
    notAPlan(file, `it is not JSON (${why})`),
  );
  if (value === undefined) throw notAPlan(file, 'it does not exist');
  if (typeof value !== 'object' || value === null || !('formatVersion' in value))
    throw notAPlan(file, 'it is something else');
  const { formatVersion } = value;
  if (typeof formatVersion === 'number' && formatVersion !== 1)
    throw notAPlan(file, `its format is ${formatVersion}, and this version of cai knows format 1`);
  const { hash, ...rest } = value as SavedPlan;
  const problem = checkShape(planShape, rest);
  if (problem !== undefined) throw notAPlan(file, describeProblem(problem));
  if (hash !== hashPlan(rest)) throw notAPlan(file, 'it was edited');
  if (checkManifest(rest.manifest) === 'forged')
    throw notAPlan(file, 'it was edited, its changes do not hash to its digest');
  return rest;
}

function notAPlan(file: string, why: string): RunnerError {
  return new RunnerError({
    code: 'not-a-plan',
    message: `${file} is not a plan that can be used: ${why}`,
    hint: `Make one with: cai plan --out ${file}`,
  });
}
