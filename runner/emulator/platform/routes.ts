import type { RouteTable } from '../http/router.ts';
import { catalogRoutes } from './catalog.ts';
import { dataAccessRoutes } from './data-access.ts';
import { datasetLabelRoutes } from './dataset-labels.ts';
import { queryServiceRoutes } from './query-service.ts';
import { sandboxRoutes } from './sandboxes.ts';
import { registrySchemaRoutes } from './schema-registry.ts';

/** Experience Platform, without the Schema Registry, whose errors look different. */
export const platformRoutes: RouteTable = {
  api: 'platform',
  routes: [
    ...sandboxRoutes,
    ...catalogRoutes,
    ...dataAccessRoutes,
    ...datasetLabelRoutes,
    ...queryServiceRoutes,
  ],
};

/** Experience Platform's Schema Registry. */
export const registryRoutes: RouteTable = { api: 'registry', routes: registrySchemaRoutes };
