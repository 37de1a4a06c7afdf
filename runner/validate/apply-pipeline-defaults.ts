import {
  type ConnectionDeclaration,
  type CustomerAiInstance,
  formatAddress,
  type Goal,
  type Pipeline,
  type Scores,
  type WrittenConnectionDeclaration,
  type WrittenCustomerAiInstance,
  type WrittenGoal,
  type WrittenPipeline,
  type WrittenScores,
} from '../model/index.ts';
import { completeDataView } from './complete-data-view.ts';
import { completeDataset } from './complete-dataset.ts';
import { completeLifecycle } from './complete-lifecycle.ts';

/** Writes every default and shorthand out, so that one that is spelt out equals one that was left out. */
export function applyPipelineDefaults(written: WrittenPipeline): Pipeline {
  const { metadata, spec } = written;
  const inputs = spec.inputs.map((input) => ({
    ...input,
    identity: { ...input.identity, field: input.identity.field ?? 'identityMap' },
  }));
  const customerAi = completeInstance(
    spec.customerAi,
    metadata.title,
    inputs.map((input) => input.name),
  );
  const { connection, scores } = spec;
  const base = {
    ...spec,
    inputs,
    customerAi,
    outputs: spec.outputs ?? {},
    dataViews: (spec.dataViews ?? []).map((view) =>
      completeDataView(view, getConnectionAddress(written, view.connection)),
    ),
  };
  return {
    ...written,
    metadata: { ...metadata, description: metadata.description ?? '' },
    spec: {
      ...base,
      ...(scores === undefined ? {} : { scores: completeScores(scores, customerAi.outputs.cja) }),
      ...(connection === undefined
        ? {}
        : {
            connection:
              'use' in connection ? connection : completeConnection(connection, inputs, customerAi.inputs),
          }),
    } as Pipeline['spec'],
    moved: written.moved ?? [],
  };
}

/** The connection of a data view as an address; empty where there is none, which a rule reports. */
function getConnectionAddress({ metadata, spec }: WrittenPipeline, reference: string | undefined): string {
  if (reference?.includes('/') === true) return reference;
  if (reference !== undefined) return formatAddress(metadata.name, 'connection', reference);
  if (spec.connection === undefined) return '';
  return 'use' in spec.connection
    ? spec.connection.use
    : formatAddress(metadata.name, 'connection', spec.connection.name);
}

function completeInstance(
  written: WrittenCustomerAiInstance,
  title: string,
  inputs: readonly string[],
): CustomerAiInstance {
  const { eligiblePopulation: population, ...rest } = written;
  return {
    ...rest,
    title: written.title ?? title,
    description: written.description ?? '',
    inputs: written.inputs ?? inputs,
    goal: completeGoal(written.goal),
    ...(population === undefined
      ? {}
      : {
          eligiblePopulation: {
            ...population,
            match: population.match ?? 'all',
            exclude: population.exclude ?? [],
          },
        }),
    customEvents: written.customEvents ?? [],
    customProfileAttributes: written.customProfileAttributes ?? [],
    exclusions: written.exclusions ?? [],
    schedule: written.schedule ?? { frequency: 'weekly' },
    outputs: { profile: written.outputs?.profile ?? false, cja: written.outputs?.cja ?? true },
    lifecycle: completeLifecycle(written.lifecycle),
  };
}

function completeGoal(written: WrittenGoal): Goal {
  return { ...written, match: written.match ?? 'all' };
}

function completeScores(written: WrittenScores, hasEventOutput: boolean): Scores {
  const from = written.download?.from ?? (hasEventOutput ? 'event' : 'profile');
  const { download, ...rest } = written;
  return {
    ...rest,
    ...(download === undefined
      ? {}
      : { download: { ...download, keepBatches: download.keepBatches ?? 8, from } }),
    expectations: (written.expectations ?? []).map((expectation) => ({
      ...expectation,
      severity: expectation.severity ?? 'error',
      from: expectation.from ?? from,
    })),
    lifecycle: completeLifecycle(written.lifecycle),
  };
}

function completeConnection(
  written: WrittenConnectionDeclaration,
  inputs: Pipeline['spec']['inputs'],
  used: readonly string[],
): ConnectionDeclaration {
  return {
    ...written,
    description: written.description ?? '',
    tags: written.tags ?? [],
    primaryIdType: written.primaryIdType ?? 'person',
    containers: written.containers ?? [],
    datasets: written.datasets.map((dataset) => completeDataset(dataset, inputs, used)),
    lifecycle: completeLifecycle(written.lifecycle),
  };
}
