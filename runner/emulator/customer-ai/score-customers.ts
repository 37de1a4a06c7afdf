import { CUSTOMER_COUNT } from '../world/daily-rows.ts';
import type { Condition, InstanceSettings, World, WorldDataset } from '../world/types.ts';
import { getXdmNode } from '../world/xdm-node.ts';
import { BEHAVIOUR_FIELDS, createEventCounter, type EventCounter, type TimeWindow } from './demo-events.ts';
import { getAvailableDays, getRequiredDays } from './history-rule.ts';
import { type LogisticModel, trainLogisticModel } from './logistic-model.ts';
import { RunFailure } from './run-errors.ts';

const DAY_MS = 86_400_000;
const MAX_FEATURES = 10;

/** Minimum of qualifying events, and of the others (facts §2.5). */
const MIN_EVENTS = 500;

/** Fewer eligible customers than this are too few; Adobe publishes no number. */
const MIN_POPULATION = 50;

/** One influential factor of a score (facts §2.6). */
interface Factor {
  readonly code: string;
  readonly value: string;
  readonly importance: 'low' | 'medium' | 'high';
}

/** The score of one customer. */
export interface CustomerScore {
  readonly customer: number;
  readonly score: number;
  readonly probability: number;
  readonly percentileScore: number;
  readonly influentialFactors: readonly Factor[];
}

interface Feature {
  readonly label: string;
  readonly condition: Condition;
}

/** Trains on the past and scores the present; throws a {@link RunFailure} where Customer AI would fail. */
export function scoreCustomers(world: World, settings: InstanceSettings, now: number): CustomerScore[] {
  const datasets = settings.datasets.flatMap(
    ({ datasetId }) => world.datasets.find((dataset) => dataset.id === datasetId) ?? [],
  );
  if (datasets.length === 0) throw new RunFailure(411);
  if (getAvailableDays(datasets, now) < getRequiredDays(settings)) throw new RunFailure(407);
  if (datasets.every((dataset) => (dataset.feed?.until ?? now) < now - 7 * DAY_MS)) throw new RunFailure(405);
  const features = listFeatures(world, settings, datasets);
  if (features.length === 0) throw new RunFailure(412);
  // A field that no chosen dataset has cannot have happened to anybody.
  const isKnown = (field: string): boolean => hasField(world, datasets, field);
  const counter = limitCounter(createEventCounter(world.seed), isKnown);
  const outcomeMs = settings.goal.outcomeWindowDays * DAY_MS;
  const lookbackMs = getLookbackDays(settings) * DAY_MS;
  const populationThen = listPopulation(settings, { counter, features, at: now - outcomeMs });
  if (populationThen.length === 0) throw new RunFailure(410);
  if (populationThen.length < MIN_POPULATION) throw new RunFailure(401);
  const labels = labelCustomers(settings, { counter, customers: populationThen, now });
  const measure = (customer: number, window: TimeWindow): number[] =>
    features.map(({ condition }) => Math.log1p(counter.count(customer, condition, window)));
  const rows = populationThen.map((customer) =>
    measure(customer, { from: now - outcomeMs - lookbackMs, to: now - outcomeMs }),
  );
  const model = trainLogisticModel(rows, labels);
  const populationNow = listPopulation(settings, { counter, features, at: now });
  if (populationNow.length === 0) throw new RunFailure(408);
  const current = populationNow.map((customer) => ({
    customer,
    values: measure(customer, { from: now - lookbackMs, to: now }),
  }));
  return rankScores(current, model, features);
}

/** The fields of the chosen datasets that say something, and the custom events by their names. */
function listFeatures(
  world: World,
  settings: InstanceSettings,
  datasets: readonly WorldDataset[],
): Feature[] {
  const excluded = new Set(settings.exclusions.map((condition) => condition.field));
  const goalFields = new Set(settings.goal.events.map((condition) => condition.field));
  const custom = settings.customEvents.map((event) => ({ label: event.name, condition: event }));
  const standard = BEHAVIOUR_FIELDS.filter(
    (field) => hasField(world, datasets, field) && !excluded.has(field) && !goalFields.has(field),
  ).map((field) => ({ label: field, condition: { field, operator: 'exists' } }));
  return [...custom, ...standard].slice(0, MAX_FEATURES);
}

/** What the influential factors of an instance are called: its features as long as its datasets are there. */
export function listFeatureLabels(world: World, settings: InstanceSettings): string[] {
  const datasets = settings.datasets.flatMap(
    ({ datasetId }) => world.datasets.find((dataset) => dataset.id === datasetId) ?? [],
  );
  return listFeatures(world, settings, datasets).map(({ label }) => label);
}

function hasField(world: World, datasets: readonly WorldDataset[], field: string): boolean {
  return datasets.some((dataset) => {
    const schema = world.schemas.find((candidate) => candidate.id === dataset.schemaId);
    return schema !== undefined && getXdmNode(schema.properties, field) !== undefined;
  });
}

function getLookbackDays(settings: InstanceSettings): number {
  return Math.max(settings.eligiblePopulation?.lookbackDays ?? 45, 30);
}

function listPopulation(
  settings: InstanceSettings,
  { counter, features, at }: { counter: EventCounter; features: readonly Feature[]; at: number },
): number[] {
  const population = settings.eligiblePopulation;
  const from = at - (population?.lookbackDays ?? 45) * DAY_MS;
  const conditions = population?.events.length
    ? population.events
    : features.map(({ condition }) => condition);
  const needsAll = population?.events.length ? population.match === 'all' : false;
  const happened = (customer: number) => (condition: Condition) =>
    counter.count(customer, condition, { from, to: at }) > 0;
  return Array.from({ length: CUSTOMER_COUNT }, (_, customer) => customer).filter((customer) => {
    const isIncluded = needsAll ? conditions.every(happened(customer)) : conditions.some(happened(customer));
    return isIncluded && !population?.exclude.some(happened(customer));
  });
}

/** Whether each customer met the goal in the outcome window that just ended. */
function labelCustomers(
  settings: InstanceSettings,
  { counter, customers, now }: { counter: EventCounter; customers: readonly number[]; now: number },
): number[] {
  const { goal } = settings;
  const from = now - goal.outcomeWindowDays * DAY_MS;
  let qualifying = 0;
  const labels = customers.map((customer) => {
    const counts = goal.events.map((condition) => counter.count(customer, condition, { from, to: now }));
    qualifying += counts.reduce((sum, count) => sum + count, 0);
    const happened = counts.filter((count) => count > 0).length;
    const isMet = goal.match === 'all' ? happened === counts.length : happened > 0;
    return Number(isMet === (goal.occurs === 'will'));
  });
  const positives = labels.reduce((sum, label) => sum + label, 0);
  if (positives === 0) throw new RunFailure(409);
  if (positives === labels.length) throw new RunFailure(413);
  const history = (goal.outcomeWindowDays + getLookbackDays(settings)) / goal.outcomeWindowDays;
  if (qualifying * history < MIN_EVENTS) throw new RunFailure(400);
  return labels;
}

function limitCounter(counter: EventCounter, isKnown: (field: string) => boolean): EventCounter {
  const known = new Map<string, boolean>();
  return {
    count(customer, condition, window) {
      const { field } = condition;
      const has = known.get(field) ?? isKnown(field);
      known.set(field, has);
      return has ? counter.count(customer, condition, window) : 0;
    },
  };
}

function rankScores(
  rows: readonly { customer: number; values: readonly number[] }[],
  model: LogisticModel,
  features: readonly Feature[],
): CustomerScore[] {
  const predicted = rows.map((row) => ({ ...row, probability: model.predict(row.values) }));
  const ordered = [...predicted].sort(
    (first, second) => first.probability - second.probability || first.customer - second.customer,
  );
  const lowest = ordered[0]?.probability ?? 0;
  const range = Math.max(1e-9, (ordered.at(-1)?.probability ?? 1) - lowest);
  const ranks = new Map(ordered.map(({ customer }, index) => [customer, index]));
  return predicted.map(({ customer, values, probability }) => ({
    customer,
    probability,
    // Relative likelihood, not a probability (facts §2.6).
    score: Math.round(((probability - lowest) / range) * 1000) / 10,
    percentileScore: 1 + Math.floor((100 * (ranks.get(customer) ?? 0)) / ordered.length),
    influentialFactors: listFactors(model.explain(values), values, features),
  }));
}

function listFactors(
  effects: readonly number[],
  values: readonly number[],
  features: readonly Feature[],
): Factor[] {
  const strongest = effects
    .map((effect, index) => ({ effect: Math.abs(effect), index }))
    .sort((first, second) => second.effect - first.effect || first.index - second.index)
    .slice(0, 3);
  return strongest.map(({ effect, index }) => ({
    code: features[index]?.label ?? '',
    value: String(Math.round(Math.expm1(values[index] ?? 0))),
    importance: effect > 0.8 ? 'high' : effect > 0.3 ? 'medium' : 'low',
  }));
}
