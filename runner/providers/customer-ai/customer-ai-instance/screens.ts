import { ATTRIBUTES, type GuidedStep, type StepsRequest } from '../../../model/index.ts';

/** Adobe's screens of Customer AI (facts §3.2). */
export const LIST_SCREEN = 'Services › Customer AI';
export const CREATE_SCREEN = `${LIST_SCREEN} › Create instance`;
export const CLONE_SCREEN = `${LIST_SCREEN} › Clone`;
export const EDIT_SCREEN = `${LIST_SCREEN} › Edit`;
export const CONNECTIONS_SCREEN = 'Customer Journey Analytics › Data management › Connections';

/** Opens the list of instances, in the right sandbox. */
export function openList({ environment }: StepsRequest): GuidedStep {
  return {
    screen: 'Adobe Experience Platform',
    act: 'open',
    label: LIST_SCREEN,
    why: `Choose the sandbox "${environment.sandbox}" at the top right first: every sandbox has instances of its own.`,
    paths: [],
  };
}

/** Chooses an entry of the menu behind an instance. */
export function openMenu(title: string, entry: 'Edit' | 'Clone' | 'Delete'): GuidedStep {
  return {
    screen: LIST_SCREEN,
    act: entry === 'Delete' ? 'delete' : 'open',
    label: `More actions › ${entry}`,
    value: title,
    paths: [],
  };
}

/** The API field that reads an attribute back, as the attribute table says; absent where no API shows it. */
export function readBackOf(path: string): Pick<GuidedStep, 'readBack'> {
  const row = (ATTRIBUTES['customer-ai-instance'] ?? []).find((attribute) => attribute.path === path);
  return row?.readBack === undefined ? {} : { readBack: row.readBack };
}
