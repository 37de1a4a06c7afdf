import { LOAD_CHANGE, type LoadPlan, PROBABILITY_RANGE } from './load-plan.ts';
import type { CustomerScore } from './score-customers.ts';
import { drawBits, shiftShare } from './score-flaws.ts';

const ALL_BITS = 4_294_967_296;

/** Scores of the people from `first` on. `load-scores-sql.ts` says the same in SQL, to the last bit: change both. */
export function makeLoadScores(
  plan: LoadPlan,
  { first, count }: { first: number; count: number },
): CustomerScore[] {
  return Array.from({ length: count }, (_, index) => makeLoadScore(plan, first + index));
}

function makeLoadScore(plan: LoadPlan, person: number): CustomerScore {
  const rank = getRank(plan, person);
  const probability = shiftShare(getProbability(plan, rank), plan.shift);
  const score =
    Math.floor(((probability - PROBABILITY_RANGE.lowest) / PROBABILITY_RANGE.span) * 1000 + 0.5) / 10;
  const clamped = Math.min(100, Math.max(0, score));
  return {
    customer: person,
    score: clamped,
    probability,
    percentileScore: Math.min(100, 1 + Math.floor(100 * rank)),
    influentialFactors: listFactors(plan, person, clamped),
  };
}

/** Where a person stands among all: near where they always are, or for a few anywhere. Uniform, as ranks are. */
function getRank(plan: LoadPlan, person: number): number {
  const draw = (seed: number, channel: number): number => drawBits(seed, person, channel) / ALL_BITS;
  if (draw(plan.batchSeed, 2) < LOAD_CHANGE.jumps) return draw(plan.batchSeed, 3);
  const moved = draw(plan.personSeed, 0) + LOAD_CHANGE.band * (draw(plan.batchSeed, 1) - 0.5);
  // Thrown back at both ends: that keeps the ranks uniform.
  return moved < 0 ? -moved : moved > 1 ? 2 - moved : moved;
}

function getProbability({ segments }: LoadPlan, rank: number): number {
  const segment = segments.find(({ to }) => rank < to) ?? segments.at(-1);
  return segment === undefined ? 0 : segment.start + (rank - segment.from) * segment.slope;
}

/** Three neighbours in the list of codes: high scores have theirs in its first half, low ones in the second. */
function listFactors(
  { codes, personSeed }: LoadPlan,
  person: number,
  score: number,
): CustomerScore['influentialFactors'] {
  const bits = drawBits(personSeed, person, 4);
  const half = Math.floor(codes.length / 2);
  const start = (score >= 50 ? 0 : half) + ((bits >>> 16) % half);
  const isClear = score < 25 || score >= 75;
  return [0, 1, 2].map((place) => ({
    code: codes[(start + place) % codes.length] ?? '',
    value: String(1 + ((bits >>> (4 * place)) & 7) + (score >= 50 ? 5 : 0)),
    importance: place === 0 ? (isClear ? 'high' : 'medium') : place === 1 && isClear ? 'medium' : 'low',
  }));
}
