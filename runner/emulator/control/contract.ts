import type { Context, Reply } from '../context.ts';
import { ApiError } from '../http/api-error.ts';
import type { Route } from '../http/router.ts';

/** What the strict mode saw. */
export const contractRoutes: readonly Route[] = [
  { method: 'GET', path: '/control/contract', handle: readContractReport },
];

function readContractReport(context: Context): Reply {
  const report = context.getContractReport?.();
  if (!report) throw new ApiError(404, 'not_found', 'the emulator is not strict: start it with --strict DIR');
  return { status: 200, body: report };
}
