import type { ApiRequest, Context, Reply } from '../context.ts';
import { ApiError } from '../http/api-error.ts';
import type { Route } from '../http/router.ts';
import type { WorldDataView } from '../world/types.ts';
import { tryControl } from './call-control.ts';
import {
  componentControl,
  parseSource,
  readComponents,
  SECTIONS,
  writeComponentsForm,
} from './component-draft.ts';
import { type ComponentsView, renderComponentsForm } from './component-form.ts';
import { addressOf } from './console-address.ts';
import { postConfigure, showConfigure } from './data-view-configure.ts';
import { renderDataView, renderDataViewList } from './data-view-pages.ts';
import { actionOf, addName, textOf, withValues } from './form-state.ts';
import { noticeOf } from './notices.ts';
import { NO_PROBLEMS } from './problems.ts';
import { readForm } from './read-form.ts';
import { pageReply, redirectReply } from './replies.ts';

const BASE = addressOf('dataviews');
const ONE = `${BASE}/{dataViewId}`;
const LIST_SCREEN = 'Customer Journey Analytics › Data management › Data views';

/** CJA's data views: what they are, and the screen of their components (facts §5.4). */
export const dataViewConsoleRoutes: readonly Route[] = [
  { method: 'GET', path: BASE, handle: showList },
  { method: 'GET', path: ONE, handle: showOne },
  {
    method: 'GET',
    path: `${ONE}/configure`,
    handle: (context, request) => showConfigure(context, find(context, request)),
  },
  {
    method: 'POST',
    path: `${ONE}/configure`,
    handle: (context, request) => postConfigure(context, find(context, request), readForm(request)),
  },
  { method: 'GET', path: `${ONE}/components`, handle: showComponents },
  { method: 'POST', path: `${ONE}/components`, handle: postComponents },
];

function find({ world }: Context, { params }: ApiRequest): WorldDataView {
  const dataView = world.dataViews.find(({ id, isDeleted }) => id === params.dataViewId && !isDeleted);
  if (dataView === undefined)
    throw new ApiError(404, 'not_found', `There is no data view ${params.dataViewId}.`);
  return dataView;
}

function showList(context: Context): Reply {
  const body = renderDataViewList(context);
  return pageReply(context, { title: 'Data views', screen: LIST_SCREEN, place: 'dataViews', body });
}

function showOne(context: Context, request: ApiRequest): Reply {
  const dataView = find(context, request);
  const body = renderDataView(context, dataView);
  return pageReply(context, {
    title: dataView.fields.name,
    screen: LIST_SCREEN,
    place: 'dataViews',
    notice: noticeOf(request),
    body,
  });
}

function showComponents(context: Context, request: ApiRequest): Reply {
  const dataView = find(context, request);
  return showForm(context, request, {
    dataView,
    form: writeComponentsForm(context, dataView),
    problems: NO_PROBLEMS,
  });
}

function showForm(context: Context, { path }: ApiRequest, view: ComponentsView): Reply {
  const body = renderComponentsForm(context, view, path);
  const screen = `Data views › ${view.dataView.fields.name}`;
  return pageReply(
    context,
    { title: 'Components', screen, place: 'dataViews', body },
    view.problems.size === 0 ? 200 : 422,
  );
}

function postComponents(context: Context, request: ApiRequest): Reply {
  const dataView = find(context, request);
  const sent = readForm(request);
  const { form, open, focus } = takeAddition(context, sent);
  if (actionOf(sent).verb !== 'save')
    return showForm(context, request, { dataView, form, problems: NO_PROBLEMS, open, focus });
  const problems = new Map<string, string>();
  const [dimensions = [], metrics = []] = SECTIONS.map((section) =>
    readComponents(context, { dataView, form, problems }, section),
  );
  if (problems.size > 0) return showForm(context, request, { dataView, form, problems });
  const outcome = tryControl(
    context,
    { method: 'PUT', path: `dataviews/${dataView.id}/components`, body: { dimensions, metrics } },
    { dimensions: addName('dimensions'), metrics: addName('metrics') },
  );
  if ('problems' in outcome)
    return showForm(context, request, { dataView, form, problems: outcome.problems });
  return redirectReply(`${addressOf('dataviews', dataView.id)}?done=saved`);
}

/** A field that was chosen becomes a component, open and with its id first; one that was removed is gone. */
function takeAddition(
  context: Context,
  sent: URLSearchParams,
): Pick<ComponentsView, 'form' | 'open' | 'focus'> {
  let form = withValues(sent, {});
  let open: string | undefined;
  const { verb, target } = actionOf(sent);
  for (const { kind } of SECTIONS) {
    const tokens = sent.getAll(kind);
    if (verb === 'remove' && target.startsWith(`${kind}:`))
      form = withValues(form, { [kind]: tokens.filter((token) => `${kind}:${token}` !== target) });
    const source = textOf(sent, addName(kind));
    const parsed = parseSource(context, source);
    const derived = textOf(sent, addName(`derived.${kind}`)).trim();
    if (parsed === undefined && derived === '') continue;
    open = `new-${kind}-${tokens.length}`;
    while (tokens.includes(open)) open = `${open}x`;
    const path = derived === '' ? (parsed?.schemaPath ?? '') : '';
    form = withValues(form, {
      [kind]: [...tokens, open],
      [addName(kind)]: [],
      [addName(`derived.${kind}`)]: [],
      [componentControl(open, 'source')]: derived === '' ? source : `derived field: ${derived}`,
      [componentControl(open, 'id')]: path,
      [componentControl(open, 'name')]: path.split('.').at(-1) ?? '',
    });
  }
  return { form, open, ...(open === undefined ? {} : { focus: componentControl(open, 'id') }) };
}
