import {
  type Address,
  type ConnectionDeclaration,
  formatAddress,
  isAppliedIn,
  type LoadedEnvironment,
  type LoadedPipeline,
  type Pipeline,
  parseAddress,
  parseSourceReference,
  type SourceReference,
  sourceAddress,
} from '../model/index.ts';
import type { Finding } from './finding.ts';

/** Everything that rules look at. */
export interface World {
  readonly pipelines: readonly LoadedPipeline[];
  readonly environments: readonly LoadedEnvironment[];
  /** Names of all pipelines, also of those too broken to be looked at: what refers to them is not dangling. */
  readonly pipelineNames: ReadonlySet<string>;
  readonly environmentNames: ReadonlySet<string>;
  readonly runnerVersion: string;
  /** Every declared connection by its address. */
  readonly connections: ReadonlyMap<Address, OwnedConnection>;
}

/** A connection and the pipeline that declares it. */
export interface OwnedConnection {
  readonly owner: Pipeline;
  readonly connection: ConnectionDeclaration;
}

/** One named check over everything. */
export type Rule = (world: World) => readonly Finding[];

/** The connection that a pipeline declares itself. */
export function getOwnConnection(pipeline: Pipeline): ConnectionDeclaration | undefined {
  const { connection } = pipeline.spec;
  return connection === undefined || 'use' in connection ? undefined : connection;
}

/** Every declared connection by its address; of two with the same address the first. */
export function indexConnections(
  pipelines: readonly LoadedPipeline[],
): ReadonlyMap<Address, OwnedConnection> {
  const connections = new Map<Address, OwnedConnection>();
  for (const { pipeline } of pipelines) {
    const connection = getOwnConnection(pipeline);
    if (connection === undefined) continue;
    const address = formatAddress(pipeline.metadata.name, 'connection', connection.name);
    if (!connections.has(address)) connections.set(address, { owner: pipeline, connection });
  }
  return connections;
}

/** One text for the rows that a reference means, whoever refers: the address of a score dataset, or a dataset's title. */
export function getSourceKey(world: World, pipeline: Pipeline, reference: SourceReference): string {
  const target = parseSourceReference(reference);
  if (target.type === 'scores') {
    return formatAddress(pipeline.metadata.name, 'score-dataset', target.format);
  }
  if (target.type === 'dataset') return `dataset ${target.title}`;
  if (target.type === 'input') {
    return (
      getInputKey(pipeline, target.name) ??
      formatAddress(pipeline.metadata.name, 'input-dataset', target.name)
    );
  }
  const parts = parseAddress(target.address);
  const owner = world.pipelines.find((each) => each.pipeline.metadata.name === parts?.pipeline);
  if (parts?.kind !== 'input-dataset' || owner === undefined) return target.address;
  return getInputKey(owner.pipeline, parts.name) ?? target.address;
}

function getInputKey(pipeline: Pipeline, name: string): string | undefined {
  const input = pipeline.spec.inputs.find((each) => each.name === name);
  return input === undefined ? undefined : `dataset ${input.dataset}`;
}

/** The pipelines of each environment; where there is no environment, all of them together. */
export function getScopes(world: World): readonly {
  readonly environment: LoadedEnvironment | undefined;
  readonly pipelines: readonly LoadedPipeline[];
}[] {
  if (world.environments.length === 0) return [{ environment: undefined, pipelines: world.pipelines }];
  return world.environments.map((environment) => ({
    environment,
    pipelines: world.pipelines.filter(({ pipeline }) =>
      isAppliedIn(environment.environment, pipeline.metadata.name),
    ),
  }));
}

/** The addresses of everything that a pipeline declares. */
export function getAddresses(pipeline: Pipeline): readonly Address[] {
  const { metadata, spec } = pipeline;
  const address = (kind: string, name: string): Address => formatAddress(metadata.name, kind, name);
  const connection = getOwnConnection(pipeline);
  return [
    ...spec.inputs.map((input) => address('input-dataset', input.name)),
    // Datasets that are named by their titles alone have addresses too.
    ...(connection?.datasets ?? [])
      .filter(({ from }) => parseSourceReference(from).type === 'dataset')
      .map(({ from }) => sourceAddress(pipeline, from)),
    address('customer-ai-instance', 'main'),
    address('score-dataset', 'profile'),
    ...(spec.customerAi.outputs.cja ? [address('score-dataset', 'event')] : []),
    ...(spec.scores?.download === undefined ? [] : [address('score-export', 'main')]),
    ...(connection === undefined ? [] : [address('connection', connection.name)]),
    ...spec.dataViews.flatMap((view) => [
      address('data-view', view.name),
      address('data-view-components', view.name),
      ...view.annotations.map(({ name }) => address('annotation', name)),
      ...(view.access === undefined ? [] : [address('data-view-access', view.name)]),
    ]),
  ];
}
