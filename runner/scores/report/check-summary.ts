import type { ExpectationResult, ScoreCheck } from '../../model/index.ts';
import { formatNoun } from './figures.ts';

/** How a check went: `failed` where an expectation of severity error failed, `look` where one of severity warn did. */
export type CheckTone = 'good' | 'look' | 'failed' | 'unknown';

export interface CheckSummary {
  readonly tone: CheckTone;
  /** `2 expectations failed, 1 to look at, 1 not checked`. */
  readonly words: string;
  /** The same for a narrow column: `2 failed, 1 to look at`. */
  readonly brief: string;
}

/** The state of one result, in the words of the report. */
export function nameOutcome(result: ExpectationResult): { readonly tone: CheckTone; readonly words: string } {
  if (result.outcome === 'passed') return { tone: 'good', words: 'Holds' };
  if (result.outcome === 'not-checked') return { tone: 'unknown', words: 'Not checked' };
  return result.severity === 'error'
    ? { tone: 'failed', words: 'Failed' }
    : { tone: 'look', words: 'To look at' };
}

/** Sums up the check of a batch. What was not checked never counts as holding. */
export function summarizeCheck(check: ScoreCheck | undefined): CheckSummary {
  if (check === undefined) return { tone: 'unknown', words: 'Not checked', brief: 'Not checked' };
  const tones = check.results.map((result) => nameOutcome(result).tone);
  const all = tones.length;
  if (all === 0) return { tone: 'unknown', words: 'No expectations to check', brief: 'None' };
  const count = (tone: CheckTone): number => tones.filter((each) => each === tone).length;
  if (count('good') === all) {
    const words = all === 1 ? 'The one expectation holds' : `All ${all} expectations hold`;
    return { tone: 'good', words, brief: all === 1 ? '1 holds' : `All ${all} hold` };
  }
  const exceptions = [
    count('failed') > 0 && `${count('failed')} failed`,
    count('look') > 0 && `${count('look')} to look at`,
    count('unknown') > 0 && `${count('unknown')} not checked`,
  ].filter((part) => part !== false);
  const tone = count('failed') > 0 ? 'failed' : count('look') > 0 ? 'look' : 'unknown';
  const brief = exceptions.join(', ');
  return { tone, words: `Of ${formatNoun(all, 'expectation', 'expectations')}: ${brief}`, brief };
}
