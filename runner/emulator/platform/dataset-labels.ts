import type { ApiRequest, Context, Reply } from '../context.ts';
import type { Route } from '../http/router.ts';

/** Dataset Service: data usage labels of a dataset and of its fields (`dataset-service.yaml`). */
export const datasetLabelRoutes: readonly Route[] = [
  { method: 'GET', path: '/data/foundation/dataset/datasets/{datasetId}/labels', handle: readLabels },
];

/** A dataset that never had a label is a 404, as the file says. */
function readLabels(context: Context, request: ApiRequest): Reply {
  const id = request.params.datasetId ?? '';
  const dataset = context.world.datasets.find(
    (candidate) => candidate.id === id && candidate.sandboxName === request.sandboxName,
  );
  const { labels = [], fieldLabels = {} } = dataset ?? {};
  if (dataset === undefined || (labels.length === 0 && Object.keys(fieldLabels).length === 0)) {
    const timestamp = new Date(context.getNow()).toISOString();
    const path = `/entities/AEP:dataset:${id}`;
    const message = 'GET Entities Not Found';
    return { status: 404, body: { timestamp, status: 'NOT_FOUND', code: 'PES-404', message, path } };
  }
  return {
    status: 200,
    body: {
      labels: [...labels],
      optionalLabels: Object.entries(fieldLabels).map(([field, given]) => ({
        option: {
          id: dataset.schemaId,
          contentType: 'application/vnd.adobe.xed-full+json;version=1',
          schemaPath: getSchemaPath(field),
        },
        labels: [...given],
      })),
    },
  };
}

/** `web.webPageDetails.name` → `/properties/web/properties/webPageDetails/properties/name`. */
function getSchemaPath(field: string): string {
  return `/properties/${field.split('.').join('/properties/')}`;
}
