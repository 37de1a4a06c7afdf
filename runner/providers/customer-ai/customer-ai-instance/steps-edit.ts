import {
  ATTRIBUTES,
  type GuidedStep,
  type OpenAttribute,
  pathPattern,
  type StepsRequest,
} from '../../../model/index.ts';
import { formatAttribute, labelOf } from './format-attribute.ts';
import { EDIT_SCREEN, LIST_SCREEN, openList, openMenu, readBackOf } from './screens.ts';
import { type SetUp, setStep } from './set-up.ts';
import { formatValue, readSettings, type Settings } from './settings.ts';
import { scheduleStep } from './steps-options.ts';

const SCHEDULE: readonly string[] = ['schedule.frequency', 'schedule.day', 'schedule.time'];

/** Only these can be edited in Adobe (facts §3.3). */
const EDITABLE: ReadonlySet<string> = new Set(['title', 'description', ...SCHEDULE]);

const FIXED =
  'Adobe lets nobody edit this. Is it different? Then either the pipeline has to say what is there, or a clone has to take its place: decline this handoff with what you found.';

/** An update: only name, description and scoring frequency can be edited; what else differs is said plainly. */
export function listEditSteps(request: StepsRequest): readonly GuidedStep[] {
  const edits = listEdits(request);
  const saved: GuidedStep = { screen: EDIT_SCREEN, act: 'save', label: 'Save', paths: [] };
  return [
    openList(request),
    ...(edits.length === 0 ? [] : [openMenu(currentTitle(request), 'Edit'), ...edits, saved]),
    ...listFixed(request).map((step) => ({ ...step, why: [step.why, FIXED].filter(Boolean).join(' ') })),
  ];
}

/** Adoption: what is there already is looked through; what can be edited is corrected. */
export function listCheckSteps(request: StepsRequest): readonly GuidedStep[] {
  const title = currentTitle(request);
  const edits = listEdits(request).map(
    (step): GuidedStep =>
      step.why === undefined ? { ...step, act: 'check', why: 'Correct it where it is different.' } : step,
  );
  return [
    openList(request),
    {
      screen: LIST_SCREEN,
      act: 'open',
      label: 'Name',
      value: title,
      why: 'This instance is taken over as it is. Compare its settings with the ones below. Most of them nobody can edit: is one different, then either the pipeline has to say what is there, or a clone has to take its place; decline this handoff with what you found.',
      paths: [],
    },
    ...listFixed(request),
    ...(edits.length === 0
      ? []
      : [
          openMenu(title, 'Edit'),
          ...edits,
          { screen: EDIT_SCREEN, act: 'save', label: 'Save', paths: [] } as const,
        ]),
  ];
}

/** The name under which the instance stands in the list now, as far as anything tells. */
function currentTitle({ desired, titles, open }: StepsRequest): string {
  const asked = desired?.title ?? titles.at(-1) ?? '';
  const attribute = open.find(({ path }) => path === 'title');
  if (attribute === undefined) return asked;
  if (typeof attribute.live === 'string') return attribute.live;
  return titles.findLast((title) => title !== asked) ?? asked;
}

function listEdits(request: StepsRequest): readonly GuidedStep[] {
  const open = new Map(request.open.map((attribute) => [attribute.path, attribute]));
  const setUp: SetUp = { settings: readSettings(request), base: EDIT_SCREEN, isClone: false };
  const edit = (path: string, label: string): readonly GuidedStep[] => {
    const attribute = open.get(path);
    if (attribute === undefined) return [];
    const step = setStep(setUp, { screen: '', label, path, none: 'leave empty' });
    return [{ ...step, act: 'set', screen: EDIT_SCREEN, paths: [path], ...whyOf(attribute) }];
  };
  const scheduled = SCHEDULE.filter((path) => open.has(path));
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

/** Attributes that nobody can edit, in the order of Adobe's screens; an input is one step, whichever of its parts is open. */
function listFixed(request: StepsRequest): readonly GuidedStep[] {
  const settings = readSettings(request);
  const order = (ATTRIBUTES['customer-ai-instance'] ?? []).map(({ path }) => path);
  const rank = ({ path }: OpenAttribute): number =>
    order.findIndex((row) => pathPattern(path).startsWith(row));
  const fixed = request.open.filter(({ path }) => !EDITABLE.has(path)).sort((a, b) => rank(a) - rank(b));
  const groups = new Map<string, OpenAttribute[]>();
  for (const attribute of fixed) {
    const key = attribute.path.replace(/^(inputs\[.*\])\.[a-z]+$/i, '$1');
    groups.set(key, [...(groups.get(key) ?? []), attribute]);
  }
  return [...groups.values()].map((group) => checkFixed(request, settings, group));
}

function checkFixed(request: StepsRequest, settings: Settings, group: readonly OpenAttribute[]): GuidedStep {
  const paths = group.map(({ path }) => path);
  const [path = ''] = paths;
  const named = Object.keys(settings.values).find((known) => settings.pathOf(known) === path) ?? path;
  const seen = group
    .filter(({ why, live }) => why === 'differs' && live !== undefined)
    .map(({ live }) => `Adobe shows: ${formatAttribute(named, { [named]: live ?? null })}.`);
  return {
    screen: `${LIST_SCREEN} › ${currentTitle(request)}`,
    act: 'check',
    label: labelOf(named),
    value: formatAttribute(named, settings.values),
    ...(seen.length === 0 ? {} : { why: seen.join(' ') }),
    paths,
    ...readBackOf(path),
  };
}
