import {
  type Address,
  type DeclaredResource,
  type Desired,
  type DesiredEnvironment,
  type DesiredResource,
  type Diagnostic,
  type Environment,
  type KindRegistry,
  type KindSpec,
  type LoadedEnvironment,
  type LoadedPipeline,
  matchesAddressPattern,
  refsOf,
} from '../model/index.ts';
import { expandVariables } from './expand-variables.ts';

/** What resolving gives: always what could be resolved, and what is wrong beside it. */
export interface Resolved {
  readonly desired: Desired;
  readonly diagnostics: readonly Diagnostic[];
}

/** Turns the pipelines of one environment into desired resources and their dependencies. Pure; the order of pipelines does not matter. */
export function resolve(
  pipelines: readonly LoadedPipeline[],
  environment: LoadedEnvironment,
  kinds: KindRegistry,
): Resolved {
  const target = resolveEnvironment(environment.environment);
  const applied = pipelinesOf(pipelines, environment.environment);
  const resources: Record<Address, DesiredResource> = {};
  const diagnostics: Diagnostic[] = [];
  for (const loaded of applied) {
    for (const resource of declareAll(loaded, environment.environment, target, kinds)) {
      if (resources[resource.address] === undefined) resources[resource.address] = resource;
    }
  }
  diagnostics.push(...danglingReferences(resources), ...cycles(resources), ...sharedKeys(resources, kinds));
  const moved = applied.flatMap(({ pipeline }) => pipeline.moved ?? []);
  return { desired: { environment: target, resources: sortByAddress(resources), moved }, diagnostics };
}

/** The pipelines that an environment names, sorted by name. */
export function pipelinesOf(
  pipelines: readonly LoadedPipeline[],
  environment: Environment,
): readonly LoadedPipeline[] {
  return pipelines
    .filter(({ pipeline }) =>
      environment.spec.pipelines.some((pattern) => matchesAddressPattern(pipeline.metadata.name, pattern)),
    )
    .sort((a, b) => (a.pipeline.metadata.name < b.pipeline.metadata.name ? -1 : 1));
}

/** The pipelines of an environment with its variables in the place of references to them. */
export function expandPipelines(
  pipelines: readonly LoadedPipeline[],
  environment: Environment,
): readonly LoadedPipeline[] {
  return pipelinesOf(pipelines, environment).map(({ pipeline, source }) => ({
    pipeline: expandVariables(pipeline, environment.spec.variables),
    source,
  }));
}

/** What later steps need of an environment document. */
export function resolveEnvironment({ metadata, spec }: Environment): DesiredEnvironment {
  const { sandbox, baseUrls, credentials, allowDelete, limits } = spec;
  return { name: metadata.name, sandbox, baseUrls, credentials, allowDelete, limits };
}

function declareAll(
  { pipeline: written, source }: LoadedPipeline,
  environment: Environment,
  target: DesiredEnvironment,
  kinds: KindRegistry,
): readonly DesiredResource[] {
  const pipeline = expandVariables(written, environment.spec.variables);
  const locate = (path: readonly (string | number)[]) => source.locate(path);
  const { owners } = pipeline.metadata;
  return [...kinds.values()].flatMap((spec) =>
    spec
      .declare({ pipeline, environment: target, locate })
      .map((declared): DesiredResource => ({ ...completed(declared, spec), owners })),
  );
}

function completed(
  { after, ...declared }: DeclaredResource,
  spec: KindSpec,
): Omit<DesiredResource, 'owners'> {
  const refs = refsOf(declared.values).filter((ref) => ref !== declared.address);
  const dependsOn = [...new Set([...refs, ...(after ?? [])])];
  return { ...declared, kind: spec.kind, dependsOn };
}

function danglingReferences(resources: Readonly<Record<Address, DesiredResource>>): readonly Diagnostic[] {
  return Object.values(resources).flatMap((resource) =>
    resource.dependsOn
      .filter((address) => resources[address] === undefined)
      .map(
        (address): Diagnostic => ({
          severity: 'error',
          code: 'dangling-reference',
          summary: 'reference to something that is not there',
          detail: `${resource.address} refers to ${address}, which no pipeline of this environment declares. Add that pipeline to the environment, or mend the reference.`,
          address: resource.address,
          ...(resource.source === undefined ? {} : { source: resource.source }),
        }),
      ),
  );
}

/** A cycle over several pipelines, which no single document shows. */
function cycles(resources: Readonly<Record<Address, DesiredResource>>): readonly Diagnostic[] {
  const settled = new Set<Address>();
  for (let grew = true; grew; ) {
    grew = false;
    for (const { address, dependsOn } of Object.values(resources)) {
      if (settled.has(address)) continue;
      if (dependsOn.some((dependency) => resources[dependency] !== undefined && !settled.has(dependency)))
        continue;
      settled.add(address);
      grew = true;
    }
  }
  const rest = Object.keys(resources).filter((address) => !settled.has(address));
  const [first] = rest.sort();
  if (first === undefined) return [];
  return [
    {
      severity: 'error',
      code: 'reference-cycle',
      summary: 'references form a cycle',
      detail: `These resources wait for each other: ${rest.join(', ')}. Remove one of the references.`,
      address: first,
    },
  ];
}

/** Two resources of one kind with the same natural key could never be told apart in Adobe. */
function sharedKeys(
  resources: Readonly<Record<Address, DesiredResource>>,
  kinds: KindRegistry,
): readonly Diagnostic[] {
  const byKey = new Map<string, DesiredResource>();
  const diagnostics: Diagnostic[] = [];
  for (const resource of Object.values(resources).sort((a, b) => (a.address < b.address ? -1 : 1))) {
    if (kinds.get(resource.kind)?.mode === 'observed') continue;
    const key = `${resource.kind} ${resource.key}`;
    const other = byKey.get(key);
    byKey.set(key, other ?? resource);
    if (other === undefined) continue;
    diagnostics.push({
      severity: 'error',
      code: 'duplicate-title',
      summary: 'two resources would have the same title in Adobe',
      detail: `${resource.address} and ${other.address} are both called "${resource.title}". Give one of them another title.`,
      address: resource.address,
      ...(resource.source === undefined ? {} : { source: resource.source }),
    });
  }
  return diagnostics;
}

function sortByAddress(
  resources: Readonly<Record<Address, DesiredResource>>,
): Record<Address, DesiredResource> {
  return Object.fromEntries(Object.entries(resources).sort(([a], [b]) => (a < b ? -1 : 1)));
}
