import { type LiveHistory, requiredHistoryDays } from '../../model/index.ts';
import {
  findField,
  getSchema,
  joinVerdicts,
  type LiveInput,
  NOTHING,
  type PreflightRule,
  type Situation,
  type Verdict,
} from './situation.ts';

const DAY_MS = 86_400_000;

/** Days of data that an input has, and how that is known. */
interface PresentDays {
  readonly live: LiveInput;
  readonly days: number;
  /** `query` and `data` are times of events; `loading` are times of batches. */
  readonly basis: LiveHistory['basis'] | 'query';
}

const BASIS: Readonly<Record<PresentDays['basis'], string>> = {
  query: 'by the times of its events',
  data: 'by the dates that its batches give for their data',
  loading: 'by the times at which its batches were loaded, which may be later than its events',
};

/**
 * The inputs reach back far enough: max(lookback or 45, 30) + outcome window (facts §2.5). What counts are events of goal and population:
 * it is an error where none of the inputs that have such fields is long enough, else a warning for each that is not.
 */
export const checkHistory: PreflightRule = (situation) => {
  const required = requiredHistoryDays(situation.customerAi);
  const found = situation.learntFrom.map((live) => readDays(situation, live));
  const days = found.filter((one): one is PresentDays => 'days' in one);
  const deciding = days.filter(({ live }) => hasNeededField(situation, live));
  const isEnough = deciding.some((one) => one.days >= required);
  return joinVerdicts(
    found.map((one) => {
      if (!('days' in one)) return one;
      if (one.days >= required) return pass(one, required);
      const isSure = one.basis !== 'loading';
      const isDeciding = deciding.length === 0 || deciding.includes(one);
      return refuse(situation, one, { required, isError: isSure && isDeciding && !isEnough });
    }),
  );
};

function readDays({ figures }: Situation, live: LiveInput): PresentDays | Verdict {
  if (live.dataset === undefined) return NOTHING;
  const queried = figures?.completeness[live.input.name];
  if (queried !== undefined && 'value' in queried) {
    return { live, days: countDays(queried.value.span), basis: 'query' };
  }
  const history = live.dataset.history ?? { failure: 'it was not asked for' };
  if ('value' in history) return { live, days: countDays(history.value.span), basis: history.value.basis };
  const hint = 'In Query Service: SELECT MIN(timestamp), MAX(timestamp) FROM the table of the dataset.';
  const check = `history of inputs.${live.input.name}`;
  return { ...NOTHING, unchecked: [{ check, reason: history.failure, hint, cause: 'reading' }] };
}

function countDays(span: LiveHistory['span']): number {
  return span === undefined ? 0 : Math.floor((span.until - span.from) / DAY_MS);
}

function hasNeededField({ customerAi }: Situation, live: LiveInput): boolean {
  const schema = getSchema(live);
  if ('failure' in schema) return true;
  const { goal, eligiblePopulation } = customerAi;
  const needed = [...goal.events, ...(eligiblePopulation?.events ?? [])];
  return needed.some(({ field }) => findField(schema.fields, field) !== undefined);
}

function pass({ live, days, basis }: PresentDays, required: number): Verdict {
  const check = `history of inputs.${live.input.name}`;
  return { ...NOTHING, passed: [{ check, found: `${days} days, ${BASIS[basis]}; ${required} are needed` }] };
}

function refuse(
  { loaded }: Situation,
  { live, days, basis }: PresentDays,
  { required, isError }: { readonly required: number; readonly isError: boolean },
): Verdict {
  const { input, path, address } = live;
  const present = days === 0 ? 'no day' : days === 1 ? '1 day' : `${days} days`;
  const doubt =
    basis === 'loading'
      ? ' Whether older events were loaded in bulk cannot be seen there: look at the dataset.'
      : '';
  return {
    ...NOTHING,
    findings: [
      {
        document: loaded.source,
        address,
        path: [...path, 'dataset'],
        severity: isError ? 'error' : 'warning',
        code: 'short-history',
        summary: 'Input has too little history',
        detail: `The dataset ${JSON.stringify(input.dataset)} has ${present} of data (${BASIS[basis]}); this instance needs ${required}: the longest lookback (45 without an eligible population, 30 at least) plus the outcome window (Adobe: Customer AI data requirements). With less, the run ends in error 407.${doubt} Wait, load older events, or shorten lookbackDays or outcomeWindowDays.`,
      },
    ],
  };
}
