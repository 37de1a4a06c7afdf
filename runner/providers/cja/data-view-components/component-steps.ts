import type { AttributePath, GuidedStep, JsonValue, StepsRequest } from '../../../model/index.ts';
import { type Asked, settingStep, toTyped } from '../guided-steps.ts';
import { COMPONENT_ATTRIBUTES } from './attributes.ts';
import { settingWords } from './setting-words.ts';

/** One component, as a handoff asks for it. */
interface AskedComponent {
  readonly key: string;
  /** The id without `variables/` or `metrics/`. */
  readonly id: string;
  readonly section: 'Dimensions' | 'Metrics';
  readonly act: 'add' | 'edit' | 'remove';
  readonly screen: string;
  readonly pathOf: (attribute: string) => AttributePath;
  readonly desired: (attribute: string) => JsonValue | undefined;
}

const MEMBER = /^components\[([^\]]*)\]\./;

/** One block of steps for each component: those to be added, then those to be edited, then those to be removed. */
export function listComponents(asked: Asked, request: StepsRequest): readonly GuidedStep[] {
  const paths = [...(asked.isChange ? [] : Object.keys(asked.values)), ...asked.open.keys()];
  const keys = new Set(paths.map((path) => MEMBER.exec(path)?.[1]).filter((key) => key !== undefined));
  const components = [...keys].sort().map((key) => readComponent(asked, key));
  const of = (act: AskedComponent['act']) => components.filter((component) => component.act === act);
  return [
    ...of('add').flatMap((component) => listNew(asked, request, component)),
    ...of('edit').flatMap((component) => listEdited(asked, request, component)),
    ...of('remove').map((component) => removal(component)),
  ];
}

/** Names of components that values speak of. */
export function componentKeys(values: Readonly<Record<string, unknown>>): readonly string[] {
  const keys = Object.keys(values).map((path) => MEMBER.exec(path)?.[1]);
  return [...new Set(keys.filter((key) => key !== undefined))].sort();
}

function readComponent(asked: Asked, key: string): AskedComponent {
  const pathOf = (attribute: string): AttributePath => `components[${key}].${attribute}`;
  const type = asked.open.get(pathOf('type'));
  const isGone = !(pathOf('type') in asked.values);
  const isNew = !asked.isChange || (type !== undefined && type.live === undefined);
  const desired = (attribute: string): JsonValue | undefined => asked.values[pathOf(attribute)];
  const id = key.slice(key.indexOf('/') + 1);
  const title = toTyped(desired('title') ?? asked.open.get(pathOf('title'))?.live ?? id);
  return {
    key,
    id,
    section: key.startsWith('metrics/') ? 'Metrics' : 'Dimensions',
    act: isGone ? 'remove' : isNew ? 'add' : 'edit',
    screen: `Components › ${title} (${id})`,
    pathOf,
    desired,
  };
}

/** A component that is made again from another field loses all that was set of it. */
export function losesSetting(changed: AttributePath, other: AttributePath): boolean {
  const made = /^(components\[[^\]]*\]\.)(?:source|derivedField)(?:[.[].*)?$/.exec(changed)?.[1];
  return made !== undefined && other.startsWith(made);
}

/** Settings after the field itself, in the order of Adobe's form. */
const SETTINGS = [
  'title',
  'description',
  'tags',
  'labels',
  'hidden',
  'dataType',
  'countType',
  'lowerCase',
  'substring',
  'format.type',
  'format.decimals',
  'format.currency',
  'format.polarity',
  'includeExclude',
  'buckets',
  'noValue.option',
  'noValue.value',
  'persistence.allocation',
  'persistence.expiration',
  'persistence.lookback',
  'persistence.binding',
  'attribution.model',
  'attribution.container',
  'attribution.lookback',
  'attribution.halfLife',
  'attribution.weights',
  'deduplication',
];

/** What is so without anybody's doing, and needs no step of its own in something new. */
function isDefault(attribute: string, value: JsonValue | undefined): boolean {
  return value === '' || (attribute === 'hidden' && value === false);
}

function listNew(asked: Asked, request: StepsRequest, component: AskedComponent): readonly GuidedStep[] {
  const { pathOf, desired, screen, id } = component;
  const settings = SETTINGS.filter((attribute) => pathOf(attribute) in asked.values);
  const defaults = settings.filter((attribute) => isDefault(attribute, desired(attribute)));
  const chosen = settings.filter((attribute) => !defaults.includes(attribute));
  return [
    origin(request, component, defaults),
    settingStep(COMPONENT_ATTRIBUTES, pathOf('id'), {
      screen,
      value: id,
      why: "Select the pencil beside it. Adobe's own id differs from sandbox to sandbox; with this one, segments and projects work in each. They break when it is changed later, so it is set before anything else.",
      paths: [pathOf('type')],
    }),
    ...chosen.map((attribute) => setting(component, attribute)),
  ];
}

/** Where a component comes from: a field that is dragged, or a derived field. */
function origin(request: StepsRequest, component: AskedComponent, defaults: readonly string[]): GuidedStep {
  const { pathOf, desired, section } = component;
  const paths = [pathOf('source'), pathOf('derivedField'), ...defaults.map(pathOf)].filter(
    (path) => path !== pathOf('source') || desired('source') !== undefined,
  );
  const screen = `Components › ${section}`;
  const formula = desired('derivedField');
  if (formula !== undefined) {
    return settingStep(COMPONENT_ATTRIBUTES, pathOf('derivedField'), {
      screen,
      act: 'add',
      label: 'Create derived field',
      value: toTyped(formula),
      why: `Then drag it from the schema fields into ${section}.`,
      paths,
    });
  }
  const drop =
    section === 'Dimensions'
      ? 'Drag the field into Dimensions itself: dropped elsewhere, a number becomes a metric.'
      : 'Drag the field into Metrics itself: dropped elsewhere, a text becomes a dimension.';
  return settingStep(COMPONENT_ATTRIBUTES, pathOf('source'), {
    screen,
    act: 'add',
    value: fieldWords(request, desired('source')),
    why: `${drop} The same field may be there already, under another component id: drag it again.`,
    paths: paths.filter((path) => path !== pathOf('derivedField')),
  });
}

/** The field and its dataset; of a score attribute the real path, once a run has shown it. */
function fieldWords({ nameOf, idsOf }: StepsRequest, source: JsonValue | undefined): string {
  const { dataset, attribute, path } = (source ?? {}) as Readonly<Record<string, JsonValue>>;
  const name = typeof dataset === 'string' ? nameOf(dataset) : '';
  const of = name === '' ? '' : ` of the dataset ${name}`;
  if (typeof attribute !== 'string') return `${toTyped(path)}${of}`;
  const prefix = typeof dataset === 'string' ? idsOf?.(dataset).prefix : undefined;
  const place = prefix === undefined ? `${attribute}, below CustomerAI,` : `${prefix}.${attribute}`;
  return `${place}${of}`;
}

function setting(component: AskedComponent, attribute: string): GuidedStep {
  const { pathOf, desired, screen } = component;
  const value = desired(attribute);
  const note = NOTES[attribute];
  return settingStep(COMPONENT_ATTRIBUTES, pathOf(attribute), {
    screen,
    value: settingWords(attribute, value),
    ...(note === undefined ? {} : note),
  });
}

const NOTES: Readonly<Record<string, Pick<GuidedStep, 'why' | 'consequence' | 'label'>>> = {
  buckets: {
    label: 'Value bucketing › Bucket value',
    why: 'Turn it on, then enter the buckets in this order; Add bucket makes room for more. Only dimensions of number fields have it.',
  },
  'noValue.value': { label: 'No value options › Value' },
  includeExclude: { label: 'Include exclude values › Set include/exclude values' },
  'persistence.allocation': {
    label: 'Persistence › Set persistence › Allocation',
    why: 'Turn persistence on first.',
  },
  'attribution.model': { label: 'Attribution › Set attribution › Model', why: 'Turn it on first.' },
  hidden: {
    label: 'Hide component in reporting',
    why: 'Administrators still see it with Show all components.',
  },
  labels: {
    label: 'Context labels',
    consequence: 'A context label belongs to one component of a data view only.',
  },
  dataType: { label: 'Data type' },
};

function listEdited(asked: Asked, request: StepsRequest, component: AskedComponent): readonly GuidedStep[] {
  const { pathOf, screen, key, section } = component;
  const isOpen = (attribute: string): boolean => asked.open.has(pathOf(attribute));
  const settings = SETTINGS.filter(isOpen).map((attribute): GuidedStep => {
    if (component.desired(attribute) !== undefined) return setting(component, attribute);
    const live = asked.open.get(pathOf(attribute))?.live;
    return settingStep(COMPONENT_ATTRIBUTES, pathOf(attribute), {
      screen,
      act: 'remove',
      value: settingWords(attribute, live),
      why: 'YAML no longer asks for it.',
    });
  });
  const again: readonly GuidedStep[] =
    isOpen('source') || isOpen('derivedField')
      ? [
          removal(component, true),
          ...listNew(asked, request, component).map((step) => ({ ...step, anew: true })),
        ]
      : [];
  if (again.length > 0) return again;
  return [
    {
      screen: `Components › ${section}`,
      act: 'open',
      label: 'Component',
      value: key.slice(key.indexOf('/') + 1),
      paths: [],
    },
    ...settings,
  ];
}

/** The field of a component cannot be changed: the component is taken out and made again, under the same id. */
function removal({ section, id, pathOf, key }: AskedComponent, isAgain = false): GuidedStep {
  return {
    screen: `Components › ${section}`,
    act: 'remove',
    label: section,
    value: id,
    why: isAgain
      ? 'It is made from another field now, which cannot be changed in place. The next steps add it again, under the same id.'
      : 'YAML no longer lists it. To keep it, list it again.',
    consequence: isAgain
      ? 'Save only after it is added again: projects that use it go on then.'
      : 'Projects, segments and calculated metrics that use it break.',
    paths: isAgain ? [] : [pathOf('').slice(0, -1)],
    ...(isAgain ? {} : { readBack: key.startsWith('metrics/') ? 'GET …/metrics' : 'GET …/dimensions' }),
  };
}
