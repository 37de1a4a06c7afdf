import type { ApiRequest, Context, Reply } from '../context.ts';
import { ApiError } from '../http/api-error.ts';
import type { Route } from '../http/router.ts';
import type { WorldDataView } from '../world/types.ts';
import { callControl } from './call-control.ts';
import { addressOf } from './console-address.ts';
import { actionButton, defaultButton, hiddenControl, listControl, textControl } from './controls.ts';
import { actionOf, takeLists } from './form-state.ts';
import { type Html, html } from './html.ts';
import { noticeOf } from './notices.ts';
import { NO_PROBLEMS } from './problems.ts';
import { readForm } from './read-form.ts';
import { pageReply, redirectReply } from './replies.ts';
import { renderTable } from './table.ts';
import { namedText } from './texts.ts';

const BASE = addressOf('products');
const PROFILE = addressOf('products', 'profile');
const SCREEN = 'Admin Console › Products › Customer Journey Analytics';

/** The Admin Console: which product profiles see which data views. No API of Adobe's shows it. */
export const productRoutes: readonly Route[] = [
  { method: 'GET', path: BASE, handle: showProduct },
  { method: 'GET', path: PROFILE, handle: showProfile },
  { method: 'POST', path: PROFILE, handle: postProfile },
];

function listViews({ world }: Context): readonly WorldDataView[] {
  return world.dataViews.filter(({ isDeleted }) => !isDeleted);
}

function showProduct(context: Context, request: ApiRequest): Reply {
  const views = listViews(context);
  const profiles = [...new Set(views.flatMap(({ productProfiles }) => productProfiles))].sort();
  const rows = views.map(({ id, fields, productProfiles }) => [
    html`${fields.name} <code>${id}</code>`,
    productProfiles.length === 0
      ? '–'
      : productProfiles.map((name, index) => html`${index > 0 && ', '}${profileLink(name)}`),
  ]);
  const view = { form: new URLSearchParams(), problems: NO_PROBLEMS };
  const body = html`<form method="get" action="${PROFILE}" class="adder">${textControl(view, {
    name: 'name',
    label: 'Product Profiles',
    choices: profiles,
    hint: 'The emulator keeps no list of profiles: any name is one.',
  })}<button>Open</button></form>
<section><h2>Access</h2>${renderTable('Data views', ['Data view', 'Product profiles that see the data view'], rows)}</section>`;
  return pageReply(context, {
    title: 'Customer Journey Analytics',
    screen: SCREEN,
    place: 'products',
    notice: noticeOf(request),
    body,
  });
}

function profileLink(name: string): Html {
  return html`<a href="${PROFILE}?name=${encodeURIComponent(name)}">${name}</a>`;
}

function showProfile(context: Context, request: ApiRequest): Reply {
  const name = readName(request.query);
  const form = new URLSearchParams({ name });
  for (const { id, productProfiles } of listViews(context))
    if (productProfiles.includes(name)) form.append('view', id);
  return showForm(context, form);
}

function readName(values: URLSearchParams): string {
  const name = (values.get('name') ?? '').trim();
  if (name === '') throw new ApiError(400, 'bad_request', 'Go back and enter the name of a product profile.');
  return name;
}

function showForm(context: Context, form: URLSearchParams): Reply {
  const name = readName(form);
  const view = { form, problems: NO_PROBLEMS };
  const body = html`<form method="post" action="${PROFILE}">${defaultButton()}${hiddenControl('name', name)}
${listControl(view, {
  name: 'view',
  list: 'Data views of the profile',
  label: 'Data Views › Included Items',
  options: listViews(context).map(({ id, fields }) => ({
    value: id,
    text: namedText({ id, name: fields.name }),
  })),
})}
<div class="actions">${actionButton('Save', 'save', { isMain: true })}<a class="button" href="${BASE}">Cancel</a></div>
</form>`;
  return pageReply(context, { title: `${name} › Permissions`, screen: SCREEN, place: 'products', body });
}

function postProfile(context: Context, request: ApiRequest): Reply {
  const form = takeLists(readForm(request), ['view']);
  const name = readName(form);
  if (actionOf(form).verb !== 'save') return showForm(context, form);
  for (const { id, productProfiles } of listViews(context)) {
    const isWanted = form.getAll('view').includes(id);
    if (isWanted === productProfiles.includes(name)) continue;
    const changed = isWanted
      ? [...productProfiles, name]
      : productProfiles.filter((profile) => profile !== name);
    callControl(context, {
      method: 'PUT',
      path: `dataviews/${id}/access`,
      body: { productProfiles: changed },
    });
  }
  return redirectReply(`${BASE}?done=saved`);
}
