import type { GuidedStep, JsonValue, Values } from '../../../model/index.ts';
import { formatConditions } from './conditions.ts';
import { listMemberSteps, type SetUp, setStep } from './set-up.ts';

const SCREEN = 'Set options';

/** The screen "Set options": how often, what to leave out, where the scores go. */
export function listOptionSteps(setUp: SetUp): readonly GuidedStep[] {
  return [
    scheduleStep(setUp, 'Set options'),
    ...listMemberSteps(setUp, {
      screen: SCREEN,
      label: 'Prediction exclusions',
      add: 'Prediction exclusions',
      path: 'exclusions',
      members: (of) => formatConditions(of.exclusions),
    }),
    profileStep(setUp),
    cjaStep(setUp),
  ];
}

/** Frequency, day and time are one control of the screen. */
export function scheduleStep({ base, settings, isClone }: SetUp, screen: string): GuidedStep {
  const { values, previous, pathOf } = settings;
  const text = formatSchedule(values);
  const before = previous === undefined ? undefined : formatSchedule(previous);
  const paths = ['schedule.frequency', 'schedule.day', 'schedule.time'].filter(
    (path) => values[path] !== undefined,
  );
  const isSame = isClone && before === text;
  return {
    screen: screen === '' ? base : `${base} › ${screen}`,
    act: isSame ? 'check' : 'set',
    label: 'Scoring frequency',
    value: text,
    ...(isSame
      ? { why: 'As before: the clone has it already.' }
      : before === undefined
        ? {}
        : { why: `Changed; it was: ${before}.` }),
    paths: paths.map(pathOf),
  };
}

function formatSchedule(values: Values): string {
  const frequency = values['schedule.frequency'] === 'monthly' ? 'Monthly' : 'Weekly';
  const details = ['day', 'time'].flatMap((name) => {
    const value = values[`schedule.${name}`];
    return value === undefined ? [] : [`${name}: ${String(value)}`];
  });
  return details.length === 0 ? frequency : `${frequency} (${details.join(', ')})`;
}

function profileStep(setUp: SetUp): GuidedStep {
  const step = setStep(setUp, {
    screen: SCREEN,
    label: 'Profile',
    path: 'outputs.profile',
    format: formatSwitch,
  });
  if (setUp.settings.values['outputs.profile'] !== true) return step;
  return {
    ...step,
    consequence: 'Scores go into Real-Time Customer Profile, and stay there when the instance is deleted.',
  };
}

function cjaStep(setUp: SetUp): GuidedStep {
  const isOn = setUp.settings.values['outputs.cja'] === true;
  return setStep(setUp, {
    screen: SCREEN,
    label: 'Customer Journey Analytics',
    path: 'outputs.cja',
    format: formatSwitch,
    why: isOn
      ? 'Without it no event dataset is written and nothing reaches Customer Journey Analytics. Is the switch missing? Your organisation does not have it yet (Adobe: Limited Testing). Then save the draft, do not press Finish, decline this handoff with that reason, and ask your Adobe account team; or set outputs.cja: false in the pipeline and use scores.profile.'
      : 'Off, or not there at all: not every organisation has it.',
  });
}

function formatSwitch(value: JsonValue): string {
  return value === true ? 'on' : 'off';
}
