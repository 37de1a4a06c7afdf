import type { RouteTable } from '../http/router.ts';
import { annotationControlRoutes } from './annotations.ts';
import { connectionControlRoutes } from './connections.ts';
import { contractRoutes } from './contract.ts';
import { dataViewControlRoutes } from './data-views.ts';
import { datasetControlRoutes } from './datasets.ts';
import { faultRoutes } from './faults.ts';
import { instanceRoutes } from './instances.ts';
import { queryServiceControlRoutes } from './query-service.ts';
import { scoreBatchRoutes } from './score-batches.ts';
import { segmentControlRoutes } from './segments.ts';
import { worldRoutes } from './world.ts';

/** What people do in Adobe's UI, and what a colleague does behind our back; see README.md of this room. */
export const controlRoutes: RouteTable = {
  api: 'control',
  routes: [
    ...worldRoutes,
    ...contractRoutes,
    ...faultRoutes,
    ...instanceRoutes,
    ...scoreBatchRoutes,
    ...connectionControlRoutes,
    ...dataViewControlRoutes,
    ...segmentControlRoutes,
    ...annotationControlRoutes,
    ...datasetControlRoutes,
    ...queryServiceControlRoutes,
  ],
};
