import {
  type Address,
  compareText,
  type Desired,
  type KindRegistry,
  type ResourceGraph,
  specOf,
  UsageError,
} from '../model/index.ts';

/**
 * The resources of an environment and what each depends on, from YAML alone. With names of pipelines: theirs, and what these
 * depend on in others.
 */
export function graph(desired: Desired, kinds: KindRegistry, pipelines: readonly string[]): ResourceGraph {
  const chosen = pipelines.length === 0 ? Object.keys(desired.resources) : reach(desired, pipelines);
  return {
    environment: desired.environment.name,
    resources: [...chosen].sort(compareText).flatMap((address) => {
      const resource = desired.resources[address];
      if (resource === undefined) return [];
      const { kind, title, dependsOn } = resource;
      const { mode } = specOf(kinds, kind);
      const sorted = [...dependsOn].sort(compareText);
      return [{ address, pipeline: pipelineOf(address), kind, mode, title, dependsOn: sorted }];
    }),
  };
}

/** The addresses of some pipelines, and everything that they depend on. */
function reach({ resources, environment }: Desired, pipelines: readonly string[]): ReadonlySet<Address> {
  const addresses = Object.keys(resources);
  const known = [...new Set(addresses.map(pipelineOf))];
  const unknown = pipelines.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new UsageError({
      message: `Environment "${environment.name}" has no pipeline "${unknown}".`,
      hint: known.length === 0 ? 'It has none at all.' : `There are: ${known.join(', ')}.`,
    });
  }
  const reached = new Set(addresses.filter((address) => pipelines.includes(pipelineOf(address))));
  // A set goes on to what is added while it is walked.
  for (const address of reached) {
    for (const dependency of resources[address]?.dependsOn ?? []) reached.add(dependency);
  }
  return reached;
}

function pipelineOf(address: Address): string {
  return address.split('/')[0] ?? '';
}
