import {
  type GuidedStep,
  STEP_DELETED,
  STEP_RENAMED,
  STEP_UNDONE,
  type StepsRequest,
} from '../../../model/index.ts';
import {
  type Asked,
  isWanted,
  listForgotten,
  readAsked,
  settingStep,
  toTyped,
  withoutRepeats,
} from '../guided-steps.ts';
import { CONNECTION_ATTRIBUTES } from './attributes.ts';
import { type DatasetMember, listMembers } from './dataset-members.ts';
import { listDatasetSettings } from './dataset-steps.ts';
import { editorScreen, LIST_SCREEN, openList, openMenu, SELECT_SCREEN } from './screens.ts';

/** The steps of a handoff of a connection, in the order of Adobe's screens (facts §4.2, §4.3). Pure. */
export function connectionSteps(request: StepsRequest): readonly GuidedStep[] {
  const { purpose, phase } = request;
  if (phase === 'rename') return listRename(request);
  if (purpose === 'delete') return listDeletion(request);
  if (purpose === 'undo') return listUndo(request);
  return withoutRepeats(listSetUp(request));
}

function listSetUp(request: StepsRequest): readonly GuidedStep[] {
  const asked = readAsked(request);
  const title = toTyped(asked.values.title);
  const known = asked.isChange
    ? toTyped(asked.open.get('title')?.live) || (request.titles.at(-1) ?? title)
    : '';
  const screen = editorScreen(known);
  const start: GuidedStep = asked.isChange
    ? openMenu(known, 'Edit')
    : { screen: LIST_SCREEN, act: 'open', label: 'Create new connection', paths: [] };
  const members = listMembers(asked, (reference) => named(request, reference));
  const steps = [
    openList(),
    start,
    ...listSettings(asked, screen),
    ...listAdded(members, screen, asked.isChange),
    ...listEdited(members, screen),
    ...listRemoved(members, screen),
  ];
  return [
    ...steps,
    ...listForgotten(CONNECTION_ATTRIBUTES, asked, steps, screen),
    {
      screen,
      act: 'save',
      label: 'Save',
      why: 'The next apply reads the connection and goes on; nothing needs to be reported.',
      ...(asked.isChange ? {} : { consequence: 'Ingestion begins; its rows count towards the licence.' }),
      paths: [],
    },
  ];
}

function named({ nameOf }: StepsRequest, reference: string): string {
  return reference.startsWith('id:') ? `dataset ${nameOf(reference)}` : nameOf(reference);
}

function listSettings(asked: Asked, screen: string): readonly GuidedStep[] {
  const value = (path: string): string => toTyped(asked.values[path]);
  const isAccount = asked.values.primaryIdType === 'account';
  const isUnfilled = (path: string): boolean => !asked.isChange && value(path) === '';
  const all: readonly GuidedStep[] = [
    settingStep(CONNECTION_ATTRIBUTES, 'title', {
      screen,
      value: value('title'),
      why: 'Exactly as it stands here: the connection is recognised by it, and no other may have it.',
    }),
    settingStep(CONNECTION_ATTRIBUTES, 'description', { screen, value: value('description') }),
    settingStep(CONNECTION_ATTRIBUTES, 'tags', { screen, value: value('tags') }),
    settingStep(CONNECTION_ATTRIBUTES, 'primaryIdType', {
      screen,
      act: isAccount ? 'set' : 'check',
      value: isAccount ? 'Account' : 'Person',
      why: isAccount
        ? 'Only the B2B Edition has this setting.'
        : 'Only the B2B Edition shows this setting. Where it is not there, there is nothing to do.',
      consequence: 'It cannot be changed once the connection has datasets.',
    }),
    settingStep(CONNECTION_ATTRIBUTES, 'containers', { screen, value: containerNames(asked) }),
    settingStep(CONNECTION_ATTRIBUTES, 'sandbox', {
      screen,
      value: value('sandbox'),
      why: 'The list of datasets is that of the sandbox.',
      consequence: 'It cannot be changed after saving.',
    }),
    rollingWindowStep(asked, screen),
    settingStep(CONNECTION_ATTRIBUTES, 'averageDailyEvents', {
      screen,
      value: value('averageDailyEvents'),
      why: 'Where the editor has no such setting, there is nothing to do.',
    }),
  ];
  return all.filter(({ paths: [path = ''] }) => isWanted(asked, path) && !isUnfilled(path));
}

const CONTAINER_NAMES: Readonly<Record<string, string>> = {
  globalAccount: 'Global account',
  opportunity: 'Opportunity',
  buyingGroup: 'Buying group',
};

function containerNames({ values }: Asked): string {
  const containers = values.containers;
  const names = Array.isArray(containers) ? containers.map(String) : [];
  return names.map((name) => CONTAINER_NAMES[name] ?? name).join(', ');
}

function rollingWindowStep(asked: Asked, screen: string): GuidedStep {
  const months = asked.values.rollingWindowMonths;
  const isOn = months !== undefined && months !== null;
  return settingStep(CONNECTION_ATTRIBUTES, 'rollingWindowMonths', {
    screen,
    value: isOn ? `on, Select number of months: ${toTyped(months)}` : 'off',
    consequence: isOn
      ? 'Events older than that are deleted from the connection, and profile and lookup rows of that age too.'
      : 'All data is kept from now on; what was deleted comes back only with a backfill.',
  });
}

function listAdded(
  members: readonly DatasetMember[],
  screen: string,
  isChange: boolean,
): readonly GuidedStep[] {
  const added = members.filter(({ act }) => act === 'add');
  if (added.length === 0) return [];
  const rest = 'Leave the datasets that are there: whether one goes is a step of its own.';
  const selected = added.map(
    ({ name, pathOf }, index): GuidedStep =>
      settingStep(CONNECTION_ATTRIBUTES, pathOf('from'), {
        screen: SELECT_SCREEN,
        act: 'add',
        label: 'Dataset',
        value: name,
        ...(index === 0 ? { why: 'Search for the id in brackets: titles can be alike, ids cannot.' } : {}),
      }),
  );
  return [
    { screen, act: 'open', label: 'Add datasets', ...(isChange ? { why: rest } : {}), paths: [] },
    ...selected,
    { screen: SELECT_SCREEN, act: 'save', label: 'Next', paths: [] },
    ...added.flatMap(listDatasetSettings),
    {
      screen: 'Add datasets › Datasets settings',
      act: 'save',
      label: 'Add datasets',
      why: 'Once every dataset above is set up. Adobe says so where a required setting is missing.',
      paths: [],
    },
  ];
}

function listEdited(members: readonly DatasetMember[], screen: string): readonly GuidedStep[] {
  return members
    .filter(({ act }) => act === 'edit')
    .flatMap((member): readonly GuidedStep[] => {
      const settings = listDatasetSettings(member);
      if (settings.length === 0) return [];
      return [
        { screen, act: 'open', label: 'More (…) › Edit dataset', value: member.name, paths: [] },
        ...settings,
        { screen: settings[0]?.screen ?? screen, act: 'save', label: 'Apply', paths: [] },
      ];
    });
}

function listRemoved(members: readonly DatasetMember[], screen: string): readonly GuidedStep[] {
  return members
    .filter(({ act }) => act === 'remove')
    .map(({ name, pathOf }): GuidedStep => {
      const base = pathOf('');
      return {
        screen,
        act: 'delete',
        label: 'More (…) › Delete dataset',
        value: name,
        why: 'YAML does not list it. To keep it, add it to the datasets of the connection in YAML instead.',
        consequence:
          'Its rows leave the connection: components of data views that are made from it, and projects with them, show nothing.',
        paths: [base.slice(0, -1)],
        readBack: 'dataSets.dataSetId',
      };
    });
}

/** Frees the title, so that the new connection can have it. */
function listRename(request: StepsRequest): readonly GuidedStep[] {
  const title = titleOf(request);
  const screen = editorScreen(title);
  return [
    openList(),
    openMenu(title, 'Edit'),
    {
      screen,
      act: 'rename',
      label: 'Connection name',
      value: request.retiredTitle,
      why: 'The new connection takes over the name, and names are unique. Sandbox and primary ID cannot be changed, so there has to be a new one.',
      consequence: 'Only the name changes: data views and projects on the old connection go on as before.',
      paths: [],
    },
    {
      screen,
      act: 'save',
      label: 'Save',
      why: 'Then confirm the rename. The steps for the new connection appear after that.',
      paths: [STEP_RENAMED],
    },
  ];
}

function listDeletion(request: StepsRequest): readonly GuidedStep[] {
  const title = titleOf(request);
  return [
    openList(),
    {
      ...openMenu(title, 'Delete'),
      why: 'The panel that opens lists the data views that are deleted and the projects that are affected. If one of them is still needed, cancel.',
    },
    {
      screen: 'Delete connection',
      act: 'delete',
      label: 'Continue',
      consequence:
        'Adobe deletes the connection, its rows and its data views; projects on them break. It refuses where Journey Optimizer, Audience analysis or Content Analytics use the connection.',
      paths: [STEP_DELETED],
      readBack: 'GET /data/connections',
    },
  ];
}

/** What was begun for a change that is no longer wanted. "Nothing was begun" is an answer too. */
function listUndo(request: StepsRequest): readonly GuidedStep[] {
  const { restoreTitle, retiredTitle } = request;
  const title = titleOf(request);
  const begun: readonly GuidedStep[] = [
    openList(),
    {
      screen: LIST_SCREEN,
      act: 'check',
      label: 'Name',
      value: title,
      why: 'The change that asked for this connection was given up. Is there one that was made for it? If nothing was begun, say so and skip the next step.',
      paths: [],
    },
    {
      ...openMenu(title, 'Delete'),
      why: `Only the one that was made for that change${restoreTitle === undefined ? '' : `, not "${retiredTitle}"`}.`,
      consequence: 'Adobe deletes the connection and what was built on it.',
      paths: [STEP_UNDONE],
    },
  ];
  if (restoreTitle === undefined) return begun;
  const screen = editorScreen(retiredTitle);
  return [
    ...begun,
    {
      ...openMenu(retiredTitle, 'Edit'),
      why: 'If it was renamed already; otherwise skip this and what follows.',
    },
    {
      screen,
      act: 'rename',
      label: 'Connection name',
      value: restoreTitle,
      why: 'The old connection stays, so it gets its name back.',
      paths: [],
    },
    { screen, act: 'save', label: 'Save', paths: [] },
  ];
}

function titleOf({ titles, desired }: StepsRequest): string {
  return titles.at(-1) ?? desired?.title ?? '';
}
