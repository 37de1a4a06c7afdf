import { RunnerError } from '../../model/index.ts';
import { type JournalEntry, parseEntry } from '../journal-entry.ts';

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
    const { entry, problem } = parseEntry(line);
    if (entry === undefined) throw damaged(place, problem);
    const follows = entries.at(-1)?.hash ?? entry.previous;
    if (entry.previous !== follows) throw damaged(place, 'the line before it is missing');
    entries.push(entry);
  }
  return entries;
}

/** How a state comes back that is not as it was written. */
export const RESTORE =
  'Restore the state folder from a copy; do not edit it by hand. Without a copy: move the folder away, and have what Adobe shows written anew with cai state rebuild.';

function damaged(place: string, why: string): RunnerError {
  return new RunnerError({
    code: 'journal-damaged',
    message: `${place}: the journal is damaged here: ${why}`,
    hint: `Nothing was changed. ${RESTORE}`,
  });
}
