import type { Finding } from '../finding.ts';
import type { World } from '../world.ts';

/** A folder of score files has a path, and nothing else has one. */
export function checkScoreSource({ environments }: World): readonly Finding[] {
  return environments.flatMap(({ environment, source: document }): readonly Finding[] => {
    const { source } = environment.spec.scores;
    const hasPath = source.path !== undefined;
    if (hasPath === (source.type === 'folder')) return [];
    return [
      {
        document,
        path: ['spec', 'scores', 'source', hasPath ? 'path' : 'type'],
        code: 'wrong-combination',
        summary: 'Attributes that do not go together',
        detail: hasPath
          ? `"path" is for type: folder, and this source has type: ${source.type}. Remove it, or change the type.`
          : 'A source of type: folder needs "path": the folder that the export destination fills.',
      },
    ];
  });
}
