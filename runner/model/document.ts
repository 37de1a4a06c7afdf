import type { SourceRange } from './diagnostic.ts';

/** A path within a document: attribute names and list positions from the root. */
export type DocumentPath = readonly (string | number)[];

/** One YAML document with its text, so that every message can point at the place. */
export interface SourceDocument {
  /** As it is shown: relative to the folder that `cai` was started in, with forward slashes. */
  readonly file: string;
  /** Position among the documents of its file, from 0. */
  readonly index: number;
  /** Plain data: objects, lists, strings, numbers, booleans, null. Not judged yet. */
  readonly value: unknown;
  /** The lines of the whole file, without line ends. */
  readonly lines: readonly string[];
  /**
   * Where a path stands; `part` tells whether the key or the value is meant (default `value`). What is not there is
   * found at the closest thing that is: the key of the mapping in which it is missing. Never throws.
   */
  locate(path: DocumentPath, part?: 'key' | 'value'): SourceRange;
}
