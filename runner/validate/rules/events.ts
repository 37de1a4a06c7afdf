import type { LoadedPipeline, Pipeline } from '../../model/index.ts';
import type { Finding } from '../finding.ts';
import { getStandardEvent, RECOMMENDED_EVENTS, STANDARD_EVENTS } from '../standard-events.ts';
import type { World } from '../world.ts';

/** An instance has events to learn from, and those that Adobe recommends for its scenario. */
export function checkEvents(world: World): readonly Finding[] {
  return world.pipelines.flatMap((loaded) => [...checkAnyEvent(loaded), ...checkRecommended(loaded)]);
}

type Input = Pipeline['spec']['inputs'][number];

function getInputs({ spec }: Pipeline): readonly Input[] {
  return spec.inputs.filter(({ name }) => spec.customerAi.inputs.includes(name));
}

/** Standard events that the pipeline names in its conditions. */
function getNamedEvents({ spec }: Pipeline): ReadonlySet<string> {
  const { goal, eligiblePopulation, customEvents } = spec.customerAi;
  const conditions = [
    ...goal.events,
    ...(eligiblePopulation?.events ?? []),
    ...(eligiblePopulation?.exclude ?? []),
    ...customEvents,
  ];
  const events = conditions.map(({ field }) => getStandardEvent(field));
  return new Set(events.filter((event) => event !== undefined));
}

/**
 * Connectors and Consumer Experience Event schemas bring standard events; a plain Experience Event dataset may not, and
 * then Adobe demands a custom one.
 */
function checkAnyEvent({ pipeline, source }: LoadedPipeline): readonly Finding[] {
  const { customEvents } = pipeline.spec.customerAi;
  const inputs = getInputs(pipeline);
  const bringsNone = inputs.length > 0 && inputs.every((input) => input.source === 'experienceEvent');
  if (!bringsNone || customEvents.length > 0 || getNamedEvents(pipeline).size > 0) return [];
  return [
    {
      document: source,
      path: ['spec', 'customerAi'],
      part: 'key',
      code: 'no-behavior-event',
      summary: 'There is no event to learn from',
      detail: `The inputs are plain Experience Event datasets, and no condition names one of Adobe's standard events. Customer AI then needs at least one custom event besides the goal. Add one under customerAi.customEvents: something that a person does, such as a page view or a contact with support.`,
    },
  ];
}

function checkRecommended({ pipeline, source }: LoadedPipeline): readonly Finding[] {
  const { scenario } = pipeline.spec.customerAi;
  if (scenario === undefined) return [];
  const inputs = getInputs(pipeline);
  const shared = {
    document: source,
    path: ['spec', 'customerAi', 'scenario'],
    severity: 'warning' as const,
    code: 'missing-recommended-event' as const,
    summary: 'Events that Adobe recommends are not used',
  };
  if (scenario === 'trait-realization') {
    if (inputs.some((input) => input.source === 'audienceManagerConnector')) return [];
    return [
      {
        ...shared,
        detail:
          'This scenario learns from traits, which come with the Audience Manager source connector, but no input of the instance has that source. Add one, or choose another scenario.',
      },
    ];
  }
  // The Analytics connector maps the standard events by itself.
  if (inputs.some((input) => input.source === 'analyticsConnector')) return [];
  const named = getNamedEvents(pipeline);
  const missing = (RECOMMENDED_EVENTS[scenario] ?? []).filter((event) => !named.has(event));
  if (missing.length === 0) return [];
  return [
    {
      ...shared,
      detail: `For the scenario "${scenario}" Adobe recommends events that nothing here shows to be there: ${missing
        .map((event) => `${event} (${(STANDARD_EVENTS[event] ?? []).join(', ')})`)
        .join(
          '; ',
        )}. Scores may be weak without them. Make sure that the inputs hold these fields, or leave "scenario" out.`,
    },
  ];
}
