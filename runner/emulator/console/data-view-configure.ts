import type { Context, Reply } from '../context.ts';
import type { WorldDataView } from '../world/types.ts';
import { tryControl } from './call-control.ts';
import { addressOf } from './console-address.ts';
import { actionButton, defaultButton, type FormView, textControl } from './controls.ts';
import { textOf } from './form-state.ts';
import { html } from './html.ts';
import { NO_PROBLEMS, renderProblems } from './problems.ts';
import { pageReply, redirectReply } from './replies.ts';

/** Names of controls by the members that the control API names. */
const CONTROLS = { name: 'name', description: 'description', timezoneDesignator: 'timezoneDesignator' };

/** The screen on which a person renames a data view: what colleagues do, and drift finds. */
export function showConfigure(context: Context, dataView: WorldDataView): Reply {
  const { name, description, timezoneDesignator } = dataView.fields;
  const form = new URLSearchParams({ name, description, timezoneDesignator });
  return showForm(context, dataView, { form, problems: NO_PROBLEMS });
}

/** Saves it, or shows it again with what is wrong. */
export function postConfigure(context: Context, dataView: WorldDataView, form: URLSearchParams): Reply {
  const name = textOf(form, 'name').trim();
  if (name === '') {
    const problems = new Map([['name', 'Name: enter a name']]);
    return showForm(context, dataView, { form, problems });
  }
  const body = {
    name,
    description: textOf(form, 'description'),
    timezoneDesignator: textOf(form, 'timezoneDesignator').trim(),
  };
  const outcome = tryControl(context, { method: 'PATCH', path: `dataviews/${dataView.id}`, body }, CONTROLS);
  if ('problems' in outcome) return showForm(context, dataView, { form, problems: outcome.problems });
  return redirectReply(`${addressOf('dataviews', dataView.id)}?done=saved`);
}

function showForm(context: Context, dataView: WorldDataView, view: FormView): Reply {
  const back = addressOf('dataviews', dataView.id);
  const body = html`${renderProblems(view.problems)}<form method="post">${defaultButton()}
${textControl(view, { name: 'name', label: 'Name', isRequired: true })}
${textControl(view, { name: 'description', label: 'Description', isLong: true })}
${textControl(view, { name: 'timezoneDesignator', label: 'Time zone', hint: 'such as Europe/Lisbon' })}
<div class="actions">${actionButton('Save and finish', 'save', { isMain: true })}<a class="button" href="${back}">Cancel</a></div>
</form>`;
  const screen = `Data views › ${dataView.fields.name}`;
  const page = { title: 'Configure', screen, place: 'dataViews', body } as const;
  return pageReply(context, page, view.problems.size === 0 ? 200 : 422);
}
