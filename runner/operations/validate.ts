import { type Diagnostic, hasErrors, type KindRegistry, type LoadedEnvironment } from '../model/index.ts';
import type { ValidatedEnvironment, ValidatedPipeline, ValidateSummary } from '../render/index.ts';
import { pipelinesOf, resolve } from '../resolve/index.ts';
import { requiredHistoryDays } from '../validate/index.ts';
import type { Repository } from './read-repository.ts';

/** What validating found, and what it looked at. */
export interface Validated {
  readonly diagnostics: readonly Diagnostic[];
  readonly summary: ValidateSummary;
}

/** Judges a repository as far as that goes without Adobe: every document, then every environment as a whole. */
export function validate(repository: Repository, kinds: KindRegistry): Validated {
  const sound = !hasErrors(repository.diagnostics);
  const resolved = sound
    ? repository.environments.map((environment) => resolve(repository.pipelines, environment, kinds))
    : [];
  const diagnostics = [...repository.diagnostics, ...resolved.flatMap((one) => one.diagnostics)];
  return { diagnostics, summary: summaryOf(repository, kinds) };
}

function summaryOf(repository: Repository, kinds: KindRegistry): ValidateSummary {
  const { pipelines, environments } = repository;
  const files = new Set([...pipelines, ...environments].map(({ source }) => source.file));
  const [first] = environments;
  return {
    files: files.size,
    pipelines: [...pipelines]
      .sort((a, b) => (a.pipeline.metadata.name < b.pipeline.metadata.name ? -1 : 1))
      .map((pipeline) => pipelineSummary(pipeline, first, kinds)),
    environments: environments.map((environment) => environmentSummary(repository, environment, kinds)),
  };
}

function pipelineSummary(
  loaded: Repository['pipelines'][number],
  environment: LoadedEnvironment | undefined,
  kinds: KindRegistry,
): ValidatedPipeline {
  const { metadata, spec } = loaded.pipeline;
  const { goal, eligiblePopulation } = spec.customerAi;
  return {
    name: metadata.name,
    title: metadata.title,
    file: loaded.source.file,
    resources: environment === undefined ? [] : countKinds(loaded, environment, kinds),
    history: {
      requiredDays: requiredHistoryDays(spec.customerAi),
      lookbackDays: eligiblePopulation?.lookbackDays ?? 45,
      outcomeWindowDays: goal.outcomeWindowDays,
    },
  };
}

function countKinds(
  loaded: Repository['pipelines'][number],
  environment: LoadedEnvironment,
  kinds: KindRegistry,
): ValidatedPipeline['resources'] {
  const everything = { ...environment.environment.spec, pipelines: ['*'] };
  const alone = { ...environment, environment: { ...environment.environment, spec: everything } };
  const resources = Object.values(resolve([loaded], alone, kinds).desired.resources);
  return [...kinds.values()]
    .map(({ kind, label }) => ({ kind: label, count: resources.filter((one) => one.kind === kind).length }))
    .filter(({ count }) => count > 0);
}

function environmentSummary(
  repository: Repository,
  loaded: LoadedEnvironment,
  kinds: KindRegistry,
): ValidatedEnvironment {
  const { metadata, spec } = loaded.environment;
  const { desired } = resolve(repository.pipelines, loaded, kinds);
  return {
    name: metadata.name,
    sandbox: spec.sandbox,
    pipelines: pipelinesOf(repository.pipelines, loaded.environment).length,
    resources: Object.keys(desired.resources).length,
  };
}
