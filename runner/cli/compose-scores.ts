import { resolve } from 'node:path';
import type { Environment, PulledScores } from '../model/index.ts';
import { UsageError } from '../model/index.ts';
import type { Session } from '../operations/index.ts';
import type { ExportStore, PlatformClient } from '../providers/platform/index.ts';
import {
  type DownloadLimits,
  dataAccessSource,
  type ExportOrder,
  folderSource,
  listExportOrders,
  parseRate,
  ScoreExports,
} from '../scores/index.ts';
import { openRemoteEngine, openScores } from './open-scores.ts';
import type { ScoresRequest } from './scores-request.ts';

/** What the score export kind and the operations need of the room `scores/`. */
export interface ComposedScores {
  readonly store: ExportStore;
  readonly scores: Session['scores'];
}

/** How an environment bounds its downloads, and what a command line says instead. */
export function readDownloadLimits(
  { spec }: Environment,
  flags: { readonly parallel?: number; readonly limitRate?: string } = {},
): DownloadLimits {
  const { download } = spec.scores;
  const limitRate = flags.limitRate ?? download.limitRate;
  return {
    parallel: flags.parallel ?? download.parallel,
    ...(limitRate === undefined ? {} : { bytesPerSecond: parseRate(limitRate) }),
  };
}

/** Score exports below the folder that `cai` was started in, over the source that the environment names. */
export function composeScores(client: PlatformClient, request: ScoresRequest): ComposedScores {
  const source = composeSource(client, request);
  const environment = request.environment.metadata.name;
  const exports = new ScoreExports({ ...request, environment, source });
  const pulled = new Map<string, PulledScores>();
  const pull = async (orders: readonly ExportOrder[], signal?: AbortSignal): Promise<void> => {
    for (const fetched of await exports.pull(orders, signal))
      pulled.set(fetched.address, addPulled(pulled.get(fetched.address), fetched));
  };
  return {
    store: {
      pull: async (order, signal) => await pull([order], signal),
      move: async (from, to, address) => await exports.move(from, to, address),
      remove: async (destination, address) => await exports.remove(destination, address),
      read: async (destination) => await exports.read(destination),
    },
    scores: {
      source: source.label,
      openRemoteEngine: () => openRemoteEngine(client, request),
      open: async (state, dataset) => await openScores(client, request, { state, dataset }),
      sync: async (state, _desired, signal) => {
        await pull(listExportOrders(state), signal);
        return [...pulled.values()];
      },
    },
  };
}

function composeSource(client: PlatformClient, { root, environment, clock }: ScoresRequest) {
  const { scores, baseUrls, sandbox } = environment.spec;
  const { type, path } = scores.source;
  if (type === 'dataAccess')
    return dataAccessSource(client, `Data Access of ${baseUrls.platform}, sandbox ${sandbox}`);
  if (path === undefined) {
    throw new UsageError({
      message: 'spec.scores.source of the environment names no path, which type: folder needs',
      hint: 'Write the folder that the export destination fills.',
    });
  }
  return folderSource(resolve(root, path), clock);
}

function addPulled(earlier: PulledScores | undefined, now: PulledScores): PulledScores {
  if (earlier === undefined) return now;
  return {
    ...now,
    batches: earlier.batches + now.batches,
    files: earlier.files + now.files,
    bytes: earlier.bytes + now.bytes,
  };
}
