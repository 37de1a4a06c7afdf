import {
  type DocumentPath,
  formatSourceReference,
  type Pipeline,
  type SourceDocument,
  type SourceReference,
} from '../../model/index.ts';
import type { Finding } from '../finding.ts';
import { getOwnConnection, getSourceKey, type World } from '../world.ts';

/** Names tell things apart, so each is given once. */
export function checkUniqueNames(world: World): readonly Finding[] {
  return [
    ...findRepeated(
      world.pipelines.map(({ pipeline, source }) => ({ key: pipeline.metadata.name, document: source })),
      'pipeline',
    ),
    ...findRepeated(
      world.environments.map(({ environment, source }) => ({
        key: environment.metadata.name,
        document: source,
      })),
      'environment',
    ),
    ...world.pipelines.flatMap(({ pipeline, source }) => checkLists(pipeline, source)),
    ...world.pipelines.flatMap(({ pipeline, source }) => checkDatasets(world, pipeline, source)),
  ];
}

function findRepeated(
  entries: readonly { readonly key: string; readonly document: SourceDocument }[],
  what: string,
): readonly Finding[] {
  const first = new Map<string, SourceDocument>();
  const findings: Finding[] = [];
  for (const { key, document } of entries) {
    const earlier = first.get(key);
    if (earlier === undefined) {
      first.set(key, document);
      continue;
    }
    findings.push({
      document,
      path: ['metadata', 'name'],
      code: 'duplicate-name',
      summary: 'A name is given twice',
      detail: `Another ${what} in ${earlier.file} has the name "${key}" too. Names are part of addresses, so each is given once; rename one of them.`,
    });
  }
  return findings;
}

interface NamedList {
  readonly path: DocumentPath;
  readonly attribute: string;
  readonly keys: readonly string[];
  readonly what: string;
}

function checkLists({ spec }: Pipeline, document: SourceDocument): readonly Finding[] {
  const names = (
    path: DocumentPath,
    members: readonly { readonly name: string }[],
    what: string,
  ): NamedList => ({
    path,
    attribute: 'name',
    keys: members.map(({ name }) => name),
    what,
  });
  const lists: readonly NamedList[] = [
    names(['spec', 'inputs'], spec.inputs, 'input'),
    names(['spec', 'customerAi', 'customEvents'], spec.customerAi.customEvents, 'custom event'),
    names(
      ['spec', 'customerAi', 'customProfileAttributes'],
      spec.customerAi.customProfileAttributes,
      'custom profile attribute',
    ),
    names(['spec', 'scores', 'expectations'], spec.scores?.expectations ?? [], 'expectation'),
    names(['spec', 'dataViews'], spec.dataViews, 'data view'),
    ...spec.dataViews.map((view, index) => ({
      path: ['spec', 'dataViews', index, 'components'],
      attribute: 'id',
      // A dimension and a metric may share an id: Adobe keeps them apart.
      keys: view.components.map(({ type, id }) => `${type} ${id}`),
      what: 'component of this type',
    })),
  ];
  return lists.flatMap((list) => checkList(list, document));
}

function checkList({ path, attribute, keys, what }: NamedList, document: SourceDocument): readonly Finding[] {
  return keys.flatMap((key, index) =>
    keys.indexOf(key) === index
      ? []
      : [
          {
            document,
            path: [...path, index, attribute],
            code: 'duplicate-name' as const,
            summary: 'A name is given twice',
            detail: `Another ${what} of the same list has this ${attribute} too, so nothing could refer to either. Rename one of them.`,
          },
        ],
  );
}

function checkDatasets(world: World, pipeline: Pipeline, document: SourceDocument): readonly Finding[] {
  const datasets = getOwnConnection(pipeline)?.datasets ?? [];
  const keys = datasets.map(({ from }, index) =>
    isReadable(from) ? getSourceKey(world, pipeline, from) : String(index),
  );
  return datasets.flatMap(({ from }, index) =>
    keys.indexOf(keys[index] ?? '') === index
      ? []
      : [
          {
            document,
            path: ['spec', 'connection', 'datasets', index, 'from'],
            code: 'duplicate-item' as const,
            summary: 'A list names something twice',
            detail: `${formatSourceReference(from)} is in this connection already. A connection holds each dataset once; remove one of the two.`,
          },
        ],
  );
}

/** Whether the form is right; one that is not has an error of its own. */
function isReadable(from: SourceReference): boolean {
  return typeof from !== 'string' || /^scores\.(event|profile)$|^inputs\.|\//.test(from);
}
