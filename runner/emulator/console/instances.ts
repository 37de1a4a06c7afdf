import type { ApiRequest, Context, Reply } from '../context.ts';
import { findInstance } from '../control/find-instance.ts';
import type { Route } from '../http/router.ts';
import { callControl, tryControl } from './call-control.ts';
import { addressOf } from './console-address.ts';
import { actionOf, addName, takeLists } from './form-state.ts';
import { html } from './html.ts';
import { renderEditForm, renderInstanceForm } from './instance-form.ts';
import { INSTANCE_LISTS, readEditForm, readInstanceForm, writeInstanceForm } from './instance-input.ts';
import { renderInstance, renderInstanceList } from './instance-pages.ts';
import { noticeOf } from './notices.ts';
import { NO_PROBLEMS, type Problems } from './problems.ts';
import { readForm } from './read-form.ts';
import { pageReply, redirectReply } from './replies.ts';

const BASE = addressOf('instances');
const ONE = `${BASE}/{instanceId}`;
const LIST_SCREEN = 'Services › Customer AI';

/** Customer AI: the list of instances, the workflow of a new one, and what can be done with one afterwards (facts §3.2, §3.3). */
export const instanceConsoleRoutes: readonly Route[] = [
  { method: 'GET', path: BASE, handle: showList },
  { method: 'POST', path: BASE, handle: postInstance },
  { method: 'GET', path: `${BASE}/new`, handle: showNew },
  { method: 'GET', path: ONE, handle: showOne },
  { method: 'GET', path: `${ONE}/clone`, handle: showClone },
  { method: 'GET', path: `${ONE}/edit`, handle: showEdit },
  { method: 'POST', path: `${ONE}/edit`, handle: postEdit },
  { method: 'GET', path: `${ONE}/delete`, handle: showDelete },
  { method: 'POST', path: `${ONE}/delete`, handle: postDelete },
  { method: 'POST', path: `${ONE}/runs`, handle: postRun },
];

function showList(context: Context, request: ApiRequest): Reply {
  const sandbox = request.query.get('sandbox') ?? 'prod';
  const body = renderInstanceList(context, sandbox);
  return pageReply(context, {
    title: 'Customer AI',
    screen: LIST_SCREEN,
    place: 'instances',
    notice: noticeOf(request),
    body,
  });
}

function showNew(context: Context, request: ApiRequest): Reply {
  const form = new URLSearchParams({ sandbox: request.query.get('sandbox') ?? 'prod' });
  return showForm(context, { form, problems: NO_PROBLEMS });
}

/** A clone is a new instance that starts with the settings of another one. */
function showClone(context: Context, request: ApiRequest): Reply {
  const form = writeInstanceForm(findInstance(context, request));
  return showForm(context, { form, problems: NO_PROBLEMS, title: 'Clone' });
}

interface ShownForm {
  readonly form: URLSearchParams;
  readonly problems: Problems;
  readonly focus?: string | undefined;
  readonly title?: string;
}

function showForm(context: Context, { title = 'Create instance', ...view }: ShownForm): Reply {
  const body = renderInstanceForm(context, view, BASE);
  const status = view.problems.size === 0 ? 200 : 422;
  return pageReply(context, { title, screen: `${LIST_SCREEN} › ${title}`, place: 'instances', body }, status);
}

/** Which control of the form a refusal of the control API belongs to. */
const CONTROLS = {
  name: 'name',
  propensityType: 'propensityType',
  datasets: addName('dataset'),
  dataset: addName('dataset'),
  outcomeWindowDays: 'outcomeWindow',
  lookbackDays: 'lookback',
  frequency: 'frequency',
};

function postInstance(context: Context, request: ApiRequest): Reply {
  const form = takeLists(readForm(request), INSTANCE_LISTS);
  const { verb, target } = actionOf(form);
  if (verb !== 'finish')
    return showForm(context, { form, problems: NO_PROBLEMS, focus: focusAfter(form, verb, target) });
  const { body, problems } = readInstanceForm(form);
  if (problems.size > 0) return showForm(context, { form, problems });
  const outcome = tryControl(context, { method: 'POST', path: 'instances', body }, CONTROLS);
  if ('problems' in outcome) return showForm(context, { form, problems: outcome.problems });
  return redirectReply(`${addressOf('instances', String(outcome.answer.id))}?done=instance-made`);
}

/** After a dataset its identity comes next; otherwise one goes on where one was. */
function focusAfter(form: URLSearchParams, verb: string, target: string): string | undefined {
  if (verb === 'add' && target === 'dataset') return `identity.${form.getAll('dataset').at(-1) ?? ''}`;
  return verb === 'add' || verb === 'remove' ? addName(target.split(':')[0] ?? '') : undefined;
}

function showOne(context: Context, request: ApiRequest): Reply {
  const instance = findInstance(context, request);
  return pageReply(context, {
    title: instance.settings.name,
    screen: LIST_SCREEN,
    place: 'instances',
    notice: noticeOf(request),
    body: renderInstance(context, instance),
  });
}

function showEdit(context: Context, request: ApiRequest): Reply {
  const instance = findInstance(context, request);
  return showEditForm(context, request, { form: writeInstanceForm(instance), problems: NO_PROBLEMS });
}

function showEditForm(context: Context, request: ApiRequest, view: ShownForm): Reply {
  const body = renderEditForm(view, request.path);
  const status = view.problems.size === 0 ? 200 : 422;
  return pageReply(
    context,
    { title: 'Edit', screen: `${LIST_SCREEN} › Edit`, place: 'instances', body },
    status,
  );
}

function postEdit(context: Context, request: ApiRequest): Reply {
  const { id } = findInstance(context, request);
  const form = readForm(request);
  const { body, problems } = readEditForm(form);
  if (problems.size > 0) return showEditForm(context, request, { form, problems });
  const outcome = tryControl(context, { method: 'PATCH', path: `instances/${id}`, body }, CONTROLS);
  if ('problems' in outcome) return showEditForm(context, request, { form, problems: outcome.problems });
  return redirectReply(`${BASE}?done=saved`);
}

function showDelete(context: Context, request: ApiRequest): Reply {
  const { settings } = findInstance(context, request);
  const body = html`<form method="post" action="${request.path}">
<p>Delete the instance “${settings.name}”, its runs and its score datasets, for ever?</p>
<div class="actions"><button class="danger">Delete</button><a class="button" href="${BASE}">Cancel</a></div>
</form>`;
  return pageReply(context, { title: 'Delete instance', screen: LIST_SCREEN, place: 'instances', body });
}

function postDelete(context: Context, request: ApiRequest): Reply {
  callControl(context, { method: 'DELETE', path: `instances/${findInstance(context, request).id}` });
  return redirectReply(`${BASE}?done=deleted`);
}

/** A run by hand, as it ends by itself or with one of Adobe's errors. */
function postRun(context: Context, request: ApiRequest): Reply {
  const instance = findInstance(context, request);
  const fail = Number(readForm(request).get('fail') || 'NaN');
  const body = Number.isNaN(fail) ? {} : { fail };
  const outcome = tryControl(context, { method: 'POST', path: `instances/${instance.id}/runs`, body });
  const done = 'problems' in outcome ? 'run-refused' : 'run-started';
  return redirectReply(`${addressOf('instances', instance.id)}?done=${done}`);
}
