import type { Action, Mode } from '../model/index.ts';
import type { Paint } from './style.ts';

/** One character before each action; the word always stands beside it. */
export const ACTION_SYMBOLS: Readonly<Record<Action, string>> = {
  create: '+',
  update: '~',
  replace: '±',
  delete: '-',
  adopt: '>',
  hold: '=',
  'no-op': ' ',
};

/** The order in which actions are counted. */
export const ACTIONS: readonly Action[] = ['create', 'update', 'replace', 'delete', 'adopt', 'hold'];

/** `create (by hand)`: what is done, and by whom where it is a person. */
export function actionText(change: { readonly action: Action; readonly mode: Mode }): string {
  return change.mode === 'guided' ? `${change.action} (by hand)` : change.action;
}

/** The colour of an action. */
export function paintAction(action: Action, paint: Paint): (text: string) => string {
  switch (action) {
    case 'create':
      return paint.green;
    case 'update':
    case 'adopt':
      return paint.yellow;
    case 'replace':
    case 'delete':
      return paint.red;
    default:
      return paint.dim;
  }
}
