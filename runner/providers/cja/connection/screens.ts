import type { GuidedStep } from '../../../model/index.ts';

/** Screens of CJA's connection editor, as Adobe's page of 2026 names them (facts §4.2). */
export const LIST_SCREEN = 'Customer Journey Analytics › Data management › Connections';
export const SELECT_SCREEN = 'Add datasets › Select datasets';

/** The editor of one connection. */
export function editorScreen(title: string): string {
  return `Connections › ${title === '' ? 'Untitled connection' : title}`;
}

/** The settings of one dataset that is being added. */
export function addScreen(dataset: string): string {
  return `Add datasets › Datasets settings › ${dataset}`;
}

/** The settings of one dataset that is there. */
export function editScreen(dataset: string): string {
  return `Edit dataset: ${dataset}`;
}

/** The list of connections. */
export function openList(): GuidedStep {
  return {
    screen: 'Customer Journey Analytics',
    act: 'open',
    label: 'Data management › Connections',
    why: 'At analytics.adobe.com, in the top menu. Where "Data management" is not there, "Connections" is.',
    paths: [],
  };
}

/** An entry of the menu behind a connection in the list. */
export function openMenu(title: string, entry: 'Edit' | 'Delete'): GuidedStep {
  return {
    screen: LIST_SCREEN,
    act: entry === 'Delete' ? 'delete' : 'open',
    label: `More (…) › ${entry}`,
    value: title,
    paths: [],
  };
}
