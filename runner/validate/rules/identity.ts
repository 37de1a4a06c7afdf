import type { LoadedPipeline } from '../../model/index.ts';
import type { Finding } from '../finding.ts';
import type { World } from '../world.ts';

/** All inputs of an instance share one identity namespace; Adobe offers no other combination (facts §2.4). */
export function checkIdentity(world: World): readonly Finding[] {
  return world.pipelines.flatMap((loaded) => checkPipeline(loaded));
}

function checkPipeline({ pipeline, source }: LoadedPipeline): readonly Finding[] {
  const { inputs, customerAi } = pipeline.spec;
  const used = [...inputs.entries()].filter(([, input]) => customerAi.inputs.includes(input.name));
  const first = used[0]?.[1];
  if (first === undefined) return [];
  return used
    .filter(([, { identity }]) => fold(identity.namespace) !== fold(first.identity.namespace))
    .map(([index, { identity }]) => ({
      document: source,
      path: ['spec', 'inputs', index, 'identity', 'namespace'],
      code: 'identity-mismatch' as const,
      summary: 'Inputs have different identity namespaces',
      detail: `This input is joined by "${identity.namespace}", but "${first.name}" by "${first.identity.namespace}". Customer AI joins all datasets of an instance by one namespace. Use the same one for every input, or leave this input out of customerAi.inputs.`,
      expected: first.identity.namespace,
    }));
}

/** Adobe prints namespaces in either case. */
function fold(namespace: string): string {
  return namespace.toLowerCase();
}
