import { addIdPrefix, findConnection } from '../cja/connection-id.ts';
import type { Context } from '../context.ts';
import type { WorldComponent, WorldDataView } from '../world/types.ts';
import { isOwn, SECTIONS } from './component-draft.ts';
import { addressOf } from './console-address.ts';
import { type Html, html } from './html.ts';
import { renderFacts, renderTable } from './table.ts';
import { timeText } from './texts.ts';

const MOST_VIEWS = 500;

/** The list of data views, the newest first. */
export function renderDataViewList(context: Context): Html {
  const views = context.world.dataViews.filter(({ isDeleted }) => !isDeleted).reverse();
  const rows = views
    .slice(0, MOST_VIEWS)
    .map((dataView) => [
      html`<a href="${addressOf('dataviews', dataView.id)}">${dataView.fields.name}</a> <code>${dataView.id}</code>`,
      connectionName(context, dataView),
      String([...dataView.dimensions, ...dataView.metrics].filter(isOwn).length),
      html`<span class="when">${timeText(dataView.modifiedAt)}</span>`,
      dataView.owner.name,
    ]);
  const note =
    views.length > MOST_VIEWS && html`<p class="note">The newest ${MOST_VIEWS} of ${views.length}.</p>`;
  return html`${note}${renderTable('Data views', ['Name', 'Connection', 'Own components', 'Changed', 'Owner'], rows)}`;
}

/** One data view with its components. */
export function renderDataView(context: Context, dataView: WorldDataView): Html {
  const { id, fields, owner, productProfiles, createdAt, modifiedAt } = dataView;
  const connection = findConnection(context.world, fields.parentDataGroupId);
  return html`<div class="bar"><a class="button main" href="${addressOf('dataviews', id, 'components')}">Components</a><a class="button" href="${addressOf('dataviews', id, 'configure')}">Configure</a></div>
${renderFacts([
  ['Id', html`<code>${id}</code>`],
  ['Description', fields.description || '–'],
  [
    'Connection',
    connection === undefined
      ? connectionName(context, dataView)
      : html`<a href="${addressOf('connections', addIdPrefix(connection.uuid))}">${connection.name}</a>`,
  ],
  ['Time zone', fields.timezoneDesignator],
  ['Segments', fields.segmentList.join(', ') || '–'],
  ['External ID', fields.externalId ?? '–'],
  ['Product profiles', productProfiles.join(', ') || '–'],
  ['Owner', owner.name],
  ['Created', timeText(createdAt)],
  ['Changed', timeText(modifiedAt)],
])}
${SECTIONS.map(({ kind, title }) => html`<section><h2>${title}</h2>${renderTable(title, ['Name', 'Field', 'Type', 'Description'], dataView[kind].map(componentRow))}</section>`)}`;
}

function componentRow(component: WorldComponent): readonly (Html | string)[] {
  const text = (name: string): string => (typeof component[name] === 'string' ? component[name] || '–' : '–');
  const bareId = component.id.replace(/^(?:variables|metrics)\//u, '');
  return [
    html`${text('name')} <code>${bareId}</code>`,
    isOwn(component) ? text('schemaPath') : 'standard component',
    text('type'),
    text('description'),
  ];
}

function connectionName({ world }: Context, { fields }: WorldDataView): string {
  return findConnection(world, fields.parentDataGroupId)?.name ?? `${fields.parentDataGroupId} (not there)`;
}
