import { matchesAddressPattern } from '../../model/index.ts';
import type { Finding } from '../finding.ts';
import { suggest } from '../suggest.ts';
import type { World } from '../world.ts';

/** What environments name exists, their order has a beginning, and each says of its state only what its backend needs. */
export function checkEnvironments(world: World): readonly Finding[] {
  return [...checkPipelines(world), ...checkOrder(world), ...checkState(world)];
}

/** Attributes of the state that only one backend knows. */
const ONLY_FOR = { path: 'local', remote: 'git', branch: 'git' } as const;

function checkState({ environments }: World): readonly Finding[] {
  return environments.flatMap(({ environment, source }) => {
    const { state } = environment.spec;
    const names = Object.keys(ONLY_FOR) as (keyof typeof ONLY_FOR)[];
    const foreign = names.filter((name) => state[name] !== undefined && ONLY_FOR[name] !== state.backend);
    return foreign.map((name) => ({
      document: source,
      path: ['spec', 'state', name],
      code: 'wrong-combination' as const,
      summary: 'Attributes that do not go together',
      detail: `"${name}" is for backend: ${ONLY_FOR[name]}, and this state has backend: ${state.backend}. Remove it, or change the backend.`,
    }));
  });
}

function checkPipelines(world: World): readonly Finding[] {
  const known = [...world.pipelineNames];
  return world.environments.flatMap(({ environment, source }) =>
    environment.spec.pipelines.flatMap((pattern, index) => {
      if (pattern === '*' || known.some((name) => matchesAddressPattern(name, pattern))) return [];
      const suggestion = suggest(pattern, known);
      return [
        {
          document: source,
          path: ['spec', 'pipelines', index],
          code: 'dangling-reference' as const,
          summary: 'A reference leads nowhere',
          detail: `No pipeline has the name "${pattern}".${suggestion === undefined ? ' Check the name, or remove it from the environment.' : ''}`,
          ...(known.length === 0 ? {} : { expected: `one of ${known.sort().join(', ')}` }),
          ...(suggestion === undefined ? {} : { suggestion }),
        },
      ];
    }),
  );
}

function checkOrder(world: World): readonly Finding[] {
  const after = new Map(
    world.environments.map(({ environment }) => [environment.metadata.name, environment.spec.after] as const),
  );
  return world.environments.flatMap(({ environment, source }): readonly Finding[] => {
    const previous = environment.spec.after;
    if (previous === undefined) return [];
    const place = { document: source, path: ['spec', 'after'] };
    if (!world.environmentNames.has(previous)) {
      const suggestion = suggest(previous, [...world.environmentNames]);
      return [
        {
          ...place,
          code: 'dangling-reference' as const,
          summary: 'A reference leads nowhere',
          detail: `There is no environment "${previous}" to come after.`,
          ...(suggestion === undefined ? {} : { suggestion }),
        },
      ];
    }
    if (!isCircle(environment.metadata.name, after)) return [];
    return [
      {
        ...place,
        code: 'reference-cycle' as const,
        summary: 'References go round in a circle',
        detail:
          'Each of these environments waits for the other, so none could be the first. Remove one "after".',
      },
    ];
  });
}

function isCircle(name: string, after: ReadonlyMap<string, string | undefined>): boolean {
  const seen = new Set<string>();
  let next = after.get(name);
  while (next !== undefined && !seen.has(next)) {
    if (next === name) return true;
    seen.add(next);
    next = after.get(next);
  }
  return false;
}
