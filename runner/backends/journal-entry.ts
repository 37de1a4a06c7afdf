import {
  applyTransitions,
  canonicalJson,
  checkShape,
  countShape,
  describeProblem,
  type JsonValue,
  listOf,
  objectOf,
  type Shape,
  type State,
  sha256,
  type Transition,
  textShape,
  timeShape,
  transitionShape,
} from '../model/index.ts';

/** One group of transitions as a backend keeps it, chained to the one before by its hash. */
export interface JournalEntry {
  readonly serial: number;
  readonly at: string;
  readonly by: string;
  readonly message: string;
  readonly transitions: readonly Transition[];
  readonly previous: string;
  readonly hash: string;
}

/** An entry that was read, or what is wrong with its text. */
export type ReadEntry =
  | { readonly entry: JournalEntry; readonly problem?: never }
  | { readonly entry?: never; readonly problem: string };

/** Where a chain starts. */
export const CHAIN_START = 'start';

/** Makes the entry that follows a hash. */
export function makeEntry(entry: Omit<JournalEntry, 'hash'>): JournalEntry {
  return { ...entry, hash: hashEntry(entry) };
}

const entryShape: Shape<JournalEntry> = objectOf<JournalEntry>({
  serial: countShape,
  at: timeShape,
  by: textShape,
  message: textShape,
  transitions: listOf(transitionShape),
  previous: textShape,
  hash: textShape,
});

/** Reads the JSON text of one entry; one that is not as it was written is none. */
export function parseEntry(text: string): ReadEntry {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { problem: 'it is not JSON' };
  }
  const problem = checkShape(entryShape, value);
  if (problem !== undefined) return { problem: describeProblem(problem) };
  const { hash, ...rest } = value as JournalEntry;
  return hash === hashEntry(rest)
    ? { entry: value as JournalEntry }
    : { problem: 'it is not what was written' };
}

function hashEntry(entry: Omit<JournalEntry, 'hash'>): string {
  return sha256(canonicalJson(entry as unknown as JsonValue)).slice(0, 32);
}

/** State after the entries that it does not hold yet. */
export function foldJournal(state: State, entries: readonly JournalEntry[]): State {
  return entries
    .filter((entry) => entry.serial > state.serial)
    .reduce(
      (current, entry) => ({
        ...applyTransitions(current, entry.transitions, { at: entry.at }),
        serial: entry.serial,
      }),
      state,
    );
}
