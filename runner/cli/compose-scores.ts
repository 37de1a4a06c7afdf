import type { EventSink, PulledScores } from '../model/index.ts';
import type { Session } from '../operations/index.ts';
import type { ExportStore, PlatformClient } from '../providers/platform/index.ts';
import { dataAccessSource, type ExportOrder, listExportOrders, ScoreExports } from '../scores/index.ts';

/** What the score export kind and the operations need of the room `scores/`. */
export interface ComposedScores {
  readonly store: ExportStore;
  readonly sync: Session['syncScores'];
}

/** Score exports over Data Access, below the folder that `cai` was started in. */
export function composeScores(
  client: PlatformClient,
  options: { readonly root: string; readonly environment: string; readonly emit: EventSink },
): ComposedScores {
  const exports = new ScoreExports({ ...options, source: dataAccessSource(client) });
  const pulled: PulledScores[] = [];
  const pull = async (order: ExportOrder, signal?: AbortSignal): Promise<void> => {
    const fetched = await exports.pull(order, signal);
    if (fetched.batches > 0) pulled.push(fetched);
  };
  return {
    store: {
      pull,
      move: async (from, to, address) => await exports.move(from, to, address),
      remove: async (destination, address) => await exports.remove(destination, address),
      read: async (destination) => await exports.read(destination),
    },
    sync: async (state, _desired, signal) => {
      for (const order of listExportOrders(state)) await pull(order, signal);
      return pulled;
    },
  };
}
