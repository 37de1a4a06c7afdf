import { DEFAULT_LOOKBACK_DAYS, type GuidedStep, type JsonValue } from '../../../model/index.ts';
import { formatConditions } from './conditions.ts';
import { listMemberSteps, listNamedConditions, type SetUp, setStep, UNCHANGED } from './set-up.ts';

const SCREEN = 'Define goal';

/** The screen "Define goal": what is predicted, for whom, and what else the model looks at. */
export function listGoalSteps(setUp: SetUp): readonly GuidedStep[] {
  return [
    ...listGoal(setUp),
    ...listPopulation(setUp),
    ...listNamed(setUp, 'customEvents', {
      label: 'Custom events',
      why: 'The name stands for the event among the influential factors.',
    }),
    ...listNamed(setUp, 'customProfileAttributes', {
      label: 'Custom profile attributes',
      why: 'The name stands for the attribute among the influential factors.',
    }),
  ];
}

function listGoal(setUp: SetUp): readonly GuidedStep[] {
  const { values, previous } = setUp.settings;
  const hasMatch = values['goal.match'] !== undefined;
  return [
    setStep(setUp, {
      screen: SCREEN,
      label: 'Occurrence',
      path: 'goal.occurs',
      format: (value) => (value === 'willNot' ? 'Will not occur' : 'Will occur'),
    }),
    ...(hasMatch
      ? [setStep(setUp, { screen: SCREEN, label: 'Combination', path: 'goal.match', format: formatMatch })]
      : []),
    ...listMemberSteps(setUp, {
      screen: SCREEN,
      label: 'Conditions',
      add: 'Add event',
      path: 'goal.events',
      members: (of) => formatConditions(of['goal.events']),
    }),
    {
      ...setStep(setUp, {
        screen: SCREEN,
        label: 'Prediction window',
        path: 'goal.outcomeWindowDays',
        format: formatDays,
      }),
      ...(previous === undefined ? { why: 'Also called outcome window.' } : {}),
    },
  ];
}

function listPopulation(setUp: SetUp): readonly GuidedStep[] {
  const { values, previous } = setUp.settings;
  const label = 'Eligible population';
  if (values['eligiblePopulation.events'] === undefined) {
    const hadOne = previous?.['eligiblePopulation.events'] !== undefined;
    return [
      {
        screen: `${setUp.base} › ${SCREEN}`,
        act: hadOne ? 'remove' : 'check',
        label,
        value: 'none',
        why: `Everybody with activity in the last ${DEFAULT_LOOKBACK_DAYS} days is scored.`,
        paths: [],
      },
    ];
  }
  const conditions = (path: string, add: string): readonly GuidedStep[] =>
    listMemberSteps(setUp, { screen: SCREEN, label, add, path, members: (of) => formatConditions(of[path]) });
  return [
    setStep(setUp, {
      screen: SCREEN,
      label: `${label} › Lookback`,
      path: 'eligiblePopulation.lookbackDays',
      format: formatDays,
    }),
    ...(values['eligiblePopulation.match'] === undefined
      ? []
      : [
          setStep(setUp, {
            screen: SCREEN,
            label: `${label} › Combination`,
            path: 'eligiblePopulation.match',
            format: formatMatch,
          }),
        ]),
    ...conditions('eligiblePopulation.events', `${label} › Include`),
    ...conditions('eligiblePopulation.exclude', `${label} › Exclude`),
  ];
}

/** Custom events or custom profile attributes: each is a resource's own attribute, so each settles its own path. */
function listNamed(
  { settings, base, isClone }: SetUp,
  list: string,
  texts: { readonly label: string; readonly why: string },
): readonly GuidedStep[] {
  const { values, previous, pathOf } = settings;
  const screen = `${base} › ${SCREEN}`;
  const wanted = listNamedConditions(list, values);
  const before = isClone && previous !== undefined ? listNamedConditions(list, previous) : [];
  const removed = before
    .filter((old) => !wanted.some(({ text }) => text === old.text))
    .map((old): GuidedStep => ({ screen, act: 'remove', label: texts.label, value: old.text, paths: [] }));
  const added = wanted.map(({ path, text }): GuidedStep => {
    const isSame = before.some((old) => old.text === text);
    return {
      screen,
      act: isSame ? 'check' : 'add',
      label: texts.label,
      value: text,
      why: isSame ? UNCHANGED : texts.why,
      paths: [pathOf(path)],
    };
  });
  return [...removed, ...added];
}

function formatMatch(value: JsonValue): string {
  return value === 'any' ? 'Any of' : 'All of';
}

function formatDays(value: JsonValue): string {
  return `${String(value)} days`;
}
