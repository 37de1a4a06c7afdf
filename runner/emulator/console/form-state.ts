/** The last value that a form holds under a name: a switch sends `off`, and `on` after it where it is on. */
export function textOf(form: URLSearchParams, name: string): string {
  return (form.getAll(name).at(-1) ?? '').replaceAll('\r\n', '\n');
}

/** Whether a switch is on. */
export function isOn(form: URLSearchParams, name: string): boolean {
  return textOf(form, name) === 'on';
}

/** Texts of a control that takes several, separated by commas. */
export function listOf(form: URLSearchParams, name: string): string[] {
  return textOf(form, name)
    .split(',')
    .map((text) => text.trim())
    .filter((text) => text !== '');
}

/** The button that sent a form: what to do, and with which thing. */
export interface Action {
  readonly verb: string;
  readonly target: string;
}

/** Reads the button `do=verb:target`. */
export function actionOf(form: URLSearchParams): Action {
  const [verb = '', ...rest] = textOf(form, 'do').split(':');
  return { verb, target: rest.join(':') };
}

/** The name of the control in which the next member of a list is entered. */
export function addName(list: string): string {
  return `add.${list}`;
}

/**
 * A form after its lists took what was asked: whatever stands in a control for a next member is added, whichever button was used, and
 * the member that was to be removed is gone.
 */
export function takeLists(form: URLSearchParams, lists: readonly string[]): URLSearchParams {
  const taken = new URLSearchParams(form);
  const { verb, target } = actionOf(form);
  for (const list of lists) {
    const members = form.getAll(list);
    const next = textOf(form, addName(list)).trim();
    if (next !== '' && !members.includes(next)) members.push(next);
    const removed =
      verb === 'remove' && target.startsWith(`${list}:`) ? target.slice(list.length + 1) : undefined;
    taken.delete(list);
    taken.delete(addName(list));
    for (const member of members) if (member !== removed) taken.append(list, member);
  }
  return taken;
}

/** A form with what another one holds in the place of its own. */
export function withValues(
  form: URLSearchParams,
  values: Readonly<Record<string, string | readonly string[]>>,
): URLSearchParams {
  const changed = new URLSearchParams(form);
  for (const [name, value] of Object.entries(values)) {
    changed.delete(name);
    for (const one of [value].flat()) changed.append(name, one);
  }
  return changed;
}
