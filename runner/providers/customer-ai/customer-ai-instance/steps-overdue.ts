import { type GuidedStep, STEP_GONE, type StepsRequest } from '../../../model/index.ts';
import { RUN_ERROR_CODES } from './error-codes.ts';
import { computeRequiredHistory } from './history-rule.ts';
import { LIST_SCREEN, openList } from './screens.ts';
import { readSettings } from './settings.ts';

/** A run that is due and has left no batch: no API shows whether it failed (facts §3.4), so a person looks. */
export function listOverdueSteps(request: StepsRequest): readonly GuidedStep[] {
  const title = request.titles.at(-1) ?? request.desired?.title ?? '';
  const screen = `${LIST_SCREEN} › ${title}`;
  return [
    openList(request),
    {
      screen: LIST_SCREEN,
      act: 'check',
      label: 'Last run status',
      value: title,
      why: 'Success: a batch will appear, nothing is to be done. Training issue or Failed: open the instance, the details panel on the right shows a code; look it up below. Whatever has to change in goal or population is changed in the pipeline. Still running: wait, this handoff closes by itself with the next batch.',
      paths: [],
    },
    ...RUN_ERROR_CODES.map(
      ({ code, title: name, meaning, remedy }): GuidedStep => ({
        screen: `${screen} › Details`,
        act: 'check',
        label: `Error ${code} ${name}`,
        why: `Means: ${meaning}${code === 407 ? needed(request) : ''}. What to do: ${remedy}`,
        paths: [],
      }),
    ),
    {
      screen: LIST_SCREEN,
      act: 'check',
      label: 'Name',
      value: title,
      why: 'The instance is no longer in the list? Answer this handoff with gone: the next plan makes a new one.',
      paths: [STEP_GONE],
    },
  ];
}

function needed(request: StepsRequest): string {
  if (request.desired === undefined) return '';
  const { days, formula } = computeRequiredHistory(readSettings(request).values);
  return ` (${days} days: ${formula})`;
}
