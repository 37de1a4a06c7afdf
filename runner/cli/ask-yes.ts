import { createInterface } from 'node:readline/promises';
import type { Writable } from 'node:stream';
import type { CommandIo } from './io.ts';

/** Asks on the terminal; nothing but the whole word "yes" goes on. The caller has made sure that there is a terminal. */
export async function askYes(io: CommandIo, question: string): Promise<boolean> {
  const reader = createInterface({ input: io.stdin, output: io.stderr as Writable });
  try {
    const answer = await reader.question(`${question} Only the word yes goes on: `, { signal: io.signal });
    return answer.trim() === 'yes';
  } finally {
    reader.close();
  }
}
