import { compact } from '../../../host/index.ts';
import {
  type CustomerAiInstance,
  type DeclareContext,
  type DeclaredResource,
  type EligiblePopulation,
  formatAddress,
  type InputDataset,
  type JsonValue,
  type Pipeline,
  refToken,
  type SourceRange,
  type Values,
} from '../../../model/index.ts';
import { toConditionValue } from './conditions.ts';
import { memberPath } from './member-path.ts';

/** The only instance of a pipeline. */
export const INSTANCE_NAME = 'main';

type Path = readonly (string | number)[];

/** A value and where it stands below `spec.customerAi`. */
type Entry = readonly [path: string, value: JsonValue, place: Path];

/** The instance that a pipeline asks for: every setting of Adobe's workflow (facts §3.2), flat. */
export function declareInstance({ pipeline, locate }: DeclareContext): readonly DeclaredResource[] {
  const { customerAi } = pipeline.spec;
  const entries = listEntries(pipeline, customerAi);
  const at = (place: Path): SourceRange | undefined => locate(['spec', 'customerAi', ...place]);
  const places = entries.map(([path, , place]) => [path, at(place) ?? at([])] as const);
  const sources = Object.fromEntries(
    places.filter((pair): pair is readonly [string, SourceRange] => pair[1] !== undefined),
  );
  return [
    {
      address: formatAddress(pipeline.metadata.name, 'customer-ai-instance', INSTANCE_NAME),
      title: customerAi.title,
      values: Object.fromEntries(entries.map(([path, value]) => [path, value])),
      key: customerAi.title,
      lifecycle: customerAi.lifecycle,
      ...compact({ adoptId: customerAi.adopt?.id, source: at([]) }),
      sources,
    },
  ];
}

/** The values of an instance; for tests and for what reads them without an environment. */
export function valuesOfInstance(pipeline: Pipeline): Values {
  return Object.fromEntries(
    listEntries(pipeline, pipeline.spec.customerAi).map(([path, value]) => [path, value]),
  );
}

function listEntries(pipeline: Pipeline, instance: CustomerAiInstance): readonly Entry[] {
  const { title, description, propensityType, goal, eligiblePopulation, exclusions, schedule, outputs } =
    instance;
  return [
    ['title', title, ['title']],
    ['description', description, ['description']],
    ['propensityType', propensityType, ['propensityType']],
    ...listInputs(pipeline, instance),
    ['goal.occurs', goal.occurs, ['goal', 'occurs']],
    // Between all of one event and any of one event there is no difference that could be worth a clone.
    ['goal.match', goal.events.length > 1 ? goal.match : null, ['goal', 'match']],
    ['goal.events', goal.events.map((event) => toConditionValue(event)), ['goal', 'events']],
    ['goal.outcomeWindowDays', goal.outcomeWindowDays, ['goal', 'outcomeWindowDays']],
    ...(eligiblePopulation === undefined ? [] : listPopulation(eligiblePopulation)),
    ...listNamed('customEvents', instance.customEvents),
    ...listNamed('customProfileAttributes', instance.customProfileAttributes),
    ['exclusions', exclusions.map((event) => toConditionValue(event)), ['exclusions']],
    ['schedule.frequency', schedule.frequency, ['schedule', 'frequency']],
    ['schedule.day', schedule.day ?? null, ['schedule', 'day']],
    ['schedule.time', schedule.time ?? null, ['schedule', 'time']],
    ['outputs.profile', outputs.profile, ['outputs', 'profile']],
    ['outputs.cja', outputs.cja, ['outputs', 'cja']],
  ];
}

function listInputs({ metadata, spec }: Pipeline, instance: CustomerAiInstance): readonly Entry[] {
  const used = spec.inputs.filter(({ name }) => instance.inputs.includes(name));
  return used.flatMap(({ name, identity }: InputDataset): readonly Entry[] => {
    const member = `inputs[${refToken(formatAddress(metadata.name, 'input-dataset', name))}]`;
    const place = ['inputs', instance.inputs.indexOf(name)];
    return [
      [`${member}.namespace`, identity.namespace, place],
      [`${member}.field`, identity.field, place],
    ];
  });
}

function listPopulation({ lookbackDays, match, events, exclude }: EligiblePopulation): readonly Entry[] {
  const conditions = (list: EligiblePopulation['events']): JsonValue =>
    list.map((condition) => toConditionValue(condition, lookbackDays));
  return [
    ['eligiblePopulation.lookbackDays', lookbackDays, ['eligiblePopulation', 'lookbackDays']],
    ['eligiblePopulation.match', events.length > 1 ? match : null, ['eligiblePopulation', 'match']],
    ['eligiblePopulation.events', conditions(events), ['eligiblePopulation', 'events']],
    ['eligiblePopulation.exclude', conditions(exclude), ['eligiblePopulation', 'exclude']],
  ];
}

function listNamed(list: string, members: CustomerAiInstance['customEvents']): readonly Entry[] {
  return members.map(
    ({ name, ...condition }, index): Entry => [
      memberPath(list, name),
      toConditionValue(condition),
      [list, index],
    ],
  );
}
