import type { Observation, ObserveRequest, Reading, RemoteKind } from '../../../model/index.ts';
import { objectsOf } from '../observation.ts';
import { viewOf } from '../view-parts.ts';

/** Sends no request: who may see a view is in no API. It goes with its view. */
export function makeAccessRemote(): RemoteKind {
  return {
    observe: (request) =>
      Promise.resolve({
        byAddress: Object.fromEntries(
          request.addresses.map((address) => [address, observeAddress(request, address)]),
        ),
      }),
  };
}

function observeAddress(request: ObserveRequest, address: string): Observation {
  const read = (reading: Reading): Reading => (reading.status === 'present' ? { status: 'unread' } : reading);
  const bound = objectsOf(request, address).map(
    (object) => [object.fp, read(viewOf(request, address, object).reading)] as const,
  );
  return { bound: Object.fromEntries(bound), candidates: [] };
}
