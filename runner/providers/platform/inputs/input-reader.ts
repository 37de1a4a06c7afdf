import { compact } from '../../../host/index.ts';
import type {
  InputQuestion,
  InputReader,
  LiveDataset,
  LiveIdentity,
  LiveInputs,
  LiveSchema,
  Reported,
} from '../../../model/index.ts';
import type { PlatformDataSet } from '../client/dataset.ts';
import type { FieldLabels } from '../client/labels.ts';
import type { IdentityDescriptor, PlatformSchema } from '../client/schema.ts';
import { type DataSetLister, readByTitle } from '../input-dataset/read-by-title.ts';
import { isTimeSeries } from '../score-dataset/score-prefix.ts';
import { type HistoryClient, readHistory } from './history.ts';
import { type LabelClient, readLabels } from './labels.ts';
import { report } from './report.ts';

/** What is needed of the platform. */
export interface InputsClient extends DataSetLister, HistoryClient, LabelClient {
  getSchema(id: string, signal?: AbortSignal): Promise<PlatformSchema | undefined>;
  listIdentityDescriptors(filter: { readonly signal?: AbortSignal }): Promise<readonly IdentityDescriptor[]>;
  listFieldLabels(signal?: AbortSignal): Promise<readonly FieldLabels[]>;
}

/**
 * Reads inputs for the preflight. Requests: titles in bulk, one list of descriptors, each distinct schema once, and for each dataset
 * that Customer AI learns from one request for labels and at most two for its batches.
 */
export function platformInputs(client: InputsClient): InputReader {
  return {
    readInputs: async (questions, signal) => await new InputReading(client, signal).readAll(questions),
    readSchema: async (id, signal) => await new InputReading(client, signal).readSchema(id),
  };
}

/** One reading: what two datasets share is asked for once. */
class InputReading {
  readonly #client: InputsClient;
  readonly #signal: AbortSignal | undefined;
  readonly #schemas = new Map<string, Promise<PlatformSchema | undefined>>();
  #identities: Promise<readonly IdentityDescriptor[]> | undefined;
  #fieldLabels: Promise<readonly FieldLabels[]> | undefined;

  constructor(client: InputsClient, signal: AbortSignal | undefined) {
    this.#client = client;
    this.#signal = signal;
  }

  async readAll(questions: readonly InputQuestion[]): Promise<LiveInputs> {
    const learntFrom = new Set(questions.filter((one) => one.isLearntFrom).map(({ title }) => title));
    const titles = [...new Set(questions.map(({ title }) => title))];
    const found = await readByTitle(this.#client, titles, this.#signal);
    const inputs = await Promise.all(
      titles.map(async (title) => {
        const datasets = await report(async () => {
          const reading = found.get(title) ?? [];
          if ('failure' in reading) throw reading.failure;
          return await Promise.all(
            reading.map(async (dataset) => await this.#readDataset(dataset, learntFrom.has(title))),
          );
        });
        return [title, datasets] as const;
      }),
    );
    return new Map(inputs);
  }

  async readSchema(id: string): Promise<Reported<LiveSchema | undefined>> {
    return await report(async () => {
      const schema = await this.#getSchema(id);
      return schema === undefined ? undefined : toLiveSchema(schema, { value: [] });
    });
  }

  async #readDataset(dataset: PlatformDataSet, isLearntFrom: boolean): Promise<LiveDataset> {
    const { id, schemaId, state, tags } = dataset;
    const schema = report(async () => (schemaId === undefined ? undefined : await this.#readShape(schemaId)));
    const known = compact({ state, table: tags?.['adobe/pqs/table']?.[0] });
    if (!isLearntFrom) return { id, ...known, schema: await schema };
    const owners = async (): Promise<ReadonlySet<string>> => {
      const read = schemaId === undefined ? undefined : await this.#getSchema(schemaId);
      return new Set([schemaId ?? '', read?.id ?? '', ...(read?.extends ?? [])]);
    };
    const labels: LabelClient = {
      getDataSetLabels: async (of, signal) => await this.#client.getDataSetLabels(of, signal),
      listFieldLabels: async () => await this.#listFieldLabels(),
    };
    const [read, history, found] = await Promise.all([
      schema,
      report(async () => await readHistory(this.#client, id, this.#signal)),
      report(async () => await readLabels(labels, { id, owners }, this.#signal)),
    ]);
    return { id, ...known, schema: read, history, labels: found };
  }

  async #readShape(schemaId: string): Promise<LiveSchema | undefined> {
    const [schema, all] = await Promise.all([
      this.#getSchema(schemaId),
      report(async () => await this.#listIdentities()),
    ]);
    if (schema === undefined) return undefined;
    if ('failure' in all) return toLiveSchema(schema, all);
    const own = all.value.filter((identity) => [schemaId, schema.id].includes(identity.schemaId));
    return toLiveSchema(schema, { value: own });
  }

  async #listIdentities(): Promise<readonly IdentityDescriptor[]> {
    const signal = this.#signal === undefined ? {} : { signal: this.#signal };
    this.#identities ??= this.#client.listIdentityDescriptors(signal);
    return await this.#identities;
  }

  async #listFieldLabels(): Promise<readonly FieldLabels[]> {
    this.#fieldLabels ??= this.#client.listFieldLabels(this.#signal);
    return await this.#fieldLabels;
  }

  async #getSchema(id: string): Promise<PlatformSchema | undefined> {
    const reading = this.#schemas.get(id) ?? this.#client.getSchema(id, this.#signal);
    this.#schemas.set(id, reading);
    return await reading;
  }
}

function toLiveSchema(
  schema: PlatformSchema,
  identities: Reported<readonly IdentityDescriptor[]>,
): LiveSchema {
  return {
    id: schema.id,
    ...compact({ title: schema.title }),
    isTimeSeries: isTimeSeries(schema),
    fields: schema.fields.map(({ path, type, format, isArray, isMap }) => ({
      path: path.join('.'),
      // Adobe writes a time as `date-time`, or as a string of that format.
      ...compact({ type: format === 'date-time' || format === 'date' ? format : type }),
      isArray,
      isMap,
    })),
    identities: 'failure' in identities ? identities : { value: identities.value.map(toLiveIdentity) },
  };
}

function toLiveIdentity({ path, namespace }: IdentityDescriptor): LiveIdentity {
  return { path: path.join('.'), ...compact({ namespace }) };
}
