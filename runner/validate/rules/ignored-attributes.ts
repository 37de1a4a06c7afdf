import {
  ATTRIBUTES,
  type DocumentPath,
  type Lifecycle,
  type LoadedPipeline,
  pathPattern,
} from '../../model/index.ts';
import type { Finding } from '../finding.ts';
import { suggest } from '../suggest.ts';
import { getOwnConnection, type World } from '../world.ts';

/** `lifecycle.ignore` names attributes that exist; one that does not would be ignored in silence. */
export function checkIgnoredAttributes(world: World): readonly Finding[] {
  return world.pipelines.flatMap((loaded) =>
    getLifecycles(loaded).flatMap(({ kind, path, lifecycle }) =>
      lifecycle.ignore.flatMap((ignored, index) => {
        const known = (ATTRIBUTES[kind] ?? []).map((row) => row.path);
        const pattern = pathPattern(ignored);
        if (
          known.some(
            (each) => each === pattern || each.startsWith(`${pattern}.`) || each.startsWith(`${pattern}[`),
          )
        ) {
          return [];
        }
        const suggestion = suggest(pattern, known);
        return [
          {
            document: loaded.source,
            path: [...path, 'lifecycle', 'ignore', index],
            code: 'dangling-reference' as const,
            summary: 'A reference leads nowhere',
            detail: `"${ignored}" is no attribute that can be compared here.${suggestion === undefined ? ' Write the path of an attribute, such as description.' : ''}`,
            expected: `one of ${known.join(', ')}`,
            ...(suggestion === undefined ? {} : { suggestion }),
          },
        ];
      }),
    ),
  );
}

interface Place {
  readonly kind: string;
  readonly path: DocumentPath;
  readonly lifecycle: Lifecycle;
}

function getLifecycles({ pipeline }: LoadedPipeline): readonly Place[] {
  const { customerAi, scores, dataViews } = pipeline.spec;
  const connection = getOwnConnection(pipeline);
  return [
    { kind: 'customer-ai-instance', path: ['spec', 'customerAi'], lifecycle: customerAi.lifecycle },
    ...(scores === undefined
      ? []
      : [{ kind: 'score-export', path: ['spec', 'scores'], lifecycle: scores.lifecycle }]),
    ...(connection === undefined
      ? []
      : [{ kind: 'connection', path: ['spec', 'connection'], lifecycle: connection.lifecycle }]),
    ...dataViews.flatMap(({ annotations }, view) =>
      annotations.map(({ lifecycle }, index) => ({
        kind: 'annotation',
        path: ['spec', 'dataViews', view, 'annotations', index],
        lifecycle,
      })),
    ),
    ...dataViews.map((view, index) => ({
      kind: 'data-view',
      path: ['spec', 'dataViews', index],
      lifecycle: view.lifecycle,
    })),
  ];
}
