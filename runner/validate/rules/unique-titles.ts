import type { DocumentPath, LoadedPipeline, SourceDocument } from '../../model/index.ts';
import type { Finding } from '../finding.ts';
import { expandKnown } from '../variables.ts';
import { getOwnConnection, getScopes, type World } from '../world.ts';

interface TitledResource {
  readonly key: string;
  readonly what: string;
  readonly document: SourceDocument;
  readonly path: DocumentPath;
}

/** Titles are how the runner recognises what exists in Adobe already, so in one environment each is given once. */
export function checkUniqueTitles(world: World): readonly Finding[] {
  return getScopes(world).flatMap(({ environment, pipelines }) => {
    const variables = environment?.environment.spec.variables ?? {};
    const first = new Map<string, TitledResource>();
    const findings: Finding[] = [];
    // Two documents of one name are a mistake of their own, reported as such.
    const names = new Set<string>();
    for (const loaded of pipelines) {
      if (names.has(loaded.pipeline.metadata.name)) continue;
      names.add(loaded.pipeline.metadata.name);
      for (const resource of getTitled(loaded, (text) => expandKnown(text, variables))) {
        const earlier = first.get(resource.key);
        if (earlier === undefined) first.set(resource.key, resource);
        else findings.push(describeTwice(resource, earlier, environment?.environment.metadata.name));
      }
    }
    return findings;
  });
}

function getTitled(
  { pipeline, source }: LoadedPipeline,
  expand: (text: string) => string,
): readonly TitledResource[] {
  const { customerAi, dataViews } = pipeline.spec;
  const connection = getOwnConnection(pipeline);
  const make = (what: string, key: readonly string[], path: DocumentPath): TitledResource => ({
    key: [what, ...key].join('\0'),
    what,
    document: source,
    path: [...path, 'title'],
  });
  return [
    make('Customer AI instance', [expand(customerAi.title)], ['spec', 'customerAi']),
    ...(connection === undefined
      ? []
      : [make('connection', [expand(connection.title)], ['spec', 'connection'])]),
    ...dataViews.map((view, index) =>
      make(
        'data view of this connection',
        [view.connection, expand(view.title)],
        ['spec', 'dataViews', index],
      ),
    ),
  ];
}

function describeTwice(
  resource: TitledResource,
  earlier: TitledResource,
  environment: string | undefined,
): Finding {
  const place = earlier.document.locate(earlier.path).start.line;
  return {
    document: resource.document,
    path: resource.path,
    code: 'duplicate-title',
    summary: 'A title is given twice',
    detail: `Another ${resource.what}${environment === undefined ? '' : ` in the environment "${environment}"`} has the same title (${earlier.document.file}:${place}). The title is how the runner finds what exists in Adobe; change one of the two.`,
  };
}
