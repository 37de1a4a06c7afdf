import type { Context } from '../context.ts';
import type { WorldDataView } from '../world/types.ts';
import { componentControl, listSources, SECTIONS, type Section } from './component-draft.ts';
import { ALLOCATIONS, BEHAVIORS, FORMATS, POLARITIES } from './component-words.ts';
import {
  actionButton,
  choiceControl,
  defaultButton,
  type FormView,
  hiddenControl,
  switchControl,
  textControl,
} from './controls.ts';
import { addName, textOf } from './form-state.ts';
import { type Html, html } from './html.ts';
import { renderProblems } from './problems.ts';

/** The components of a data view; `open` is the one whose settings are shown. */
export interface ComponentsView extends FormView {
  readonly dataView: WorldDataView;
  readonly open?: string | undefined;
}

/** The screen "Components" of a data view: fields become dimensions and metrics, each with its settings (facts §5.4). */
export function renderComponentsForm(context: Context, view: ComponentsView, address: string): Html {
  const sources = listSources(context, view.dataView);
  return html`${renderProblems(view.problems)}<form method="post" action="${address}">
${defaultButton()}
${SECTIONS.map((section) => renderSection(view, section, sources))}
<div class="actions">${actionButton('Save', 'save', { isMain: true })}</div>
</form>`;
}

function renderSection(view: ComponentsView, section: Section, sources: readonly string[]): Html {
  const { kind, title } = section;
  const tokens = view.form.getAll(kind);
  return html`<fieldset class="screen-part"><legend>${title}</legend>
<div class="adder">${textControl(view, { name: addName(kind), label: 'Schema fields', choices: sources, hint: 'field of the dataset name (id)' })}${actionButton('Add', `add:${kind}`, { of: `to ${title}` })}</div>
${tokens.length === 0 ? html`<p class="none">No own ${title.toLowerCase()} yet.</p>` : tokens.map((token) => renderComponent(view, section, token))}
</fieldset>`;
}

function renderComponent(view: ComponentsView, { kind, title }: Section, token: string): Html {
  const name = textOf(view.form, componentControl(token, 'name'));
  const id = textOf(view.form, componentControl(token, 'id'));
  const isWrong = [...view.problems.keys()].some((control) =>
    control.startsWith(componentControl(token, '')),
  );
  const isOpen = token === view.open || isWrong;
  const label = `${name === '' ? id : name} (${id})`;
  return html`<details class="part"${isOpen && html` open`}><summary>${label}</summary>
<fieldset><legend class="unseen">${label}</legend>
${hiddenControl(kind, token)}${renderControls(view, kind, token)}
<div class="actions">${actionButton('Remove', `remove:${kind}:${token}`, { of: `${label} from ${title}`, isQuiet: true })}</div>
</fieldset></details>`;
}

function renderControls(view: ComponentsView, kind: Section['kind'], token: string): Html {
  const at = (setting: string): string => componentControl(token, setting);
  const text = (setting: string, label: string, hint?: string): Html =>
    textControl(view, { name: at(setting), label, hint });
  const choice = (
    setting: string,
    label: string,
    options: Parameters<typeof choiceControl>[1]['options'],
  ): Html => choiceControl(view, { name: at(setting), label, options, none: '–' });
  const common = [
    textControl(view, { name: at('source'), label: 'Field', isFixed: true }),
    text('id', 'Component ID'),
    text('name', 'Component name'),
    textControl(view, { name: at('description'), label: 'Description', isLong: true }),
    text('tags', 'Tags', 'separated by commas'),
    text('dataType', 'Data type'),
    switchControl(view, { name: at('hidden'), label: 'Hide component in reporting' }),
  ];
  const ofDimension = [
    text(
      'buckets',
      'Value bucketing › Bucket value',
      'such as Less than 25; Including 25 and less than 75; Greater than or equal to 75',
    ),
    text('noValueOption', 'No value options'),
    text('noValueName', 'No value options › Value'),
    choice('allocation', 'Persistence › Set persistence › Allocation', ALLOCATIONS),
    text('expiration', 'Expiration', 'Session, Person, Custom Time: 30 days, or Metric: metrics/ID'),
    text('lookback', 'Lookback window', 'Session, Person (Reporting Window), or Custom Time: 30 days'),
  ];
  const ofMetric = [
    choice('countType', 'Behavior', BEHAVIORS),
    choice('format', 'Format', FORMATS),
    text('decimals', 'Decimal places'),
    text('currency', 'Currency'),
    choice('polarity', 'Show upward trend as', POLARITIES),
  ];
  return html`${common}${kind === 'metrics' ? ofMetric : ofDimension}`;
}
