import { RECOMMENDED_EVENTS, STANDARD_EVENTS } from '../standard-events.ts';
import {
  findField,
  getSchema,
  listUnreadable,
  NOTHING,
  type PreflightRule,
  type Situation,
  type Verdict,
} from './situation.ts';

/** The standard events recommended for the scenario are in the live schemas, or there is an event of one's own (facts §2.2, §2.3). */
export const checkStandardEvents: PreflightRule = (situation) => {
  const unreadable = listUnreadable(situation.learntFrom);
  if (unreadable.length > 0) {
    const hint = 'Mend that first, then run the command again.';
    const reason = unreadable.join('; ');
    return { ...NOTHING, unchecked: [{ check: 'standard events', reason, hint, cause: 'reading' }] };
  }
  const fields = situation.learntFrom.flatMap((live) => {
    const schema = getSchema(live);
    return 'failure' in schema ? [] : schema.fields;
  });
  const missing = new Map(
    Object.entries(STANDARD_EVENTS).map(([event, paths]) => [
      event,
      paths.filter((path) => findField(fields, path) === undefined),
    ]),
  );
  const present = Object.keys(STANDARD_EVENTS).filter((event) => {
    return !missing.get(event)?.includes(STANDARD_EVENTS[event]?.[0] ?? '');
  });
  if (present.length === 0) return checkOwnEvents(situation);
  return checkRecommended(situation, missing, present);
};

/** Traits come with the Audience Manager connector and are no standard events (facts §2.3, scenario 7). */
function checkOwnEvents({ customerAi, loaded, learntFrom }: Situation): Verdict {
  const hasTraits = learntFrom.some(({ input }) => input.source === 'audienceManagerConnector');
  // Where no dataset is there at all, that is what has to be said.
  const isNothingThere = learntFrom.every(({ dataset }) => dataset === undefined);
  if (customerAi.customEvents.length > 0 || hasTraits || isNothingThere) return NOTHING;
  return {
    ...NOTHING,
    findings: [
      {
        document: loaded.source,
        path: ['spec', 'customerAi'],
        part: 'key',
        code: 'no-behavior-event',
        summary: 'There is no event to learn from',
        detail: `The live schemas of the inputs have none of Adobe's standard events, and customerAi.customEvents is empty. Customer AI then needs at least one custom event (Adobe: Customer AI data requirements). Add one: something that a person does, such as a page view or a contact with support.`,
      },
    ],
  };
}

function checkRecommended(
  { customerAi, loaded }: Situation,
  missing: ReadonlyMap<string, readonly string[]>,
  present: readonly string[],
): Verdict {
  const { scenario } = customerAi;
  const check = 'standard events';
  if (scenario === undefined) {
    return {
      ...NOTHING,
      passed: [{ check, found: `${present.length} of ${missing.size} in the schemas of the inputs` }],
    };
  }
  const recommended = RECOMMENDED_EVENTS[scenario];
  const lacking = recommended.filter((event) => (missing.get(event) ?? []).length > 0);
  if (lacking.length === 0) {
    return {
      ...NOTHING,
      passed: [{ check, found: `all ${recommended.length} that the scenario recommends` }],
    };
  }
  const list = lacking.map((event) => `${event} (${(missing.get(event) ?? []).join(', ')})`).join('; ');
  return {
    ...NOTHING,
    findings: [
      {
        document: loaded.source,
        path: ['spec', 'customerAi', 'scenario'],
        severity: 'warning',
        code: 'missing-recommended-event',
        summary: 'Events that Adobe recommends are not in the inputs',
        detail: `For the scenario "${scenario}" Adobe recommends events whose fields the live schemas of the inputs lack: ${list}. Scores may be weak without them (Adobe: Customer AI data requirements, older versions; not enforced). Add an input that has them, or leave "scenario" out.`,
      },
    ],
  };
}
