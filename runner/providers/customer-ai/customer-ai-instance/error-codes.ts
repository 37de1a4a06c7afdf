/** What Adobe's page of a failed run shows (facts §3.3): code, title, meaning, and what helps. 404 and 406 are not listed there. */
export interface RunErrorCode {
  readonly code: number;
  readonly title: string;
  readonly meaning: string;
  readonly remedy: string;
}

const MORE_TIME = 'Lengthen the prediction window (goal.outcomeWindowDays), or loosen the goal.';
const MORE_PEOPLE =
  'Loosen the eligible population, or lengthen its lookback (eligiblePopulation.lookbackDays).';
const CHECK_DATA =
  'Check that the input datasets still receive events, with the declared identity in every one.';

/** Adobe's error codes of a Customer AI run, ascending. */
export const RUN_ERROR_CODES: readonly RunErrorCode[] = [
  {
    code: 400,
    title: 'NOT ENOUGH OBJECTIVE',
    meaning: 'too few people meet the goal within the prediction window',
    remedy: MORE_TIME,
  },
  {
    code: 401,
    title: 'NOT ENOUGH POPULATION',
    meaning: 'too few people are eligible',
    remedy: MORE_PEOPLE,
  },
  {
    code: 402,
    title: 'BAD MODEL',
    meaning: 'no model of sufficient quality comes out of this configuration',
    remedy: 'Check the data, narrow the population, add custom events, or try a prediction window of 7 days.',
  },
  {
    code: 403,
    title: 'INELIGIBLE SCORES',
    meaning: 'the scores are not of sufficient quality',
    remedy: 'Check the data, narrow the population, add custom events, or try a prediction window of 7 days.',
  },
  {
    code: 405,
    title: 'NO SCORING DATA',
    meaning: 'there is nothing to score: the datasets have not been updated',
    remedy: CHECK_DATA,
  },
  {
    code: 407,
    title: 'NOT ENOUGH HISTORICAL EVENT DATA',
    meaning: 'fewer days of events than this instance needs',
    remedy:
      'Wait until the datasets reach back far enough, or shorten the lookback or the prediction window.',
  },
  {
    code: 408,
    title: 'NO RECENT DATA FOR ELIGIBLE',
    meaning: 'the eligible people have no recent behaviour',
    remedy: CHECK_DATA,
  },
  {
    code: 409,
    title: 'NO OBJECTIVE',
    meaning: 'nobody meets the goal',
    remedy: `Check the fields and values of the goal. ${MORE_TIME}`,
  },
  {
    code: 410,
    title: 'NO POPULATION',
    meaning: 'nobody is eligible',
    remedy: `Check the fields and values of the eligible population. ${MORE_PEOPLE}`,
  },
  {
    code: 411,
    title: 'NO INPUT DATA AFTER ETL',
    meaning: 'nothing is left after Adobe has prepared the data',
    remedy: CHECK_DATA,
  },
  {
    code: 412,
    title: 'NO EVENT AFTER ETL',
    meaning: 'no behaviour is left after Adobe has prepared the data',
    remedy: 'Add a standard event or a custom event besides the goal, and check that the datasets hold them.',
  },
  {
    code: 413,
    title: 'SINGLE VALUE IN OBJECTIVE',
    meaning: 'everybody meets the goal, so that there is nothing to tell people apart by',
    remedy: 'Tighten the goal, or widen the eligible population.',
  },
  {
    code: 414,
    title: 'NO INFLUENTIAL FACTORS',
    meaning: 'the model that explains the scores failed',
    remedy: 'Wait for the next scheduled run; if it fails again, ask Adobe support.',
  },
];
