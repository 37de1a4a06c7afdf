import { addIdPrefix } from '../cja/connection-id.ts';
import type { Context } from '../context.ts';
import type { ConnectionDataset, WorldConnection } from '../world/types.ts';
import { backfillText, IDENTITY_MAP } from './connection-draft.ts';
import { addressOf } from './console-address.ts';
import { datasetName } from './dataset-name.ts';
import { type Html, html } from './html.ts';
import { renderFacts, renderMenu, renderTable } from './table.ts';
import { countText, timeText } from './texts.ts';

/** The list of connections. */
export function renderConnectionList(context: Context): Html {
  const rows = context.world.connections.map((connection) => {
    const id = addIdPrefix(connection.uuid);
    return [
      html`<a href="${addressOf('connections', id)}">${connection.name}</a> <code>${id}</code>`,
      connection.sandboxName,
      countText(connection.dataSets.length, 'dataset'),
      [...new Set(connection.dataSets.map((dataSet) => backfillText(context, dataSet)))].join(', '),
      renderConnectionMenu(connection),
    ];
  });
  return html`<div class="bar"><a class="button main" href="${addressOf('connections', 'new')}">Create new connection</a></div>
${renderTable('Connections', ['Name', 'Sandbox', 'Datasets', 'Backfills', 'Actions'], rows)}`;
}

/** One connection with its datasets. */
export function renderConnection(context: Context, connection: WorldConnection): Html {
  const views = viewsOn(context, connection);
  const rows = connection.dataSets.map((dataSet) => [
    datasetName(context, dataSet.dataSetId),
    dataSet.type.charAt(0).toUpperCase() + dataSet.type.slice(1),
    identityText(dataSet),
    dataSet.streaming ? 'on' : 'off',
    backfillText(context, dataSet),
  ]);
  return html`<div class="bar">${renderConnectionMenu(connection)}</div>
${renderFacts([
  ['Id', html`<code>${addIdPrefix(connection.uuid)}</code>`],
  ['Connection description', connection.description || '–'],
  ['Tags', connection.tags.join(', ') || '–'],
  ['Sandbox', connection.sandboxName],
  ['Primary ID', connection.primaryIdType],
  [
    'Rolling data window',
    connection.dataRetentionMonths === null ? 'off' : countText(connection.dataRetentionMonths, 'month'),
  ],
  ['Owner', connection.owner.name],
  ['Changed', timeText(connection.modifiedAt)],
])}
<section><h2>Datasets</h2>${renderTable('Datasets', ['Name', 'Type', 'Person or key', 'Import new data', 'Backfill'], rows)}</section>
<section><h2>Data views</h2>${views.length === 0 ? html`<p class="none">No data views yet.</p>` : html`<ul>${views.map(({ id, fields }) => html`<li><a href="${addressOf('dataviews', id)}">${fields.name}</a></li>`)}</ul>`}</section>`;
}

/** What Adobe asks before a connection goes. */
export function renderConnectionDeletion(
  context: Context,
  connection: WorldConnection,
  address: string,
): Html {
  const views = viewsOn(context, connection);
  return html`<form method="post" action="${address}">
<p>Delete the connection “${connection.name}” and its rows?</p>
<h2>Data views on it</h2>
${views.length === 0 ? html`<p class="none">None.</p>` : html`<ul>${views.map(({ fields }) => html`<li>${fields.name}</li>`)}</ul>`}
<div class="actions"><button class="danger">Continue</button><a class="button" href="${addressOf('connections')}">Cancel</a></div>
</form>`;
}

function viewsOn({ world }: Context, { uuid }: WorldConnection): Context['world']['dataViews'] {
  return world.dataViews.filter(
    ({ fields, isDeleted }) => !isDeleted && addIdPrefix(fields.parentDataGroupId) === addIdPrefix(uuid),
  );
}

function renderConnectionMenu({ uuid, name }: WorldConnection): Html {
  const entries = ['Edit', 'Delete'].map((label) => ({
    label,
    address: addressOf('connections', addIdPrefix(uuid), label.toLowerCase()),
  }));
  return renderMenu('More (…)', name, entries);
}

function identityText(dataSet: ConnectionDataset): string {
  if (dataSet.type === 'lookup')
    return `${dataSet.lookupKeyField ?? ''} = ${dataSet.lookupParentFields.join(', ') || '–'}`;
  if (!dataSet.identityMap) return dataSet.visitorId ?? '–';
  return `${IDENTITY_MAP}, ${dataSet.usePrimaryIdNamespace ? 'primary namespace' : (dataSet.identityNamespace ?? '–')}`;
}
