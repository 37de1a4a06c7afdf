import {
  type GuidedStep,
  STEP_DELETED,
  STEP_RENAMED,
  STEP_UNDONE,
  type StepsRequest,
} from '../../../model/index.ts';
import { CONNECTIONS_SCREEN, EDIT_SCREEN, LIST_SCREEN, openList, openMenu } from './screens.ts';

/** First phase of a clone: the old instance makes room for the name of the new one. */
export function listRenameSteps(request: StepsRequest): readonly GuidedStep[] {
  const { retiredTitle } = request;
  return [
    openList(request),
    openMenu(titleOf(request), 'Edit'),
    {
      screen: EDIT_SCREEN,
      act: 'rename',
      label: 'Name',
      value: retiredTitle,
      why: 'The new instance takes over the name. Two instances of one name would have score datasets of one name, and nobody could tell them apart.',
      consequence:
        'The old instance keeps scoring, and reports over its scores go on. Whether its datasets are renamed too makes no difference.',
      paths: [],
    },
    {
      screen: EDIT_SCREEN,
      act: 'save',
      label: 'Save',
      why: 'Then confirm the rename. Only after that the steps for the new instance appear: what exists by then is known to belong to the old one.',
      paths: [STEP_RENAMED],
    },
  ];
}

/** A deletion: what still holds the datasets lets go of them first, so that no report breaks by surprise. */
export function listDeletionSteps(request: StepsRequest): readonly GuidedStep[] {
  const title = titleOf(request);
  const held = request.holders.map(
    (holder): GuidedStep => ({
      screen: CONNECTIONS_SCREEN,
      act: 'remove',
      label: 'Datasets',
      value: holder,
      why: `Remove the score datasets of "${title}" from this connection, and save it: it would point at datasets that are gone.`,
      consequence:
        'Customer Journey Analytics deletes the rows of these datasets from the connection; reports over them end.',
      paths: [],
    }),
  );
  return [
    ...held,
    openList(request),
    {
      ...openMenu(title, 'Delete'),
      consequence:
        'Adobe deletes the instance, its runs and its score datasets, for ever. Scores that went into Real-Time Customer Profile stay there; scored profiles keep counting towards the licence metric of this year.',
      paths: [STEP_DELETED],
    },
  ];
}

/** What was begun for a change that is no longer wanted. "Nothing was begun" is an answer too. */
export function listUndoSteps(request: StepsRequest): readonly GuidedStep[] {
  const { restoreTitle } = request;
  return restoreTitle === undefined ? listUndoCreate(request) : listUndoClone(request, restoreTitle);
}

function listUndoCreate(request: StepsRequest): readonly GuidedStep[] {
  const title = titleOf(request);
  return [
    openList(request),
    {
      screen: LIST_SCREEN,
      act: 'check',
      label: 'Name',
      value: title,
      why: `The change that asked for "${title}" was given up. Is there such an instance, or a saved draft of it? If not, nothing was begun: say so, and you are done.`,
      paths: [STEP_UNDONE],
    },
    {
      ...openMenu(title, 'Delete'),
      why: 'Only if it was made for that change.',
      consequence: 'Adobe deletes the instance, its runs and its score datasets.',
      paths: [STEP_UNDONE],
    },
  ];
}

/** Until the rename was done, the only instance of that name is the one that must stay: this comes first, and stands out. */
function listUndoClone(request: StepsRequest, restoreTitle: string): readonly GuidedStep[] {
  const { retiredTitle } = request;
  const title = titleOf(request);
  return [
    openList(request),
    {
      screen: LIST_SCREEN,
      act: 'check',
      label: 'Name',
      value: retiredTitle,
      why: `The change that asked for a clone was given up. Is "${retiredTitle}" in the list? If not, nothing was begun: the instance "${title}" is the old one and must stay. Say so, and you are done: delete nothing.`,
      paths: [STEP_UNDONE],
    },
    {
      ...openMenu(title, 'Delete'),
      why: `Only while "${retiredTitle}" stands beside it: then this one is the clone. Is there no "${title}", or only a saved draft? Delete the draft, if there is one, and go on.`,
      consequence: 'Adobe deletes the clone, its runs and its score datasets.',
    },
    openMenu(retiredTitle, 'Edit'),
    {
      screen: EDIT_SCREEN,
      act: 'rename',
      label: 'Name',
      value: restoreTitle,
      why: 'The old instance stays, so it gets its name back.',
      paths: [],
    },
    { screen: EDIT_SCREEN, act: 'save', label: 'Save', paths: [STEP_UNDONE] },
  ];
}

function titleOf({ titles, desired }: StepsRequest): string {
  return titles.at(-1) ?? desired?.title ?? '';
}
