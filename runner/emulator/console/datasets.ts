import type { ApiRequest, Context, Reply } from '../context.ts';
import { ApiError } from '../http/api-error.ts';
import type { Route } from '../http/router.ts';
import { getBatches } from '../world/daily-batches.ts';
import type { WorldDataset } from '../world/types.ts';
import { addressOf } from './console-address.ts';
import { html } from './html.ts';
import { pageReply } from './replies.ts';
import { listFieldPaths, listIdentities } from './schema-fields.ts';
import { renderFacts, renderTable } from './table.ts';
import { timeText } from './texts.ts';

const BASE = addressOf('datasets');
const MOST_BATCHES = 30;

/** Datasets with their batches and fields, to look at. */
export const datasetConsoleRoutes: readonly Route[] = [
  { method: 'GET', path: BASE, handle: showList },
  { method: 'GET', path: `${BASE}/{datasetId}`, handle: showOne },
];

function showList(context: Context): Reply {
  const { world } = context;
  const rows = world.datasets.map((dataset) => {
    const batches = getBatches(world, dataset, context.getNow());
    const last = batches.at(-1);
    return [
      html`<a href="${addressOf('datasets', dataset.id)}">${dataset.name}</a> <code>${dataset.id}</code>`,
      schemaOf(context, dataset)?.title ?? '–',
      dataset.sandboxName,
      batches.length.toLocaleString('en-US'),
      last === undefined ? '–' : html`<span class="when">${timeText(last.createdAt)}</span>`,
    ];
  });
  const body = renderTable('Datasets', ['Name', 'Schema', 'Sandbox', 'Batches', 'Last batch'], rows);
  return pageReply(context, { title: 'Datasets', place: 'datasets', body });
}

function showOne(context: Context, request: ApiRequest): Reply {
  const { world } = context;
  const dataset = world.datasets.find(({ id }) => id === request.params.datasetId);
  if (dataset === undefined)
    throw new ApiError(404, 'not_found', `There is no dataset ${request.params.datasetId}.`);
  const schema = schemaOf(context, dataset);
  const batches = getBatches(world, dataset, context.getNow()).slice(-MOST_BATCHES).reverse();
  const labels = dataset.fieldLabels ?? {};
  const body = html`${renderFacts([
    ['Id', html`<code>${dataset.id}</code>`],
    ['Description', dataset.description || '–'],
    ['Sandbox', dataset.sandboxName],
    ['Schema', schema?.title ?? '–'],
    ['Identities', listIdentities(world, dataset).join(', ') || '–'],
    ['Labels', dataset.labels?.join(', ') || '–'],
  ])}
<section><h2>Batches</h2>${renderTable(
    'Batches',
    ['Id', 'Status', 'Records', 'Completed'],
    batches.map(({ id, status, records, completedAt }) => [
      html`<code>${id}</code>`,
      status,
      records.toLocaleString('en-US'),
      html`<span class="when">${timeText(completedAt)}</span>`,
    ]),
  )}</section>
<section><h2>Fields</h2>${renderTable(
    'Fields',
    ['Path', 'Labels'],
    listFieldPaths(world, dataset).map((path) => [
      html`<code>${path}</code>`,
      labels[path]?.join(', ') ?? '–',
    ]),
  )}</section>`;
  return pageReply(context, { title: dataset.name, screen: 'Datasets', place: 'datasets', body });
}

function schemaOf({ world }: Context, { schemaId }: WorldDataset): { readonly title: string } | undefined {
  return world.schemas.find(({ id }) => id === schemaId);
}
