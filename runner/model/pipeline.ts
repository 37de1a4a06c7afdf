import { type Address, matchesAddressPattern } from './address.ts';
import type { SourceDocument } from './document.ts';
import type { Environment, Pipeline, SourceReference } from './pipeline.generated.ts';

/*
 * Two families of types. `WrittenPipeline` and `WrittenEnvironment` are what a person may write: most attributes are
 * optional and some have a shorthand. `Pipeline` and `Environment` are what later steps rely on: defaults applied,
 * shorthands written out, so that a default spelt out equals one that was left out. Both come from `schemas/`.
 */
export { ATTRIBUTES, type AttributeRow, type AttributeVisibility } from './attributes.generated.ts';
export type {
  Adopt,
  Annotation,
  Bucket,
  BucketShare,
  Component,
  Connection,
  ConnectionDataset,
  ConnectionDeclaration,
  ConnectionUse,
  CustomEvent,
  CustomerAiInstance,
  CustomProfileAttribute,
  DatasetReference,
  DataView,
  DataViewAccess,
  EligiblePopulation,
  Environment,
  EnvironmentSpec,
  EventCondition,
  Expectation,
  Expiration,
  Goal,
  IncludeExcludeRule,
  InputDataset,
  Lifecycle,
  Lookback,
  LookupKeys,
  Moved,
  Period,
  PersonId,
  Pipeline,
  PipelineSpec,
  PopulationCondition,
  ScoreAttribute,
  ScoreDataset,
  ScoreDownload,
  Scores,
  Session,
  SourceReference,
  Stitching,
  SummarySettings,
} from './pipeline.generated.ts';
export { DEFAULT_LOOKBACK_DAYS, MIN_LOOKBACK_DAYS, requiredHistoryDays } from './pipeline-history.ts';
export type {
  Annotation as WrittenAnnotation,
  Component as WrittenComponent,
  Connection as WrittenConnection,
  ConnectionDataset as WrittenConnectionDataset,
  ConnectionDeclaration as WrittenConnectionDeclaration,
  CustomerAiInstance as WrittenCustomerAiInstance,
  DataView as WrittenDataView,
  Environment as WrittenEnvironment,
  Expectation as WrittenExpectation,
  Goal as WrittenGoal,
  Lifecycle as WrittenLifecycle,
  Pipeline as WrittenPipeline,
  Scores as WrittenScores,
} from './pipeline-written.generated.ts';

/** A pipeline that may be relied on, and the document that it was written in. */
export interface LoadedPipeline {
  readonly pipeline: Pipeline;
  readonly source: SourceDocument;
}

/** An environment that may be relied on, and the document that it was written in. */
export interface LoadedEnvironment {
  readonly environment: Environment;
  readonly source: SourceDocument;
}

/** What `from` stands for. */
export type SourceTarget =
  | { readonly type: 'scores'; readonly format: 'event' | 'profile' }
  | { readonly type: 'input'; readonly name: string }
  | { readonly type: 'dataset'; readonly title: string }
  | { readonly type: 'address'; readonly address: Address };

/** Reads `scores.event`, `scores.profile`, `inputs.NAME`, the address of such a dataset in another pipeline, or `{ dataset: TITLE }`. The schema has checked the form. */
export function parseSourceReference(reference: SourceReference): SourceTarget {
  if (typeof reference !== 'string') return { type: 'dataset', title: reference.dataset };
  if (reference.includes('/')) return { type: 'address', address: reference };
  if (reference.startsWith('inputs.')) return { type: 'input', name: reference.slice('inputs.'.length) };
  return { type: 'scores', format: reference === 'scores.profile' ? 'profile' : 'event' };
}

/** The one text of a reference; two references to the same rows are equal as texts. */
export function formatSourceReference(reference: SourceReference): string {
  return typeof reference === 'string' ? reference : `dataset ${JSON.stringify(reference.dataset)}`;
}

/** Whether an environment applies the pipeline of this name. */
export function isAppliedIn(environment: Environment, pipelineName: string): boolean {
  return environment.spec.pipelines.some((pattern) => matchesAddressPattern(pipelineName, pattern));
}
