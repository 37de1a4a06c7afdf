import type { JsonValue } from './json.ts';
import type { Mode } from './kind.ts';

/** What is known of one thing of the language, taken from the schemas and the tables of codes. Plain data. */
export type Explanation = AttributeExplanation | KindExplanation | CodeExplanation;

/** What the schemas say of a value, wherever it stands. */
export interface ValueExplanation {
  readonly description: string;
  /** In words: `list of mappings`, `whole number`. */
  readonly type: string;
  readonly allowed: readonly JsonValue[];
  /** In words: `at least 1`, `each one once`, `a version such as 0.1.0`. */
  readonly limits: readonly string[];
  readonly examples: readonly JsonValue[];
  readonly attributes: readonly ChildAttribute[];
}

/** One attribute of a document. */
export interface AttributeExplanation extends ValueExplanation {
  readonly topic: 'attribute';
  /** From its document on, `[]` after a list: `pipeline.spec.inputs[].name`. */
  readonly path: string;
  readonly required: boolean;
  readonly default?: JsonValue;
  /** A default that is computed from elsewhere, in words. */
  readonly defaultFrom?: string;
  readonly adobe?: AdobeControl;
  /** The kind of resource that it declares. */
  readonly kind?: string;
}

/** What an attribute is in Adobe. */
export interface AdobeControl {
  readonly screen: string;
  readonly label: string;
  readonly visibility: 'visible' | 'afterRun' | 'hidden';
  /** The API field that reads it back, as Adobe spells it. */
  readonly readBack?: string;
  /** What Adobe lets nobody edit: changing it is a replace. */
  readonly immutable: boolean;
}

/** An attribute as its parent lists it. */
export interface ChildAttribute {
  readonly path: string;
  readonly name: string;
  readonly type: string;
  readonly required: boolean;
  readonly allowed: readonly JsonValue[];
  readonly description: string;
  /** Where a value has several forms with attributes: the number of the form, from 1, that has this one. */
  readonly form?: number;
}

/** One kind of resource. */
export interface KindExplanation extends ValueExplanation {
  readonly topic: 'kind';
  readonly kind: string;
  readonly label: string;
  readonly mode: Mode;
  /** Where YAML declares it. */
  readonly paths: readonly string[];
}

/** One code of a diagnostic, of an error, or of an answer of Adobe. */
export interface CodeExplanation {
  readonly topic: 'code';
  readonly code: string;
  readonly meanings: readonly CodeMeaning[];
}

/** What a code means in one part of the runner. */
export interface CodeMeaning {
  /** `diagnostic`: found in YAML or in the world, listed with others. `error`: ends a command. `answer`: what Adobe says. */
  readonly type: 'diagnostic' | 'error' | 'answer';
  /** The part of the runner or of its work that it comes from. */
  readonly section: string;
  /** What it means, or what to do. */
  readonly text: string;
  /** Exit codes, where they are not 1. */
  readonly exit?: string;
}

/** What can be asked about, where nothing was asked. */
export interface ExplanationIndex {
  readonly documents: readonly ChildAttribute[];
  readonly kinds: readonly Pick<KindExplanation, 'kind' | 'label' | 'mode' | 'description'>[];
  readonly codes: readonly string[];
}
