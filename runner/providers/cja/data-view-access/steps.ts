import {
  type GuidedStep,
  STEP_DELETED,
  STEP_RENAMED,
  STEP_UNDONE,
  type StepsRequest,
} from '../../../model/index.ts';
import { readAsked, toTyped } from '../guided-steps.ts';

const CONSOLE = 'Admin Console › Products › Customer Journey Analytics';

/** The steps of a handoff of access: who sees a data view is set in product profiles (facts §2, Adobe's page on access control). Pure. */
export function accessSteps(request: StepsRequest): readonly GuidedStep[] {
  const { purpose, phase } = request;
  if (phase === 'rename') return [nothingToRename()];
  if (purpose === 'delete') return [openConsole(), withdrawal(request, STEP_DELETED), save()];
  if (purpose === 'undo') return [openConsole(), withdrawal(request, STEP_UNDONE), save()];
  return listGrants(request);
}

function listGrants(request: StepsRequest): readonly GuidedStep[] {
  const { values, open } = readAsked(request);
  const view = viewName(request);
  const wanted = listOf(values.productProfiles);
  const had = listOf(open.get('productProfiles')?.live);
  const paths = ['productProfiles', 'dataView'];
  const granted = wanted
    .filter((profile) => !had.includes(profile))
    .flatMap((profile): readonly GuidedStep[] => [
      { screen: CONSOLE, act: 'open', label: 'Product Profiles', value: profile, paths: [] },
      {
        screen: `${profile} › Permissions`,
        act: 'add',
        label: 'Data Views › Included Items',
        value: view,
        why: 'Where Auto-include is on, the profile sees every data view already, and there is nothing to do.',
        consequence:
          'Members of the profile see the data view from now on. Its backfill is complete: its numbers are right.',
        paths,
      },
      save(),
    ]);
  const withdrawn = had
    .filter((profile) => !wanted.includes(profile))
    .flatMap((profile): readonly GuidedStep[] => [
      { screen: CONSOLE, act: 'open', label: 'Product Profiles', value: profile, paths: [] },
      {
        screen: `${profile} › Permissions`,
        act: 'remove',
        label: 'Data Views › Included Items',
        value: view,
        consequence: 'Members of the profile no longer see the data view, nor projects on it.',
        paths,
      },
      save(),
    ]);
  const confirm: GuidedStep = {
    screen: CONSOLE,
    act: 'check',
    label: 'Product profiles that see the data view',
    value: toTyped(wanted),
    why: 'No API shows this, so a person confirms it.',
    paths,
  };
  return [openConsole(), ...granted, ...withdrawn, confirm];
}

function openConsole(): GuidedStep {
  return {
    screen: 'adminconsole.adobe.com',
    act: 'open',
    label: 'Products › Customer Journey Analytics',
    paths: [],
  };
}

function save(): GuidedStep {
  return { screen: CONSOLE, act: 'save', label: 'Save', paths: [] };
}

function withdrawal(request: StepsRequest, path: string): GuidedStep {
  const profiles = toTyped(request.previous?.productProfiles);
  const which =
    profiles === '' ? 'every product profile that was given it' : `the product profiles ${profiles}`;
  return {
    screen: CONSOLE,
    act: 'remove',
    label: 'Product Profiles › Permissions › Data Views › Included Items',
    value: viewName(request),
    why: `From ${which}.${path === STEP_UNDONE ? ' If nothing was begun, say so.' : ''}`,
    consequence: 'Their members no longer see the data view, nor projects on it.',
    paths: [path],
  };
}

function nothingToRename(): GuidedStep {
  return {
    screen: CONSOLE,
    act: 'check',
    label: 'Data Views',
    why: 'The access belongs to a new data view now; that to the old one goes with it. There is nothing to rename: confirm this step.',
    paths: [STEP_RENAMED],
  };
}

function viewName(request: StepsRequest): string {
  const reference = readAsked(request).values.dataView;
  const { desired, titles, nameOf } = request;
  return typeof reference === 'string' ? nameOf(reference) : (desired?.title ?? titles.at(-1) ?? '');
}

function listOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
