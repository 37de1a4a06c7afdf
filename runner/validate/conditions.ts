import type { DocumentPath, EventCondition, Pipeline } from '../model/index.ts';

/** Every condition of an instance with its place: goal, population, events and attributes of one's own, exclusions. */
export function listConditions({ spec }: Pipeline): readonly (readonly [DocumentPath, EventCondition])[] {
  const { goal, eligiblePopulation, customEvents, customProfileAttributes, exclusions } = spec.customerAi;
  const lists: readonly (readonly [readonly string[], readonly EventCondition[]])[] = [
    [['goal', 'events'], goal.events],
    [['eligiblePopulation', 'events'], eligiblePopulation?.events ?? []],
    [['eligiblePopulation', 'exclude'], eligiblePopulation?.exclude ?? []],
    [['customEvents'], customEvents],
    [['customProfileAttributes'], customProfileAttributes],
    [['exclusions'], exclusions],
  ];
  return lists.flatMap(([path, conditions]) =>
    conditions.map((condition, index) => [['spec', 'customerAi', ...path, index], condition] as const),
  );
}
