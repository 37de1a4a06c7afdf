import {
  type GuidedStep,
  STEP_DELETED,
  STEP_RENAMED,
  STEP_UNDONE,
  type StepsRequest,
} from '../../../model/index.ts';
import { listForgotten, readAsked, settingStep, withoutRepeats } from '../guided-steps.ts';
import { COMPONENT_ATTRIBUTES } from './attributes.ts';
import { componentKeys, listComponents } from './component-steps.ts';

const SCREEN = 'Components';

/** The steps of a handoff of components, one block for each (facts §5.4). Pure. */
export function componentsSteps(request: StepsRequest): readonly GuidedStep[] {
  const { purpose, phase } = request;
  if (phase === 'rename') return [nothingToRename()];
  if (purpose === 'delete') return listRemoval(request, STEP_DELETED);
  if (purpose === 'undo') return listRemoval(request, STEP_UNDONE);
  const asked = readAsked(request);
  const steps = [...openView(request), ...listComponents(asked, request)];
  const rest = listForgotten(COMPONENT_ATTRIBUTES, asked, steps, SCREEN);
  return withoutRepeats([...steps, ...rest, save()]);
}

function openView(request: StepsRequest): readonly GuidedStep[] {
  const { desired, titles, nameOf } = request;
  const reference = readAsked(request).values.dataView;
  const name = typeof reference === 'string' ? nameOf(reference) : (desired?.title ?? titles.at(-1) ?? '');
  return [
    {
      screen: 'Customer Journey Analytics',
      act: 'open',
      label: 'Data management › Data views',
      why: 'At analytics.adobe.com, in the top menu. Where "Data management" is not there, "Data views" is.',
      paths: [],
    },
    settingStep(COMPONENT_ATTRIBUTES, 'dataView', {
      screen: 'Customer Journey Analytics › Data management › Data views',
      act: 'open',
      value: name,
      why: 'Several data views may have one name: the id in brackets stands in the address of the page.',
    }),
    {
      screen: `Data views › ${name}`,
      act: 'open',
      label: 'Components',
      why: 'Where a field of the steps below is not listed on the left, remove the filter "Contains data": it hides fields until rows have arrived.',
      paths: [],
    },
  ];
}

function save(): GuidedStep {
  return {
    screen: SCREEN,
    act: 'save',
    label: 'Save',
    why: 'A new data view says "Save and continue". The next apply reads the components; nothing needs to be reported.',
    paths: [],
  };
}

function listRemoval(request: StepsRequest, path: string): readonly GuidedStep[] {
  const keys = componentKeys(request.previous ?? {});
  const which = keys.map((key) => key.slice(key.indexOf('/') + 1)).join(', ');
  const isUndo = path === STEP_UNDONE;
  return [
    ...openView(request),
    {
      screen: SCREEN,
      act: 'remove',
      label: 'Dimensions and Metrics',
      ...(which === '' ? {} : { value: which }),
      why: isUndo
        ? 'The change that asked for these components was given up. If none was begun, say so.'
        : 'YAML no longer lists components for this data view. Remove those that it listed; the others stay.',
      consequence: 'Projects, segments and calculated metrics that use them break.',
      paths: [path],
    },
    save(),
  ];
}

function nothingToRename(): GuidedStep {
  return {
    screen: SCREEN,
    act: 'check',
    label: 'Data view',
    why: 'The components belong to a new data view now; those of the old one go with it. There is nothing to rename: confirm this step.',
    paths: [STEP_RENAMED],
  };
}
