import { readFileSync } from 'node:fs';
import { InternalError, RunnerError } from '../../runner/model/index.ts';
import type { FuzzInput, Surface } from './surface.ts';

/** An input that takes longer is a failure. */
const SLOW_MS = 1000;

/** What became of one input. */
export type Verdict =
  | { readonly kind: 'taken' }
  | { readonly kind: 'refused'; readonly code: string }
  | { readonly kind: 'failed'; readonly what: string };

/** Lets a surface read an input. Everything but success and an error that was meant is a failure. */
export async function judge(surface: Surface, input: FuzzInput): Promise<Verdict> {
  const started = performance.now();
  const verdict = await readOnce(surface, input);
  if (verdict.kind === 'failed' || performance.now() - started <= SLOW_MS) return verdict;
  // Once may be the garbage collector's, the compiler's or another process's fault: only what is slow again counts.
  const again = awakeMs();
  await readOnce(surface, input);
  const ms = awakeMs() - again;
  return ms <= SLOW_MS ? verdict : { kind: 'failed', what: `slow: ${Math.round(ms)} ms` };
}

/** Time that goes on, less what this thread waited for a busy processor (which Linux tells, and others count as ours). */
function awakeMs(): number {
  try {
    const [, waited = '0'] = readFileSync('/proc/thread-self/schedstat', 'utf8').split(' ');
    return performance.now() - Number(waited) / 1e6;
  } catch {
    return performance.now();
  }
}

async function readOnce(surface: Surface, input: FuzzInput): Promise<Verdict> {
  let verdict: Verdict = { kind: 'taken' };
  try {
    await surface.read(input);
  } catch (error) {
    verdict = judgeError(error);
  }
  return isPolluted() ? { kind: 'failed', what: 'a prototype was polluted' } : verdict;
}

function judgeError(error: unknown): Verdict {
  if (error instanceof RunnerError && !(error instanceof InternalError) && error.code !== '') {
    return { kind: 'refused', code: error.code };
  }
  const text = error instanceof Error ? (error.stack ?? String(error)) : `thrown: ${String(error)}`;
  return { kind: 'failed', what: text.split('\n').slice(0, 6).join('\n') };
}

/** Members that a prototype got from an input; they are taken away again. */
function isPolluted(): boolean {
  let found = false;
  for (const prototype of [Object.prototype, Array.prototype]) {
    for (const key of Object.keys(prototype)) {
      found = true;
      Reflect.deleteProperty(prototype, key);
    }
  }
  return found;
}
