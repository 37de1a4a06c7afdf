import {
  applyTransitions,
  canonicalJson,
  checkShape,
  countShape,
  describeProblem,
  type JsonValue,
  listOf,
  objectOf,
  RunnerError,
  type Shape,
  type State,
  sha256,
  type Transition,
  textShape,
  timeShape,
  transitionShape,
} from '../../model/index.ts';

/** One group of transitions as it stands in the journal: one line of JSON, chained to the one before by its hash. */
export interface JournalEntry {
  readonly serial: number;
  readonly at: string;
  readonly by: string;
  readonly message: string;
  readonly transitions: readonly Transition[];
  readonly previous: string;
  readonly hash: string;
}

/** Where a chain starts. */
export const CHAIN_START = 'start';

/** Makes the entry that follows a hash. */
export function makeEntry(entry: Omit<JournalEntry, 'hash'>): JournalEntry {
  return { ...entry, hash: hashEntry(entry) };
}

/** One line of the journal. */
export function formatEntry(entry: JournalEntry): string {
  return `${JSON.stringify(entry)}\n`;
}

/**
 * Reads a journal. A torn last line is what a crash leaves in the middle of an append: it was never acknowledged and is
 * dropped. Damage anywhere else is an error, since what follows it cannot be trusted.
 */
export function parseJournal(text: string, file: string): readonly JournalEntry[] {
  const lines = text.split('\n');
  lines.pop();
  const entries: JournalEntry[] = [];
  for (const [index, line] of lines.entries()) {
    const place = `${file}:${index + 1}`;
    const entry = parseEntry(line, place);
    const follows = entries.at(-1)?.hash ?? entry.previous;
    if (entry.previous !== follows) throw damaged(place, 'the line before it is missing');
    entries.push(entry);
  }
  return entries;
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

function parseEntry(line: string, place: string): JournalEntry {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw damaged(place, 'the line is not JSON');
  }
  const problem = checkShape(entryShape, value);
  if (problem !== undefined) throw damaged(place, describeProblem(problem));
  const { hash, ...rest } = value as JournalEntry;
  if (hash !== hashEntry(rest)) throw damaged(place, 'the line is not what was written');
  return value as JournalEntry;
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

function damaged(place: string, why: string): RunnerError {
  return new RunnerError({
    code: 'journal-damaged',
    message: `${place}: the journal is damaged here: ${why}`,
    hint: 'Nothing was changed. Restore the state folder from a copy; do not edit it by hand.',
  });
}
