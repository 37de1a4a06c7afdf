import type { JsonObject } from '../respell/respell-object.ts';
import type { InstanceSettings, WorldInstance } from '../world/types.ts';
import { formatCondition, formatNamed, parseCondition, parseNamed } from './condition-text.ts';
import { addName, isOn, textOf } from './form-state.ts';
import { NO_PROBLEMS, type Problems } from './problems.ts';

/** Controls of the form that take several members. */
export const INSTANCE_LISTS = [
  'dataset',
  'goalEvent',
  'include',
  'exclude',
  'customEvent',
  'customAttribute',
  'exclusion',
] as const;

/** What a form asks for, or what is missing in it. */
export interface InstanceInput {
  readonly body: JsonObject;
  readonly problems: Problems;
}

const CONDITION = 'Write it as field · operator · value, such as commerce.order.purchaseID · exists';
const NAMED =
  'Write it as name: field · operator · value, such as Ticket: _luma.support.ticketOpened · exists';

/** Reads the whole workflow, from Set up to Set options (facts §3.2). */
export function readInstanceForm(form: URLSearchParams): InstanceInput {
  const problems = new Map<string, string>();
  const check = <T>(name: string, value: T | undefined, text: string): T | undefined => {
    if (value === undefined) problems.set(name, text);
    return value;
  };
  const text = (name: string): string | undefined => textOf(form, name) || undefined;
  const name = check('name', text('name'), 'Name: enter a name');
  const propensityType = check(
    'propensityType',
    text('propensityType'),
    'Propensity type: choose Churn or Conversion',
  );
  const datasets = form.getAll('dataset').map((id) => {
    const control = `identity.${id}`;
    const identity = check(
      control,
      parseIdentity(textOf(form, control)),
      'Identity: choose whose data the dataset holds',
    );
    return { id, ...identity };
  });
  if (datasets.length === 0) problems.set(addName('dataset'), 'Datasets: add at least one dataset');
  const conditions = (list: string, label: string): JsonObject[] =>
    form.getAll(list).flatMap((written) => {
      const condition = check(
        addName(list),
        parseCondition(written),
        `${label}: “${written}” is no condition. ${CONDITION}`,
      );
      return condition === undefined ? [] : [{ ...condition }];
    });
  const named = (list: string, label: string): JsonObject[] =>
    form.getAll(list).flatMap((written) => {
      const condition = check(
        addName(list),
        parseNamed(written),
        `${label}: “${written}” is no named condition. ${NAMED}`,
      );
      return condition === undefined ? [] : [{ ...condition }];
    });
  const events = conditions('goalEvent', 'Add event');
  if (form.getAll('goalEvent').length === 0)
    problems.set(addName('goalEvent'), 'Add event: the goal needs at least one event');
  const outcomeWindowDays = check(
    'outcomeWindow',
    parseDays(textOf(form, 'outcomeWindow')),
    'Prediction window: enter a number of days, such as 30 days',
  );
  const include = conditions('include', 'Eligible population › Include');
  const exclude = conditions('exclude', 'Eligible population › Exclude');
  const lookback = textOf(form, 'lookback');
  const hasPopulation = include.length + exclude.length > 0 || lookback !== '';
  const lookbackDays = hasPopulation
    ? check(
        'lookback',
        parseDays(lookback),
        'Eligible population › Lookback: enter a number of days, such as 60 days',
      )
    : undefined;
  const body = {
    name,
    description: textOf(form, 'description'),
    propensityType,
    sandboxName: textOf(form, 'sandbox') || 'prod',
    datasets,
    goal: {
      occurs: textOf(form, 'occurs') || 'will',
      match: textOf(form, 'goalMatch') || 'all',
      events,
      outcomeWindowDays,
    },
    ...(hasPopulation
      ? {
          eligiblePopulation: {
            match: textOf(form, 'populationMatch') || 'all',
            lookbackDays,
            events: include,
            exclude,
          },
        }
      : {}),
    customEvents: named('customEvent', 'Custom events'),
    customProfileAttributes: named('customAttribute', 'Custom profile attributes'),
    exclusions: conditions('exclusion', 'Prediction exclusions'),
    schedule: readScheduleForm(form),
    outputs: { profile: isOn(form, 'profile'), cja: isOn(form, 'cja') },
  };
  return { body, problems };
}

/** The only settings that can be edited afterwards (facts §3.3). */
export function readEditForm(form: URLSearchParams): InstanceInput {
  const name = textOf(form, 'name');
  const problems = name === '' ? new Map([['name', 'Name: enter a name']]) : NO_PROBLEMS;
  return {
    body: { name, description: textOf(form, 'description'), schedule: readScheduleForm(form) },
    problems,
  };
}

/** The form that shows an instance: for a clone, and to edit it. */
export function writeInstanceForm({ settings, sandboxName }: WorldInstance): URLSearchParams {
  const { goal, eligiblePopulation, outputs } = settings;
  return makeForm({
    ...writeEdit(settings),
    sandbox: sandboxName,
    propensityType: settings.propensityType,
    dataset: settings.datasets.map(({ datasetId }) => datasetId),
    ...Object.fromEntries(
      settings.datasets.map((dataset) => [`identity.${dataset.datasetId}`, formatIdentity(dataset)]),
    ),
    occurs: goal.occurs,
    goalMatch: goal.match,
    goalEvent: goal.events.map(formatCondition),
    outcomeWindow: `${goal.outcomeWindowDays} days`,
    ...(eligiblePopulation === null
      ? {}
      : {
          lookback: `${eligiblePopulation.lookbackDays} days`,
          populationMatch: eligiblePopulation.match,
          include: eligiblePopulation.events.map(formatCondition),
          exclude: eligiblePopulation.exclude.map(formatCondition),
        }),
    customEvent: settings.customEvents.map(formatNamed),
    customAttribute: settings.customProfileAttributes.map(formatNamed),
    exclusion: settings.exclusions.map(formatCondition),
    profile: outputs.profile ? 'on' : 'off',
    cja: outputs.cja ? 'on' : 'off',
  });
}

/** An identity as Adobe's list of choices prints it (facts §2.4). */
export function formatIdentity({
  identityNamespace,
  identityField,
}: {
  identityNamespace: string;
  identityField: string;
}): string {
  return `${identityNamespace} (${identityField === 'identityMap' ? 'identity map' : identityField})`;
}

function parseIdentity(text: string): { identityNamespace: string; identityField: string } | undefined {
  const [, namespace, field = 'identityMap'] = /^([^\s()]+)(?: \((.+)\))?$/u.exec(text.trim()) ?? [];
  if (namespace === undefined) return undefined;
  return { identityNamespace: namespace, identityField: field === 'identity map' ? 'identityMap' : field };
}

function parseDays(text: string): number | undefined {
  const days = /^([1-9]\d{0,5})(?: days?)?$/u.exec(text.trim())?.[1];
  return days === undefined ? undefined : Number(days);
}

function writeEdit({ name, description, schedule }: InstanceSettings): Record<string, string> {
  const { frequency = '', day = '', time = '' } = schedule ?? {};
  return { name, description, frequency, day, time };
}

function readScheduleForm(form: URLSearchParams): JsonObject | null {
  const frequency = textOf(form, 'frequency');
  if (frequency === '') return null;
  const details = ['day', 'time'].flatMap((name) => {
    const value = textOf(form, name).trim();
    return value === '' ? [] : [[name, value] as const];
  });
  return { frequency, ...Object.fromEntries(details) };
}

function makeForm(values: Readonly<Record<string, string | readonly string[]>>): URLSearchParams {
  return new URLSearchParams(
    Object.entries(values).flatMap(([name, value]) =>
      [value].flat().map((one): [string, string] => [name, one]),
    ),
  );
}
