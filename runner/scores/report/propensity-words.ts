import type { ScoreReport } from '../../model/index.ts';

/** What a high score means, in the words of its propensity type (facts §2.6): good for conversion, bad for churn. */
export interface PropensityWords {
  readonly typeName: string;
  readonly meaning: string;
  /** Of the people in the highest bucket: `at the highest risk of leaving`. */
  readonly highest: string;
  readonly moreIsBetter: boolean;
}

const WORDS: Readonly<Record<ScoreReport['propensityType'], PropensityWords>> = {
  conversion: {
    typeName: 'Conversion: a high score is good',
    meaning: 'A high score means that a person is likely to do what the business hopes for.',
    highest: 'most likely to convert',
    moreIsBetter: true,
  },
  churn: {
    typeName: 'Churn: a high score is bad',
    meaning: 'A high score means that a person is likely to leave.',
    highest: 'most at risk of leaving',
    moreIsBetter: false,
  },
};

/** Words for the propensity type of a report. */
export function wordsOf(report: ScoreReport): PropensityWords {
  return WORDS[report.propensityType];
}

/** Whether a rise (above 0) or fall of high scores is good, in words; undefined where it is below what one would speak of. */
export function judgeChange(report: ScoreReport, change: number, threshold: number): string | undefined {
  if (!Number.isFinite(change) || Math.abs(change) < threshold) return undefined;
  return change > 0 === wordsOf(report).moreIsBetter ? 'a change for the better' : 'a change for the worse';
}
