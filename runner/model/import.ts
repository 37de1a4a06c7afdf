import type { Address } from './address.ts';
import type { JsonValue } from './json.ts';
import type { RemoteObject } from './observed.ts';
import type { Pipeline } from './pipeline.ts';

/** A remote resource that was read to be written as YAML: everything that can be declared of it, also what a plan compares only where it is declared. */
export interface FoundResource {
  readonly object: RemoteObject;
  /** What Adobe calls what its values refer to, by id. */
  readonly names: Readonly<Record<string, string>>;
}

/** What decides how references are written: what of a pipeline is its own is named without it. */
export interface ImportingPipeline {
  readonly metadata: Pick<Pipeline['metadata'], 'name'>;
  readonly spec: Pick<Pipeline['spec'], 'inputs' | 'connection'>;
}

/** What a kind needs to know of the repository to write a remote resource as YAML. */
export interface WriteContext {
  /** The pipeline that it is written into, defaults applied. */
  readonly pipeline: ImportingPipeline;
  /** The sandbox of the environment. */
  readonly sandbox: string;
  readonly name: string;
  /** The address that a remote id stands for, where a pipeline of the environment has it. */
  readonly addressOf: (space: string, id: string) => Address | undefined;
}

/** A remote resource as it is written. */
export interface WrittenResource {
  /** Attributes in the order of the language; what equals its default is left out. */
  readonly declaration: Readonly<Record<string, JsonValue>>;
  /** Full sentences: what of the remote resource the declaration does not hold, and what follows from that. */
  readonly notes: readonly string[];
}

/** How a kind is imported: where it stands in a pipeline, and how it is written. Pure. */
export interface ImportSpec {
  /** The attribute of `spec` that holds it. */
  readonly attribute: 'connection' | 'dataViews';
  /** Whether that is a list of such resources. */
  readonly isList: boolean;
  /** The remote ids that must stand for something that a pipeline declares before this can be written. */
  parentsOf(found: FoundResource): readonly { readonly space: string; readonly id: string }[];
  write(found: FoundResource, context: WriteContext): WrittenResource;
}
