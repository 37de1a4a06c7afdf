import {
  type Address,
  type DocumentPath,
  type LoadedPipeline,
  parseAddress,
  parseSourceReference,
  type SourceReference,
} from '../../model/index.ts';
import type { Finding } from '../finding.ts';
import { suggest } from '../suggest.ts';
import { getAddresses, getOwnConnection, getScopes, type World } from '../world.ts';

/** Whatever is referred to by name is there. */
export function checkReferences(world: World): readonly Finding[] {
  return world.pipelines.flatMap((loaded) => [
    ...checkInputs(loaded),
    ...checkSources(world, loaded),
    ...checkConnections(world, loaded),
  ]);
}

function describeDangling(
  { source }: LoadedPipeline,
  path: DocumentPath,
  text: string,
  { what, known }: { readonly what: string; readonly known: readonly string[] },
): Finding {
  const suggestion = suggest(text, known);
  const list =
    known.length === 0 ? 'There is none' : `There is ${known.map((name) => `"${name}"`).join(', ')}`;
  return {
    document: source,
    path,
    code: 'dangling-reference',
    summary: 'A reference leads nowhere',
    detail: `There is no ${what} "${text}".${suggestion === undefined ? ` ${list}.` : ''}`,
    ...(known.length === 0 ? {} : { expected: `one of ${known.join(', ')}` }),
    ...(suggestion === undefined ? {} : { suggestion }),
  };
}

function checkInputs(loaded: LoadedPipeline): readonly Finding[] {
  const { inputs, customerAi } = loaded.pipeline.spec;
  const known = inputs.map(({ name }) => name);
  return customerAi.inputs.flatMap((name, index) =>
    known.includes(name)
      ? []
      : [describeDangling(loaded, ['spec', 'customerAi', 'inputs', index], name, { what: 'input', known })],
  );
}

/** Every `from` of the connection and of components. */
function checkSources(world: World, loaded: LoadedPipeline): readonly Finding[] {
  const { spec } = loaded.pipeline;
  const datasets = getOwnConnection(loaded.pipeline)?.datasets ?? [];
  const places: (readonly [DocumentPath, SourceReference | undefined])[] = [
    ...datasets.flatMap(({ from, lookup }, index) => {
      const path = ['spec', 'connection', 'datasets', index];
      return [[[...path, 'from'], from] as const, [[...path, 'lookup', 'of'], lookup?.of] as const];
    }),
    ...spec.dataViews.flatMap((view, index) =>
      view.components.map(
        ({ from }, at) => [['spec', 'dataViews', index, 'components', at, 'from'], from] as const,
      ),
    ),
  ];
  return places.flatMap(([path, from]) => (from === undefined ? [] : checkSource(world, loaded, path, from)));
}

function checkSource(
  world: World,
  loaded: LoadedPipeline,
  path: DocumentPath,
  from: SourceReference,
): readonly Finding[] {
  const target = parseSourceReference(from);
  if (target.type === 'input') {
    const known = loaded.pipeline.spec.inputs.map(({ name }) => name);
    return known.includes(target.name)
      ? []
      : [describeDangling(loaded, path, target.name, { what: 'input', known })];
  }
  return target.type === 'address' ? checkAddress(world, loaded, path, target.address) : [];
}

/** An address of another pipeline: it must be declared, and applied wherever this one is. */
function checkAddress(
  world: World,
  loaded: LoadedPipeline,
  path: DocumentPath,
  address: Address,
): readonly Finding[] {
  const owner = parseAddress(address)?.pipeline ?? '';
  const targets = world.pipelines.filter(({ pipeline }) => pipeline.metadata.name === owner);
  if (targets.length === 0) {
    if (world.pipelineNames.has(owner)) return [];
    return [describeDangling(loaded, path, owner, { what: 'pipeline', known: [...world.pipelineNames] })];
  }
  const known = targets.flatMap(({ pipeline }) => getAddresses(pipeline));
  if (!known.includes(address)) {
    const kind = parseAddress(address)?.kind;
    const same = known.filter((each) => parseAddress(each)?.kind === kind);
    return [describeDangling(loaded, path, address, { what: 'resource', known: same })];
  }
  return getScopes(world)
    .filter(
      ({ pipelines }) => pipelines.includes(loaded) && !pipelines.some((each) => targets.includes(each)),
    )
    .map(({ environment }) => ({
      document: loaded.source,
      path,
      code: 'dangling-reference' as const,
      summary: 'A reference leads nowhere',
      detail: `The environment "${environment?.environment.metadata.name ?? ''}" applies this pipeline but not "${owner}", whose resource it uses. Add "${owner}" to spec.pipelines there.`,
    }));
}

function checkConnections(world: World, loaded: LoadedPipeline): readonly Finding[] {
  const { connection, dataViews } = loaded.pipeline.spec;
  const findings: Finding[] = [];
  if (connection !== undefined && 'use' in connection) {
    const path = ['spec', 'connection', 'use'];
    findings.push(
      ...(parseAddress(connection.use)?.kind === 'connection'
        ? checkAddress(world, loaded, path, connection.use)
        : [
            describeDangling(loaded, path, connection.use, {
              what: 'connection',
              known: [...world.connections.keys()],
            }),
          ]),
    );
  }
  for (const [index, view] of dataViews.entries()) {
    const isWritten = !isDefaultConnection(loaded, view.connection);
    if (view.connection === '' || !isWritten || world.connections.get(view.connection) !== undefined)
      continue;
    findings.push(
      ...checkAddress(world, loaded, ['spec', 'dataViews', index, 'connection'], view.connection),
    );
  }
  return findings;
}

/** What `connection.use` says has been checked there. */
function isDefaultConnection({ pipeline }: LoadedPipeline, address: Address): boolean {
  const { connection } = pipeline.spec;
  return connection !== undefined && 'use' in connection && connection.use === address;
}
