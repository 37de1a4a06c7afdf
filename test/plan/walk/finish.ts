import type { Plan } from '../../../runner/model/index.ts';
import { quiesce, type Rest } from './quiesce.ts';
import type { Session } from './session.ts';
import { FIRST_YAML, type ToyYaml } from './toy-yaml.ts';

/**
 * Does what the reasons of a rest say: allows the deletions that rules forbid (what was removed is put back first, as
 * the message asks), and comes to rest again.
 */
export async function finish(session: Session, rest: Rest): Promise<Rest> {
  if (!hasForbidden(rest.plan)) return rest;
  const wanted: ToyYaml = { ...session.yaml, allowDelete: true };
  const { withAccess, withExport, parts } = FIRST_YAML;
  const all: ToyYaml = { ...wanted, present: true, secondView: true, withAccess, withExport, parts };
  session.yaml = { ...all, parts: [...new Set([...all.parts, ...wanted.parts])] };
  await quiesce(session);
  session.yaml = wanted;
  return quiesce(session);
}

function hasForbidden(plan: Plan): boolean {
  return plan.changes.some(
    ({ readiness }) =>
      readiness.status === 'blocked' && /deletion/.test(readiness.reason) && readiness.by === 'rule',
  );
}
