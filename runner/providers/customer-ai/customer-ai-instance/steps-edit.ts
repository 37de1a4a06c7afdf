import { type GuidedStep, type OpenAttribute, pathPattern, type StepsRequest } from '../../../model/index.ts';
import { formatCondition, formatConditions } from './conditions.ts';
import { readMemberPath } from './member-path.ts';
import { EDIT_SCREEN, LIST_SCREEN, openList, openMenu, readBackOf } from './screens.ts';
import { type SetUp, setStep } from './set-up.ts';
import { formatValue, readSettings } from './settings.ts';
import { scheduleStep } from './steps-options.ts';

/** Only these can be edited in Adobe (facts §3.3). */
const EDITABLE: ReadonlySet<string> = new Set([
  'title',
  'description',
  'schedule.frequency',
  'schedule.day',
  'schedule.time',
]);

/** An update: only name, description and scoring frequency can be edited; what else differs is said plainly. */
export function listEditSteps(request: StepsRequest): readonly GuidedStep[] {
  const fixed = request.open.filter(({ path }) => !EDITABLE.has(path));
  const edits = listEdits(request);
  const title = currentTitle(request);
  return [
    openList(request),
    ...(edits.length === 0
      ? []
      : [
          openMenu(title, 'Edit'),
          ...edits,
          { screen: EDIT_SCREEN, act: 'save', label: 'Save', paths: [] } as const,
        ]),
    ...fixed.map((attribute) => checkFixed(request, attribute)),
  ];
}

/** Adoption: what is there already is looked through; what can be edited is edited. */
export function listCheckSteps(request: StepsRequest): readonly GuidedStep[] {
  const opened: GuidedStep = {
    screen: LIST_SCREEN,
    act: 'open',
    label: 'Name',
    value: currentTitle(request),
    why: 'This instance is taken over as it is: look through its settings. Adobe shows them on the page of the instance.',
    paths: [],
  };
  const [list, ...rest] = listEditSteps(request);
  return list === undefined ? [opened] : [list, opened, ...rest];
}

function currentTitle({ desired, titles, open }: StepsRequest): string {
  const seen = open.find(({ path }) => path === 'title')?.live;
  if (typeof seen === 'string') return seen;
  const asked = desired?.title ?? '';
  return [...titles].reverse().find((title) => title !== asked) !== undefined &&
    open.some(({ path }) => path === 'title')
    ? ([...titles].reverse().find((title) => title !== asked) ?? asked)
    : asked;
}

function listEdits(request: StepsRequest): readonly GuidedStep[] {
  const open = new Map(request.open.map((attribute) => [attribute.path, attribute]));
  const setUp: SetUp = { settings: readSettings(request), base: EDIT_SCREEN, isClone: false };
  const edit = (path: string, label: string): readonly GuidedStep[] => {
    const attribute = open.get(path);
    if (attribute === undefined) return [];
    const {
      screen: _screen,
      paths: _paths,
      ...step
    } = setStep(setUp, { screen: '', label, path, none: 'leave empty' });
    return [{ ...step, act: 'set', screen: EDIT_SCREEN, paths: [path], ...whyOf(attribute) }];
  };
  const scheduled = ['schedule.frequency', 'schedule.day', 'schedule.time'].filter((path) => open.has(path));
  const schedule: readonly GuidedStep[] =
    scheduled.length === 0
      ? []
      : [{ ...scheduleStep(setUp, ''), paths: scheduled, ...whyOf(open.get(scheduled[0] ?? '')) }];
  return [...edit('title', 'Name'), ...edit('description', 'Description'), ...schedule];
}

function whyOf(attribute: OpenAttribute | undefined): Pick<GuidedStep, 'why'> {
  const live = attribute?.live;
  return live === undefined || live === null ? {} : { why: `It is: ${formatValue(live)}.` };
}

/** An attribute that nobody can edit: it is looked at, and a difference has only two ways out. */
function checkFixed(request: StepsRequest, { path, live, why }: OpenAttribute): GuidedStep {
  const settings = readSettings(request);
  const value = formatAttribute(settings.values[namedPath(settings, path)], path);
  const seen = why === 'differs' && live !== undefined ? `Adobe shows: ${formatAttribute(live, path)}. ` : '';
  return {
    screen: `${LIST_SCREEN} › ${currentTitle(request)}`,
    act: 'check',
    label: labelOf(path),
    value,
    why: `${seen}Adobe lets nobody edit this. Is it different? Then either the pipeline has to say what is there, or a clone has to take its place: decline this handoff with what you found.`,
    paths: [path],
    ...readBackOf(path),
  };
}

function namedPath(settings: ReturnType<typeof readSettings>, path: string): string {
  return Object.keys(settings.values).find((named) => settings.pathOf(named) === path) ?? path;
}

function formatAttribute(value: OpenAttribute['live'], path: string): string {
  if (value === undefined || value === null) return 'empty';
  if (Array.isArray(value)) return formatConditions(value).join('; ');
  if (typeof value === 'object') return formatCondition(value);
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  if (path === 'goal.occurs') return value === 'willNot' ? 'Will not occur' : 'Will occur';
  return formatValue(value);
}

const LABELS: Readonly<Record<string, string>> = {
  propensityType: 'Propensity type',
  'goal.occurs': 'Define goal › Occurrence',
  'goal.match': 'Define goal › Combination',
  'goal.events': 'Define goal › Conditions',
  'goal.outcomeWindowDays': 'Define goal › Prediction window (days)',
  'eligiblePopulation.lookbackDays': 'Eligible population › Lookback (days)',
  'eligiblePopulation.match': 'Eligible population › Combination',
  'eligiblePopulation.events': 'Eligible population › Include',
  'eligiblePopulation.exclude': 'Eligible population › Exclude',
  exclusions: 'Prediction exclusions',
  'outputs.profile': 'Profile',
  'outputs.cja': 'Customer Journey Analytics',
};

function labelOf(path: string): string {
  const pattern = pathPattern(path);
  if (pattern.startsWith('inputs'))
    return pattern.endsWith('field') ? 'Select data › Identity field' : 'Select data › Identity namespace';
  for (const [list, label] of [
    ['customEvents', 'Custom event'],
    ['customProfileAttributes', 'Custom profile attribute'],
  ] as const) {
    const member = readMemberPath(list, path);
    if (member !== undefined) return `${label} › ${member.key}`;
  }
  return LABELS[path] ?? path;
}
