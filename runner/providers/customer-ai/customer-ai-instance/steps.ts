import type { GuidedStep, StepsRequest } from '../../../model/index.ts';
import { listDeletionSteps, listRenameSteps, listUndoSteps } from './steps-around.ts';
import { listCheckSteps, listEditSteps } from './steps-edit.ts';
import { listOverdueSteps } from './steps-overdue.ts';
import { listSetUpSteps } from './steps-set-up.ts';

/** What to do in Adobe's UI, in the order of its screens (facts §3.2, §3.3). Pure data: every rendering comes from it. */
export function listInstanceSteps(request: StepsRequest): readonly GuidedStep[] {
  switch (request.purpose) {
    case 'create':
      return listSetUpSteps(request);
    case 'replace':
      return request.phase === 'rename' ? listRenameSteps(request) : listSetUpSteps(request);
    case 'adopt':
      return listCheckSteps(request);
    case 'update':
      return listEditSteps(request);
    case 'delete':
      return listDeletionSteps(request);
    case 'undo':
      return listUndoSteps(request);
    case 'overdue':
      return listOverdueSteps(request);
  }
}
