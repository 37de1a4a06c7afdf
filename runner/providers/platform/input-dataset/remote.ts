import type {
  Address,
  Diagnostic,
  Observation,
  ObserveRequest,
  RemoteKind,
  RemoteObject,
  Values,
} from '../../../model/index.ts';
import type { PlatformDataSet } from '../client/dataset.ts';
import type { IdentityDescriptor, PlatformSchema } from '../client/schema.ts';
import { diagnoseRead } from '../read-failure.ts';
import { describeInput, type InputShape } from './observed-values.ts';
import { type DataSetLister, type FoundTitles, readByTitle } from './read-by-title.ts';

/** What is needed of the platform. */
export interface InputDatasetClient extends DataSetLister {
  getSchema(id: string, signal?: AbortSignal): Promise<PlatformSchema | undefined>;
  listIdentityDescriptors(filter: { readonly signal?: AbortSignal }): Promise<readonly IdentityDescriptor[]>;
}

interface Wanted {
  readonly address: Address;
  readonly title: string;
  readonly values: Values;
}

/**
 * Reads input datasets: their titles in bulk, then for those that must hold events the schema of each and all identities of
 * the sandbox once.
 */
export function inputDatasetRemote(client: InputDatasetClient): RemoteKind {
  return {
    observe: async (request) => {
      const wanted = request.addresses.flatMap((address) => readWanted(request, address));
      const titles = wanted.map(({ title }) => title);
      const found = await readByTitle(client, titles, request.signal);
      const describe = makeDescriber(client, request);
      const observed = await Promise.all(
        request.addresses.map(async (address) => {
          const one = wanted.find((candidate) => candidate.address === address);
          const observation = one === undefined ? NOTHING : await observeOne(one, found, describe);
          return [address, observation] as const;
        }),
      );
      return { byAddress: Object.fromEntries(observed) };
    },
  };
}

const NOTHING: Observation = { bound: {}, candidates: [] };

function readWanted({ desired }: ObserveRequest, address: Address): readonly Wanted[] {
  const values = desired.resources[address]?.values;
  const title = values?.dataset;
  return values === undefined || typeof title !== 'string' ? [] : [{ address, title, values }];
}

type Describer = (dataset: PlatformDataSet, wanted: Wanted) => Promise<RemoteObject>;

async function observeOne(wanted: Wanted, found: FoundTitles, describe: Describer): Promise<Observation> {
  const { address, title } = wanted;
  const datasets = found.get(title) ?? [];
  try {
    if ('failure' in datasets) throw datasets.failure;
    const [only] = datasets;
    if (only === undefined) return NOTHING;
    if (datasets.length > 1) return { ...NOTHING, unreadable: reportSeveral(wanted, datasets) };
    return { bound: {}, candidates: [await describe(only, wanted)] };
  } catch (error) {
    return { ...NOTHING, unreadable: diagnoseRead(error, address) };
  }
}

function makeDescriber(client: InputDatasetClient, { signal }: ObserveRequest): Describer {
  const schemas = new Map<string, Promise<PlatformSchema | undefined>>();
  let descriptors: Promise<readonly IdentityDescriptor[]> | undefined;
  const readShape = async (id: string | undefined): Promise<InputShape> => {
    if (id === undefined) return { schema: undefined, descriptors: [] };
    descriptors ??= client.listIdentityDescriptors(signal === undefined ? {} : { signal });
    const reading = schemas.get(id) ?? client.getSchema(id, signal);
    schemas.set(id, reading);
    const [schema, all] = await Promise.all([reading, descriptors]);
    return { schema, descriptors: all.filter(({ schemaId }) => schemaId === id || schemaId === schema?.id) };
  };
  return async (dataset, { title, values }) => {
    const { id, schemaId } = dataset;
    const shape = values.behavior === undefined ? undefined : await readShape(schemaId);
    return {
      ids: { id, ...(schemaId === undefined ? {} : { schemaId }) },
      title,
      values: describeInput(title, values, shape),
      pending: [],
      conditions: {},
    };
  };
}

function reportSeveral({ address, title }: Wanted, datasets: readonly PlatformDataSet[]): Diagnostic {
  const ids = datasets.map(({ id }) => id).sort();
  return {
    severity: 'error',
    code: 'ambiguous-key',
    summary: 'Several remote resources carry the natural key of one resource',
    detail: `The sandbox has ${datasets.length} datasets with the title ${JSON.stringify(title)}: ${ids.join(', ')}. Which one is meant cannot be said, so nothing is built on it. Rename all but one in Experience Platform.`,
    address,
  };
}
