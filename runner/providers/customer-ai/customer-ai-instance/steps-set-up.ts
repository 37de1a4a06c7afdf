import type { GuidedStep, StepsRequest } from '../../../model/index.ts';
import { CLONE_SCREEN, CREATE_SCREEN, LIST_SCREEN, openList, openMenu } from './screens.ts';
import { type SetUp, setStep } from './set-up.ts';
import { readSettings } from './settings.ts';
import { listDataSteps } from './steps-data.ts';
import { listGoalSteps } from './steps-goal.ts';
import { listOptionSteps } from './steps-options.ts';

/** The whole workflow, of a new instance or of a clone; the screens and labels are Adobe's, in its order (facts §3.2). */
export function listSetUpSteps(request: StepsRequest): readonly GuidedStep[] {
  const isClone = request.purpose === 'replace';
  const settings = readSettings(request);
  const setUp: SetUp = { settings, isClone, base: isClone ? CLONE_SCREEN : CREATE_SCREEN };
  return [
    openList(request),
    isClone ? openClone(request) : openCreate(),
    ...listIdentification(setUp),
    ...listDataSteps(setUp),
    ...listGoalSteps(setUp),
    ...listOptionSteps(setUp),
    finish(setUp),
  ];
}

function openCreate(): GuidedStep {
  return {
    screen: LIST_SCREEN,
    act: 'open',
    label: 'Create instance',
    why: 'Each screen ends with Save and continue; Save keeps a draft, so that you can stop at any time.',
    paths: [],
  };
}

function openClone(request: StepsRequest): GuidedStep {
  return {
    ...openMenu(request.retiredTitle, 'Clone'),
    why: 'Adobe lets nobody edit goal, data and options of an instance. A clone is a new instance with the same settings, to be changed before it is finished; the old one keeps scoring until it is deleted.',
  };
}

function listIdentification(setUp: SetUp): readonly GuidedStep[] {
  const { values, previous } = setUp.settings;
  const hasDescription = values.description !== undefined || previous?.description !== undefined;
  const meaning =
    values.propensityType === 'churn' ? 'A high score is bad news.' : 'A high score is good news.';
  return [
    {
      ...setStep(setUp, { screen: 'Set up', label: 'Name', path: 'title' }),
      act: 'set',
      why: `Type it exactly: the scores are found by this name.${setUp.isClone ? ' Adobe may have put another name there.' : ''}`,
    },
    ...(hasDescription
      ? [setStep(setUp, { screen: 'Set up', label: 'Description', path: 'description' })]
      : []),
    setStep(setUp, {
      screen: 'Set up',
      label: 'Propensity type',
      path: 'propensityType',
      format: (value) => (value === 'churn' ? 'Churn' : 'Conversion'),
      why: meaning,
    }),
  ];
}

function finish({ base }: SetUp): GuidedStep {
  return {
    screen: base,
    act: 'save',
    label: 'Finish',
    why: 'Adobe first checks the data usage policies. If a dialog names a violation, nothing was made: have the labels or policies changed, or decline this handoff with that reason.',
    consequence:
      'Training and scoring start at once and take up to 24 hours. Everybody who is scored counts towards the licence metric "Total profiles scored".',
    paths: [],
  };
}
