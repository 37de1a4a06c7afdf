import { addIdPrefix, findConnection } from '../cja/connection-id.ts';
import type { ApiRequest, Context, Reply } from '../context.ts';
import { ApiError } from '../http/api-error.ts';
import type { Route } from '../http/router.ts';
import type { WorldConnection } from '../world/types.ts';
import { callControl, tryControl } from './call-control.ts';
import { checkDatasets, readConnectionForm, writeConnectionForm } from './connection-draft.ts';
import { type EditorView, renderEditor } from './connection-editor.ts';
import { renderConnection, renderConnectionDeletion, renderConnectionList } from './connection-pages.ts';
import { takeStep } from './connection-steps.ts';
import { addressOf } from './console-address.ts';
import { actionOf, textOf } from './form-state.ts';
import { noticeOf } from './notices.ts';
import { NO_PROBLEMS } from './problems.ts';
import { readForm } from './read-form.ts';
import { pageReply, redirectReply } from './replies.ts';

const BASE = addressOf('connections');
const ONE = `${BASE}/{connectionId}`;
const LIST_SCREEN = 'Customer Journey Analytics › Data management › Connections';

/** CJA's connections: the list and the editor with its screens (facts §4.2). */
export const connectionConsoleRoutes: readonly Route[] = [
  { method: 'GET', path: BASE, handle: showList },
  { method: 'GET', path: `${BASE}/new`, handle: showNew },
  {
    method: 'POST',
    path: `${BASE}/new`,
    handle: (context, request) => postEditor(context, request, undefined),
  },
  { method: 'GET', path: ONE, handle: showOne },
  { method: 'GET', path: `${ONE}/edit`, handle: showEdit },
  {
    method: 'POST',
    path: `${ONE}/edit`,
    handle: (context, request) => postEditor(context, request, find(context, request)),
  },
  { method: 'GET', path: `${ONE}/delete`, handle: showDelete },
  { method: 'POST', path: `${ONE}/delete`, handle: postDelete },
];

function find({ world }: Context, { params }: ApiRequest): WorldConnection {
  const connection = findConnection(world, params.connectionId ?? '');
  if (connection === undefined)
    throw new ApiError(404, 'not_found', `There is no connection ${params.connectionId}.`);
  return connection;
}

function showList(context: Context, request: ApiRequest): Reply {
  const body = renderConnectionList(context);
  return pageReply(context, {
    title: 'Connections',
    screen: LIST_SCREEN,
    place: 'connections',
    notice: noticeOf(request),
    body,
  });
}

function showOne(context: Context, request: ApiRequest): Reply {
  const connection = find(context, request);
  const body = renderConnection(context, connection);
  return pageReply(context, {
    title: connection.name,
    screen: LIST_SCREEN,
    place: 'connections',
    notice: noticeOf(request),
    body,
  });
}

function showNew(context: Context, request: ApiRequest): Reply {
  const form = new URLSearchParams({ sandbox: 'prod', primaryIdType: 'person' });
  return showEditor(context, {
    form,
    problems: NO_PROBLEMS,
    screen: 'editor',
    address: request.path,
    isSaved: false,
  });
}

function showEdit(context: Context, request: ApiRequest): Reply {
  const form = writeConnectionForm(find(context, request));
  return showEditor(context, {
    form,
    problems: NO_PROBLEMS,
    screen: 'editor',
    address: request.path,
    isSaved: true,
  });
}

const TITLES = { select: 'Select datasets', settings: 'Datasets settings' } as const;

function showEditor(context: Context, view: EditorView): Reply {
  const { screen, form, isSaved } = view;
  const name = isSaved ? textOf(form, 'name') : 'Untitled connection';
  const isAdding = screen === 'select' || screen === 'settings';
  const title = screen === 'editor' ? name : isAdding ? TITLES[screen] : 'Edit dataset';
  const path = isAdding ? `Add datasets › ${title}` : `Connections › ${name}`;
  const body = renderEditor(context, view);
  const status = view.problems.size === 0 ? 200 : 422;
  return pageReply(context, { title, screen: path, place: 'connections', body }, status);
}

function postEditor(context: Context, request: ApiRequest, connection: WorldConnection | undefined): Reply {
  const sent = readForm(request);
  const { form, screen, problems } = takeStep(sent, (ids) => checkDatasets(context, sent, ids));
  const view = { form, screen, problems, address: request.path, isSaved: connection !== undefined };
  if (actionOf(sent).verb !== 'save') return showEditor(context, view);
  const input = readConnectionForm(context, form);
  if (input.problems.size > 0) return showEditor(context, { ...view, problems: input.problems });
  const id = connection === undefined ? undefined : addIdPrefix(connection.uuid);
  const outcome = tryControl(
    context,
    {
      method: id === undefined ? 'POST' : 'PATCH',
      path: id === undefined ? 'connections' : `connections/${id}`,
      body: input.body,
    },
    { name: 'name', sandboxName: 'sandbox', dataRetentionMonths: 'months' },
  );
  if ('problems' in outcome) return showEditor(context, { ...view, problems: outcome.problems });
  const address = addressOf('connections', String(outcome.answer.id));
  return redirectReply(`${address}?done=${id === undefined ? 'connection-made' : 'saved'}`);
}

function showDelete(context: Context, request: ApiRequest): Reply {
  const body = renderConnectionDeletion(context, find(context, request), request.path);
  return pageReply(context, { title: 'Delete connection', screen: LIST_SCREEN, place: 'connections', body });
}

function postDelete(context: Context, request: ApiRequest): Reply {
  callControl(context, { method: 'DELETE', path: `connections/${addIdPrefix(find(context, request).uuid)}` });
  return redirectReply(`${BASE}?done=deleted`);
}
