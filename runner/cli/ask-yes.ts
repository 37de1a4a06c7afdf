import { createInterface } from 'node:readline/promises';
import type { Writable } from 'node:stream';
import type { CommandIo } from './io.ts';

/** Asks on the terminal; nothing but the whole word "yes" is taken as one. The caller has made sure that there is a terminal. */
export async function askYes(io: CommandIo, question: string): Promise<boolean> {
  const reader = createInterface({ input: io.stdin, output: io.stderr as Writable });
  try {
    const answer = await reader.question(`${question} Only "yes" is taken as one: `, { signal: io.signal });
    return answer.trim() === 'yes';
  } finally {
    reader.close();
  }
}
