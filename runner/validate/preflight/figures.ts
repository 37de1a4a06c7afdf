import { listConditions } from '../conditions.ts';
import { joinVerdicts, NOTHING, type PreflightRule, type Situation, type Verdict } from './situation.ts';

/** Adobe's least number of examples on either side (facts §2.5; the page says events, error texts say users, facts §8.25). */
const LEAST_EXAMPLES = 500;

/** What takes a query over the rows: examples on both sides of the goal, and how full the named columns are. */
export const checkFigures: PreflightRule = (situation) =>
  joinVerdicts([checkExamples(situation), checkCompleteness(situation)]);

const NO_ENGINE = 'it takes a query over the rows, and no engine can be asked';

function checkExamples({ figures, loaded }: Situation): Verdict {
  const check = `at least ${LEAST_EXAMPLES} persons who reach the goal and ${LEAST_EXAMPLES} who do not`;
  const hint = 'Count them in Query Service; with too few, the first run fails.';
  if (figures === undefined) {
    return { ...NOTHING, unchecked: [{ check, reason: NO_ENGINE, hint, cause: 'engine' }] };
  }
  if ('failure' in figures.examples) {
    return { ...NOTHING, unchecked: [{ check, reason: figures.examples.failure, hint, cause: 'reading' }] };
  }
  const { qualifying, nonQualifying } = figures.examples.value;
  const found = `${qualifying} reached the goal, ${nonQualifying} did not`;
  if (Math.min(qualifying, nonQualifying) >= LEAST_EXAMPLES)
    return { ...NOTHING, passed: [{ check, found }] };
  return {
    ...NOTHING,
    findings: [
      {
        document: loaded.source,
        path: ['spec', 'customerAi', 'goal'],
        part: 'key',
        code: 'too-few-examples',
        summary: 'There are too few examples to learn from',
        detail: `Of the eligible population in the last complete outcome window, ${found}. Customer AI needs at least ${LEAST_EXAMPLES} on either side (Adobe: Customer AI data requirements), and the run fails with less. Widen the population, lengthen outcomeWindowDays, or choose a goal that is reached more evenly.`,
      },
    ],
  };
}

function checkCompleteness({ figures, learntFrom, loaded }: Situation): Verdict {
  if (figures === undefined) {
    const hint = 'Look at "Dataset completeness" on the screen where the datasets are chosen.';
    const check = 'completeness of the columns that conditions name';
    return { ...NOTHING, unchecked: [{ check, reason: NO_ENGINE, hint, cause: 'engine' }] };
  }
  return joinVerdicts(
    learntFrom.flatMap(({ input, dataset }): readonly Verdict[] => {
      const read = figures.completeness[input.name];
      if (read === undefined || dataset === undefined) return [];
      const check = `completeness of inputs.${input.name}`;
      if ('failure' in read) {
        const hint = 'Look at "Dataset completeness" on the screen where the datasets are chosen.';
        return [{ ...NOTHING, unchecked: [{ check, reason: read.failure, hint, cause: 'reading' }] }];
      }
      const shares = Object.entries(read.value.percent).sort(([a], [b]) => (a < b ? -1 : 1));
      const found = shares.map(([path, share]) => `${path} ${share.toFixed(1)} %`).join(', ');
      const empty = new Set(shares.filter(([, share]) => share === 0).map(([path]) => path));
      const findings = listConditions(loaded.pipeline)
        .filter(([, { field }]) => empty.has(field))
        .map(([path, { field }]) => ({
          document: loaded.source,
          path: [...path, 'field'],
          severity: 'warning' as const,
          code: 'empty-column' as const,
          summary: 'A named column is empty',
          detail: `In none of the ${read.value.rows} rows of the last year of ${JSON.stringify(input.dataset)} has "${field}" a value, so the condition never holds there. Customer AI looks at the last year (Adobe: Configure a Customer AI instance, dataset completeness). Check that the dataset is filled as it should be, or choose a field that is.`,
        }));
      return [{ ...NOTHING, findings, passed: [{ check, found: `${read.value.rows} rows; ${found}` }] }];
    }),
  );
}
