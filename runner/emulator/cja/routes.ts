import type { RouteTable } from '../http/router.ts';
import { annotationRoutes } from './annotations.ts';
import { auditLogRoutes } from './audit-logs.ts';
import { componentRoutes } from './components.ts';
import { connectionRoutes } from './connections.ts';
import { dataViewRoutes } from './data-views.ts';
import { segmentRoutes } from './segments.ts';

/** Customer Journey Analytics. */
export const cjaRoutes: RouteTable = {
  api: 'cja',
  routes: [
    ...connectionRoutes,
    ...dataViewRoutes,
    ...componentRoutes,
    ...segmentRoutes,
    ...annotationRoutes,
    ...auditLogRoutes,
  ],
};
