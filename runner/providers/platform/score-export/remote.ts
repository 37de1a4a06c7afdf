import {
  type Address,
  type Intent,
  idToken,
  type Observation,
  type RemoteKind,
  type RemoteObject,
  type WriteRequest,
} from '../../../model/index.ts';

/** What an export is made of; part of its manifest on disk. */
export interface ExportOrder {
  readonly address: Address;
  /** Folder, relative to the root of all exports. */
  readonly destination: string;
  readonly datasetId: string;
  readonly keepBatches: number;
}

/** The folders on disk. The room `scores/` has them; a provider must not import it. */
export interface ExportStore {
  /** Writes the manifest of an export and fetches what is missing. Repeating it is safe. */
  pull(order: ExportOrder, signal?: AbortSignal): Promise<unknown>;
  /** Moves an export to another folder, leaving a note behind: who knows only the old folder still finds it. */
  move(from: string, to: string, address: Address): Promise<void>;
  /** Removes what the manifest of an export lists, and nothing else. */
  remove(destination: string, address: Address): Promise<void>;
  /** What the manifest in a folder says; undefined where there is none. */
  read(destination: string): Promise<ExportOrder | undefined>;
}

/**
 * Exports: live is what was last applied, so observing reads nothing. Ids are the folder in which an export was begun.
 */
export function scoreExportRemote(store: ExportStore): RemoteKind {
  return {
    observe: async ({ addresses, state }) => {
      const byAddress = addresses.map((address): readonly [Address, Observation] => {
        const objects = state.resources[address]?.objects ?? [];
        const bound = objects.map(({ fp }) => [fp, { status: 'unread' }] as const);
        return [address, { bound: Object.fromEntries(bound), candidates: [] }];
      });
      return { byAddress: Object.fromEntries(byAddress) };
    },
    create: async (request) => {
      const order = readOrder(request);
      await store.pull(order, request.signal);
      return { ids: { id: order.destination } };
    },
    update: async (request) => {
      const order = readOrder(request);
      const from = request.target?.id;
      if (from !== undefined && from !== order.destination)
        await store.move(from, order.destination, order.address);
      await store.pull(order, request.signal);
    },
    remove: async ({ address, target }) => {
      if (target.id !== undefined) await store.remove(target.id, address);
    },
    findCreated: async (intent) => await findExport(store, intent),
  };
}

function readOrder({ address, values }: WriteRequest): ExportOrder {
  return {
    address,
    destination: String(values['download.to']),
    datasetId: String(values['download.from']),
    keepBatches: Number(values['download.keepBatches']),
  };
}

async function findExport(
  store: ExportStore,
  { payload, address }: Intent,
): Promise<readonly RemoteObject[]> {
  const order = await store.read(String(payload['download.to']));
  if (order === undefined || order.address !== address) return [];
  const { destination, datasetId, keepBatches } = order;
  return [
    {
      ids: { id: destination },
      title: destination,
      values: {
        'download.from': idToken('dataset', datasetId),
        'download.to': destination,
        'download.format': 'parquet',
        'download.keepBatches': keepBatches,
      },
      pending: [],
      conditions: {},
    },
  ];
}
