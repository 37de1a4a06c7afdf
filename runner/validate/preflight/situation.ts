import {
  type Address,
  type CustomerAiInstance,
  type DocumentPath,
  formatAddress,
  type InputDataset,
  type InputFigures,
  type LiveDataset,
  type LiveField,
  type LiveInputs,
  type LiveSchema,
  type LoadedPipeline,
  type PassedCheck,
  type Reported,
  type UncheckedInput,
} from '../../model/index.ts';
import type { Finding } from '../finding.ts';

/** What is known of the live world when the inputs of one pipeline are judged. */
export interface PreflightRequest {
  /** Variables replaced. */
  readonly loaded: LoadedPipeline;
  readonly inputs: LiveInputs;
  /** Score datasets that are there, by address, with the path below which their attributes stand. */
  readonly scores: ReadonlyMap<Address, LiveScores>;
  /** Absent where no engine can be asked. */
  readonly figures?: InputFigures;
}

/** A score dataset that is there. */
export interface LiveScores {
  readonly schema: Reported<LiveSchema | undefined>;
  /** `_luma.CustomerAI.PurchaseModel` (facts §2.6); absent where the schema has none, or several. */
  readonly prefix?: string;
}

/** One input as it is live. */
export interface LiveInput {
  readonly input: InputDataset;
  readonly address: Address;
  /** Of the input in the document. */
  readonly path: DocumentPath;
  /** Undefined where there is none, or several. */
  readonly dataset: LiveDataset | undefined;
  /** `several`: which one is meant cannot be said. */
  readonly presence: 'present' | 'absent' | 'several' | 'unreadable';
  readonly ids: readonly string[];
  /** Why it could not be read. */
  readonly failure?: string;
}

/** Everything that rules of the preflight look at. */
export interface Situation extends PreflightRequest {
  readonly name: string;
  readonly customerAi: CustomerAiInstance;
  /** Those that the instance learns from. */
  readonly learntFrom: readonly LiveInput[];
}

/** What one rule says. */
export interface Verdict {
  readonly findings: readonly Finding[];
  readonly unchecked: readonly Omit<UncheckedInput, 'pipeline'>[];
  readonly passed: readonly Omit<PassedCheck, 'pipeline'>[];
}

/** One rule of the preflight. */
export type PreflightRule = (situation: Situation) => Verdict;

/** Puts what is live beside what the pipeline says. */
export function makeSituation(request: PreflightRequest): Situation {
  const { metadata, spec } = request.loaded.pipeline;
  const inputs = spec.inputs.map((input, index): LiveInput => {
    const address = formatAddress(metadata.name, 'input-dataset', input.name);
    const path = ['spec', 'inputs', index] as const;
    const read = request.inputs.get(input.dataset) ?? { failure: 'it was not asked for' };
    if ('failure' in read) {
      return {
        input,
        address,
        path,
        dataset: undefined,
        presence: 'unreadable',
        ids: [],
        failure: read.failure,
      };
    }
    const ids = read.value.map(({ id }) => id).sort();
    const presence = ids.length === 0 ? 'absent' : ids.length === 1 ? 'present' : 'several';
    const dataset = presence === 'present' ? read.value[0] : undefined;
    return { input, address, path, dataset, presence, ids };
  });
  const used = new Set(spec.customerAi.inputs);
  return {
    ...request,
    name: metadata.name,
    customerAi: spec.customerAi,
    learntFrom: inputs.filter(({ input }) => used.has(input.name)),
  };
}

/** Nothing to say. */
export const NOTHING: Verdict = { findings: [], unchecked: [], passed: [] };

/** All verdicts as one. */
export function joinVerdicts(verdicts: readonly Verdict[]): Verdict {
  return {
    findings: verdicts.flatMap(({ findings }) => findings),
    unchecked: verdicts.flatMap(({ unchecked }) => unchecked),
    passed: verdicts.flatMap(({ passed }) => passed),
  };
}

/** The schema of an input, or why there is none to look at. */
export function getSchema(live: LiveInput): LiveSchema | { readonly failure: string } {
  const { presence, dataset, failure } = live;
  if (presence === 'unreadable') return { failure: failure ?? 'it could not be read' };
  if (dataset === undefined)
    return { failure: `${presence === 'several' ? 'several datasets have' : 'no dataset has'} its title` };
  if ('failure' in dataset.schema) return dataset.schema;
  return dataset.schema.value ?? { failure: 'the dataset has no schema' };
}

/** Inputs whose schema could not be read although it may well be there, with the reason. */
export function listUnreadable(inputs: readonly LiveInput[]): readonly string[] {
  return inputs.flatMap((live) => {
    const { dataset, presence, failure, input } = live;
    if (presence === 'unreadable') return [`inputs.${input.name}: ${failure}`];
    if (presence === 'several') return [`inputs.${input.name}: several datasets have its title`];
    if (dataset !== undefined && 'failure' in dataset.schema)
      return [`inputs.${input.name}: ${dataset.schema.failure}`];
    return [];
  });
}

/** A field of a schema by its path; what stands below a map, whose keys no schema names, is the map. */
export function findField(fields: readonly LiveField[], path: string): LiveField | undefined {
  const plain = toPlainPath(path);
  return (
    fields.find((field) => field.path === plain) ??
    fields.find((field) => field.isMap && plain.startsWith(`${field.path}.`))
  );
}

/** `productListItems[].SKU` and `productListItems.SKU` are the same field. */
export function toPlainPath(path: string): string {
  return path.trim().replace(/\[\d{0,9}\]/g, '');
}
