import type { DesiredEnvironment, DesiredResource } from './desired.ts';
import type { SourceRange } from './diagnostic.ts';
import type { GuidedStep, HandoffPurpose } from './handoff.ts';
import type { ImportSpec } from './import.ts';
import type { JsonValue } from './json.ts';
import type { Pipeline } from './pipeline.ts';
import { RunnerError } from './runner-error.ts';
import type { AttributePath, Values } from './values.ts';

/** Who changes a resource: the runner by API, a person in Adobe's UI, or somebody else. */
export type Mode = 'managed' | 'guided' | 'observed';

/** When an API shows an attribute: always, once a scoring run succeeded, or never. */
export type Visibility = 'visible' | 'afterRun' | 'hidden';

/** One row of a kind's attribute table; `path` is a pattern, `datasets[].streaming`. */
export interface AttributeSpec {
  readonly path: string;
  readonly visibility: Visibility;
  /** What Adobe lets nobody edit: a difference is a replace. Part of the fingerprint. */
  readonly immutable?: boolean;
  /** The screen of Adobe's UI on which the control stands. */
  readonly screen: string;
  /** The control's label, exactly as Adobe prints it. */
  readonly label: string;
  /** The API field that reads the attribute back, as Adobe spells it; absent where no API shows it. */
  readonly readBack?: string;
}

/** What a guided kind is asked for when a handoff is rendered. Values are canonical, references already named. */
export interface StepsRequest {
  readonly purpose: HandoffPurpose;
  /** Only for `replace`: first the old object is renamed, then the new one is made. */
  readonly phase: 'rename' | 'main';
  readonly desired: DesiredResource | undefined;
  /** The attributes that this handoff is still about: all of a new object, what differs of an existing one. */
  readonly open: readonly OpenAttribute[];
  /** Turns a reference within a value into what a person sees in Adobe's UI: a dataset's title and id, a connection's title. */
  readonly nameOf: (reference: string) => string;
  /** What else is known of what a reference stands for: `prefix` of a score dataset, once a run has shown it. */
  readonly idsOf?: (reference: string) => Readonly<Record<string, string>>;
  /** Titles that the old object is known by, newest last. */
  readonly titles: readonly string[];
  /** Title that the old object of a replace is given, so that names do not collide. */
  readonly retiredTitle: string;
  /** Canonical values of the object that a clone replaces or a deletion takes away, so that the steps can say what changes. */
  readonly previous?: Values;
  /** Only for `undo`, and only where a rename had been asked: the title that the old object had. */
  readonly restoreTitle?: string;
  /** Whether the sandbox and org make links to Adobe's UI possible. */
  readonly environment: { readonly sandbox: string };
  /** Resources that still hold what is to be deleted: datasets of a retired instance within connections. */
  readonly holders: readonly string[];
}

/** One attribute that still differs, or that only a person can confirm. */
export interface OpenAttribute {
  readonly path: AttributePath;
  readonly desired: JsonValue | undefined;
  /** What the API shows, or what was attested; absent where nothing is known. */
  readonly live: JsonValue | undefined;
  readonly why: 'differs' | 'unknown' | 'not-visible-yet';
}

/** What a kind is asked to declare: one pipeline, variables replaced and defaults applied, for one environment. */
export interface DeclareContext {
  readonly pipeline: Pipeline;
  readonly environment: DesiredEnvironment;
  /** Where an attribute of the document stands, for messages. */
  readonly locate: (path: readonly (string | number)[]) => SourceRange | undefined;
}

/** What a kind declares; `resolve` adds what follows from the values. */
export interface DeclaredResource extends Omit<DesiredResource, 'kind' | 'dependsOn' | 'owners'> {
  /** Addresses that must be live first although no value refers to them. */
  readonly after?: readonly string[];
}

/**
 * What the steps know of a kind, all of it pure. A kind is this specification, a `RemoteKind` that reads and writes,
 * one schema fragment and one line in the registry; no step of the runner names a kind.
 */
export interface KindSpec {
  readonly kind: string;
  readonly mode: Mode;
  /** How a person calls it: `Customer AI instance`. */
  readonly label: string;
  /** The space of its `ids.id`, where others refer to it by id: `dataset`, `connection`, `data-view`. */
  readonly idSpace?: string;
  readonly attributes: readonly AttributeSpec[];
  /** Kinds that must have been observed before this one. */
  readonly observedAfter: readonly string[];
  /**
   * What an attribute means that the remote resource has and the YAML does not: it `differs`, is `ignored`, or differs
   * only where the runner itself last applied it.
   */
  readonly undeclared: 'differs' | 'ignored' | 'last-applied';
  /** `with-parent`: it goes when the resource that it lives in goes, and needs no deletion of its own. */
  readonly deletion: 'own' | 'with-parent';
  /** False where nothing can be read back, so that drift can never be seen. */
  readonly watched: boolean;
  /**
   * The kind through which this one's objects come into being (a score dataset: the instance). Such a kind has no
   * handoffs and no lines; it is bound when it appears.
   */
  readonly madeBy?: string;
  /** Conditions of the resources it depends on, directly or not, that must be `ok` first: `backfill` of a connection. */
  readonly requires: readonly { readonly kind: string; readonly condition: string }[];
  /** True where a failed expectation of what it depends on is no reason to wait: it fetches better data, or says that the data is bad. */
  readonly ignoresChecks?: true;
  /** The resources of this kind that a pipeline asks for, references as tokens. */
  declare(context: DeclareContext): readonly DeclaredResource[];
  /** Makes a value canonical: case, order, defaults, spelling. Must be idempotent. */
  normalize(path: AttributePath, value: JsonValue): JsonValue;
  /**
   * Whether changing one attribute by hand loses another, which is then asked again with it: what is made again from another
   * field loses all its settings.
   */
  loses?(changed: AttributePath, other: AttributePath): boolean;
  /** The steps of a handoff, in the order of Adobe's UI. Only guided kinds are asked. */
  steps(request: StepsRequest): readonly GuidedStep[];
  /** How one that exists becomes YAML; absent where a kind is not imported. */
  readonly importing?: ImportSpec;
  /** API requests that one write and its read-back take. */
  readonly requestsPerWrite: number;
  /**
   * What to expect before the first step: where it is done, how long it takes, which right it needs. `single`: one act, such
   * as a rename or a deletion, in place of a whole set-up.
   */
  handoffNote?(extent: 'whole' | 'single'): string;
}

/** All kinds by slug. */
export type KindRegistry = ReadonlyMap<string, KindSpec>;

/** The specification of a kind. What YAML declares is always registered; a state may be of another version. */
export function specOf(kinds: KindRegistry, kind: string): KindSpec {
  const spec = kinds.get(kind);
  if (spec !== undefined) return spec;
  throw new RunnerError({
    code: 'kind-unknown',
    message: `the state, or the saved plan, names a resource of the kind "${kind}", which this version of cai does not have`,
    hint: 'Nothing was changed. Use the version of cai that wrote it, or a newer one.',
  });
}
