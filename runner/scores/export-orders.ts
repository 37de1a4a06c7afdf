import {
  type Address,
  boundObject,
  currentObject,
  parseObjectAddress,
  type State,
  type Values,
} from '../model/index.ts';

/** What a score export is to hold, and where. */
export interface ExportOrder {
  readonly address: Address;
  /** Folder, relative to the root of all exports. */
  readonly destination: string;
  readonly datasetId: string;
  readonly keepBatches: number;
}

/** The exports that were applied, out of the state: what every apply and `scores pull` fetches for. Those whose dataset is not bound are left out. */
export function listExportOrders(state: State): readonly ExportOrder[] {
  return Object.keys(state.resources)
    .sort()
    .filter((address) => state.resources[address]?.kind === 'score-export')
    .flatMap((address) => {
      const applied = currentObject(state, address)?.applied;
      const order = applied === undefined ? undefined : readOrder(state, address, applied);
      return order === undefined ? [] : [order];
    });
}

function readOrder(state: State, address: Address, applied: Values): ExportOrder | undefined {
  const { address: source, fp = '' } = parseObjectAddress(String(applied['download.from']));
  const datasetId = boundObject(state, source, fp)?.ids.id;
  const destination = applied['download.to'];
  const keepBatches = applied['download.keepBatches'];
  if (datasetId === undefined || typeof destination !== 'string' || typeof keepBatches !== 'number')
    return undefined;
  return { address, destination, datasetId, keepBatches };
}
