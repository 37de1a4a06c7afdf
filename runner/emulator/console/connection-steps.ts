import { datasetControl } from './connection-draft.ts';
import type { Screen } from './connection-editor.ts';
import { actionOf, textOf, withValues } from './form-state.ts';
import { NO_PROBLEMS, type Problems } from './problems.ts';

/** Where the editor is after a button, and what it holds then. */
export interface EditorStep {
  readonly form: URLSearchParams;
  readonly screen: Screen;
  readonly problems: Problems;
}

const LISTS = ['dataset', 'pick'];

/**
 * Goes from screen to screen of the editor: Add datasets, Next, Add datasets; Edit dataset, Apply. Pure.
 * @param check what is missing in the settings of datasets
 */
export function takeStep(sent: URLSearchParams, check: (ids: readonly string[]) => Problems): EditorStep {
  const form = keepLast(sent);
  const screen = screenOf(textOf(sent, 'screen'));
  const datasets = form.getAll('dataset');
  const picks = form.getAll('pick');
  const { verb, target } = actionOf(sent);
  const go = (to: Screen, values: Parameters<typeof withValues>[1] = {}): EditorStep => ({
    form: withValues(form, values),
    screen: to,
    problems: NO_PROBLEMS,
  });
  const stay = (problems: Problems): EditorStep => ({ form, screen, problems });
  switch (verb) {
    case 'datasets':
      return go('select', { pick: [] });
    case 'next':
      if (picks.length === 0) return stay(new Map([['pick', 'Dataset: choose at least one']]));
      return go('settings', makeDefaults(form, picks));
    case 'add': {
      const problems = check(picks);
      return problems.size > 0
        ? stay(problems)
        : go('editor', { dataset: [...datasets, ...picks], pick: [] });
    }
    case 'edit':
      return datasets.includes(target) ? go(`edit:${target}`) : go('editor');
    case 'apply': {
      const problems = check([target]);
      return problems.size > 0 ? stay(problems) : go('editor');
    }
    case 'drop':
      return go('editor', { dataset: datasets.filter((id) => id !== target) });
    case 'back':
      return go('editor', { pick: [] });
    default:
      return stay(NO_PROBLEMS);
  }
}

/** New data flows in and existing data is loaded unless somebody says otherwise. */
function makeDefaults(form: URLSearchParams, picks: readonly string[]): Record<string, string> {
  const names = picks.flatMap((id) =>
    ['streaming', 'backfill'].map((setting) => datasetControl(id, setting)),
  );
  return Object.fromEntries(names.filter((name) => !form.has(name)).map((name) => [name, 'on']));
}

function screenOf(text: string): Screen {
  if (text === 'select' || text === 'settings') return text;
  return text.startsWith('edit:') ? `edit:${text.slice('edit:'.length)}` : 'editor';
}

/** A switch sends two values; only the last counts. */
function keepLast(sent: URLSearchParams): URLSearchParams {
  const form = new URLSearchParams();
  for (const name of new Set(sent.keys())) {
    if (name === 'do') continue;
    for (const value of LISTS.includes(name) ? new Set(sent.getAll(name)) : [textOf(sent, name)])
      form.append(name, value);
  }
  return form;
}
