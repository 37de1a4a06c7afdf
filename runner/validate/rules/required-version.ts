import type { Finding } from '../finding.ts';
import { satisfiesVersion } from '../version-range.ts';
import type { World } from '../world.ts';

/** A pipeline that needs another version of cai is not read by this one. */
export function checkRequiredVersion(world: World): readonly Finding[] {
  return world.pipelines.flatMap(({ pipeline, source }) => {
    const { requiredVersion } = pipeline;
    if (requiredVersion === undefined || satisfiesVersion(world.runnerVersion, requiredVersion)) return [];
    return [
      {
        document: source,
        path: ['requiredVersion'],
        code: 'required-version' as const,
        summary: 'Another version of cai is needed',
        detail: `The pipeline asks for cai ${requiredVersion}, but this is ${world.runnerVersion}. Install a version that fits, or change requiredVersion if the pipeline does not need it.`,
        expected: requiredVersion,
      },
    ];
  });
}
