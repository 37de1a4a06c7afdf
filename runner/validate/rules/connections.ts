import {
  type ConnectionDataset,
  type DocumentPath,
  formatSourceReference,
  type LoadedPipeline,
  type PersonId,
} from '../../model/index.ts';
import type { Finding } from '../finding.ts';
import { getOwnConnection, getSourceKey, type World } from '../world.ts';

/** Every data view has a connection that holds what its components use, and every dataset says whose rows it has. */
export function checkConnections(world: World): readonly Finding[] {
  return world.pipelines.flatMap((loaded) => [
    ...checkDataViews(world, loaded),
    ...(getOwnConnection(loaded.pipeline)?.datasets ?? []).flatMap((dataset, index) =>
      checkDataset(loaded, dataset, ['spec', 'connection', 'datasets', index]),
    ),
  ]);
}

function checkDataViews(world: World, { pipeline, source }: LoadedPipeline): readonly Finding[] {
  return pipeline.spec.dataViews.flatMap((view, index): readonly Finding[] => {
    const path = ['spec', 'dataViews', index];
    if (view.connection === '') {
      return [
        {
          document: source,
          path: [...path, 'connection'],
          code: 'missing-connection',
          summary: 'A data view has no connection',
          detail:
            'A data view is built on a connection, but this pipeline declares none. Add spec.connection, or name the address of another pipeline’s connection.',
        },
      ];
    }
    const found = world.connections.get(view.connection);
    if (found === undefined) return [];
    const held = new Set(found.connection.datasets.map(({ from }) => getSourceKey(world, found.owner, from)));
    return view.components.flatMap(({ from }, at) =>
      from === undefined || held.has(getSourceKey(world, pipeline, from))
        ? []
        : [
            {
              document: source,
              path: [...path, 'components', at, 'from'],
              code: 'dataset-not-in-connection' as const,
              summary: 'The connection lacks a dataset',
              detail: `The component uses ${formatSourceReference(from)}, but the connection "${view.connection}" does not hold it. Add it to the datasets of that connection, or use another dataset.`,
            },
          ],
    );
  });
}

function checkDataset(
  { source }: LoadedPipeline,
  { type, personId, lookup, from }: ConnectionDataset,
  path: DocumentPath,
): readonly Finding[] {
  const at = (attribute: string) => ({ document: source, path: [...path, attribute] });
  if (type === 'lookup') {
    if (lookup !== undefined) return [];
    return [
      {
        ...at('lookup'),
        code: 'missing-attribute',
        summary: 'A required attribute is missing',
        detail:
          'A lookup dataset needs "lookup", which says what its key is and which fields it is matched with.',
        expected: 'lookup',
      },
    ];
  }
  if (lookup !== undefined) {
    return [
      {
        ...at('lookup'),
        code: 'wrong-combination',
        summary: 'Attributes do not fit together',
        detail: `"lookup" is for datasets of type lookup, but this one is of type ${type}. Remove it, or set "type: lookup".`,
      },
    ];
  }
  if (type === 'summary') return [];
  if (personId === undefined) {
    // An input or scores bring their own; where they do not, the reference itself leads nowhere.
    if (typeof from === 'string' && !from.includes('/')) return [];
    return [
      {
        ...at('personId'),
        code: 'missing-attribute',
        summary: 'A required attribute is missing',
        detail: `Nothing says whose rows ${formatSourceReference(from)} has. Add "personId": either identityMap and a namespace, or a field. For a lookup dataset add "lookup" instead.`,
        expected: 'personId',
      },
    ];
  }
  return checkPersonId(personId, at('personId'));
}

function checkPersonId(
  { identityMap, namespace, usePrimaryNamespace, field }: PersonId,
  at: Pick<Finding, 'document' | 'path'>,
): readonly Finding[] {
  const isComplete = field !== undefined || namespace !== undefined || usePrimaryNamespace === true;
  if (isComplete && !(identityMap === true && field !== undefined)) return [];
  return [
    {
      ...at,
      code: 'wrong-combination',
      summary: 'Attributes do not fit together',
      detail:
        'A person is found in exactly one way: by identityMap with a namespace, by identityMap with usePrimaryNamespace, or by a field.',
      expected:
        '{ identityMap: true, namespace: … }, { identityMap: true, usePrimaryNamespace: true } or { field: … }',
    },
  ];
}
