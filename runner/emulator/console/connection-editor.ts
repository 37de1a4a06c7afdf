import type { Context } from '../context.ts';
import { renderDataset } from './connection-dataset-form.ts';
import { datasetControl } from './connection-draft.ts';
import {
  actionButton,
  choiceControl,
  defaultButton,
  type FormView,
  hiddenControl,
  switchControl,
  textControl,
} from './controls.ts';
import { datasetName } from './dataset-name.ts';
import { textOf } from './form-state.ts';
import { type Html, html } from './html.ts';
import { controlId, renderProblems } from './problems.ts';
import { namedText } from './texts.ts';

/** Which screen of the editor is open; what the others hold is carried along. */
export type Screen = 'editor' | 'select' | 'settings' | `edit:${string}`;

/** The editor as it is shown. */
export interface EditorView extends FormView {
  readonly screen: Screen;
  readonly address: string;
  /** Whether the connection is there already: sandbox and primary ID are fixed then (facts §4.2). */
  readonly isSaved: boolean;
}

const SETTINGS = [
  'name',
  'description',
  'tags',
  'primaryIdType',
  'sandbox',
  'rolling',
  'months',
  'averageDailyEvents',
];

/** One screen of the connection editor. */
export function renderEditor(context: Context, view: EditorView): Html {
  const { screen, form } = view;
  const shown = shownDatasets(view);
  const isShown = (name: string): boolean =>
    screen === 'editor'
      ? SETTINGS.includes(name)
      : (screen === 'select' && name === 'pick') ||
        shown.some((id) => name.startsWith(datasetControl(id, '')));
  const carried = [...form].filter(([name]) => name !== 'do' && name !== 'screen' && !isShown(name));
  return html`${renderProblems(view.problems)}<form method="post" action="${view.address}">
${defaultButton()}${hiddenControl('screen', screen)}${carried.map(([name, value]) => hiddenControl(name, value))}
${screen === 'editor' ? renderSettings(context, view) : screen === 'select' ? renderSelect(context, view) : renderDatasetSettings(context, view)}
</form>`;
}

/** Datasets whose settings are on the screen. */
function shownDatasets({ screen, form }: Pick<EditorView, 'screen' | 'form'>): readonly string[] {
  if (screen === 'settings') return form.getAll('pick');
  return screen.startsWith('edit:') ? [screen.slice('edit:'.length)] : [];
}

function renderSettings(context: Context, view: EditorView): Html {
  const { world } = context;
  const sandboxes = world.sandboxes.map(({ name }) => ({ value: name, text: name }));
  const primary = [
    { value: 'person', text: 'Person' },
    { value: 'account', text: 'Account' },
  ];
  const fixed = (name: string, label: string): Html =>
    textControl(view, { name, label, isFixed: true, hint: 'It cannot be changed after saving.' });
  return html`<fieldset class="screen-part"><legend>Connection settings</legend>${[
    textControl(view, { name: 'name', label: 'Connection name', isRequired: true }),
    textControl(view, { name: 'description', label: 'Connection description', isLong: true }),
    textControl(view, { name: 'tags', label: 'Tags', hint: 'separated by commas' }),
    view.isSaved
      ? fixed('primaryIdType', 'Primary ID')
      : choiceControl(view, { name: 'primaryIdType', label: 'Primary ID', options: primary }),
    view.isSaved
      ? fixed('sandbox', 'Sandbox')
      : choiceControl(view, { name: 'sandbox', label: 'Sandbox', options: sandboxes }),
    switchControl(view, { name: 'rolling', label: 'Enable rolling data window' }),
    textControl(view, { name: 'months', label: 'Select number of months' }),
    textControl(view, { name: 'averageDailyEvents', label: 'Average daily events' }),
  ]}</fieldset>
<fieldset class="screen-part"><legend>Datasets</legend>${renderDatasets(context, view)}
<div class="actions">${actionButton('Add datasets', 'datasets')}</div></fieldset>
<div class="actions">${actionButton('Save', 'save', { isMain: true })}</div>`;
}

function renderDatasets(context: Context, { form }: EditorView): Html {
  const ids = form.getAll('dataset');
  if (ids.length === 0) return html`<p class="none">No datasets yet.</p>`;
  const items = ids.map((id) => {
    const name = datasetName(context, id);
    return html`<li><span>${name}</span><details class="menu"><summary>More (…)<span class="unseen"> ${name}</span></summary><ul>
<li>${actionButton('Edit dataset', `edit:${id}`, { of: name })}</li>
<li>${actionButton('Delete dataset', `drop:${id}`, { of: name })}</li>
</ul></details></li>`;
  });
  return html`<ul class="members" aria-label="Datasets of the connection">${items}</ul>`;
}

function renderSelect({ world }: Context, { form }: EditorView): Html {
  const sandbox = textOf(form, 'sandbox');
  const taken = form.getAll('dataset');
  const picked = form.getAll('pick');
  const offered = world.datasets.filter(
    ({ id, sandboxName }) => sandboxName === sandbox && !taken.includes(id),
  );
  const items = offered.map((dataset) => {
    const id = `pick-${dataset.id}`;
    return html`<li><input type="checkbox" id="${id}" name="pick" value="${dataset.id}"${picked.includes(dataset.id) && html` checked`}><label for="${id}">${namedText(dataset)}</label></li>`;
  });
  return html`<fieldset id="${controlId('pick')}" tabindex="-1"><legend>Dataset</legend>${items.length === 0 ? html`<p class="none">The sandbox ${sandbox} has no other dataset.</p>` : html`<ul class="picks">${items}</ul>`}</fieldset>
<div class="actions">${actionButton('Next', 'next', { isMain: true })}${actionButton('Cancel', 'back')}</div>`;
}

function renderDatasetSettings(context: Context, view: EditorView): Html {
  const ids = shownDatasets(view);
  const isEdit = view.screen !== 'settings';
  return html`${ids.map((id) => renderDataset(context, view, id))}
<div class="actions">${isEdit ? actionButton('Apply', `apply:${ids[0] ?? ''}`, { isMain: true }) : html`${actionButton('Add datasets', 'add', { isMain: true })}${actionButton('Cancel', 'back')}`}</div>`;
}
