import type { Context } from '../context.ts';
import type { WorldDataView } from '../world/types.ts';
import { componentControl, listSources, SECTIONS, type Section } from './component-draft.ts';
import { COMPONENT_SETTINGS, type ComponentSetting } from './component-settings.ts';
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
<div class="adder">${textControl(view, { name: addName(`derived.${kind}`), label: 'Create derived field', hint: 'its formula in words; the emulator computes none' })}${actionButton('Add', `add:derived.${kind}`, { of: `derived field to ${title}` })}</div>
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
  return html`${textControl(view, { name: at('source'), label: 'Field', isFixed: true })}${textControl(view, { name: at('id'), label: 'Component ID' })}${COMPONENT_SETTINGS[kind].map((setting) => renderSetting(view, setting, at(setting.name)))}`;
}

function renderSetting(
  view: ComponentsView,
  { label, kind, options = [], wording }: ComponentSetting,
  name: string,
): Html {
  if (kind === 'switch') return switchControl(view, { name, label });
  if (kind === 'choice') return choiceControl(view, { name, label, options, none: '–' });
  const hint = wording?.hint ?? (kind === 'list' ? 'separated by commas' : undefined);
  return textControl(view, { name, label, hint, isLong: kind === 'long' });
}
