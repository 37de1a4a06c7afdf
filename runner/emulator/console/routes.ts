import type { RouteTable } from '../http/router.ts';
import { connectionConsoleRoutes } from './connections.ts';
import { dataViewConsoleRoutes } from './data-views.ts';
import { datasetConsoleRoutes } from './datasets.ts';
import { instanceConsoleRoutes } from './instances.ts';
import { overviewRoutes } from './overview.ts';
import { productRoutes } from './products.ts';

/** The operator console: Adobe's screens as pages, for a person who follows a handoff. Each form does what the control API does. */
export const consoleRoutes: RouteTable = {
  api: 'console',
  routes: [
    ...overviewRoutes,
    ...datasetConsoleRoutes,
    ...instanceConsoleRoutes,
    ...connectionConsoleRoutes,
    ...dataViewConsoleRoutes,
    ...productRoutes,
  ],
};
