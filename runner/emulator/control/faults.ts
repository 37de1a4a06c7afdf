import type { ApiRequest, Context, Reply } from '../context.ts';
import { FaultSyntaxError } from '../faults/parse-faults.ts';
import type { Route } from '../http/router.ts';
import { readControlBody } from './control-request.ts';
import { readInteger, readString, refuse } from './read-fields.ts';

/** Switches faults on and off while the emulator runs. */
export const faultRoutes: readonly Route[] = [
  { method: 'GET', path: '/control/faults', handle: report },
  { method: 'PUT', path: '/control/faults', handle: switchOn },
  { method: 'DELETE', path: '/control/faults', handle: switchOff },
];

function report(context: Context): Reply {
  return { status: 200, body: context.faults.report() };
}

/** `{faults, seed}`: rules as `--faults` takes them, instead of those that are on; their counts begin anew. */
function switchOn(context: Context, request: ApiRequest): Reply {
  const { body } = readControlBody(request);
  const seed = readInteger(body, 'seed', { min: 0, fallback: context.faults.report().seed });
  try {
    context.faults.set({ faults: readString(body, 'faults'), seed });
  } catch (error) {
    if (error instanceof FaultSyntaxError) return refuse('faults', `rules (${error.message})`);
    throw error;
  }
  return report(context);
}

function switchOff(context: Context): Reply {
  context.faults.clear();
  return report(context);
}
