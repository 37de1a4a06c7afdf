import type { LiveLabel } from '../../../model/index.ts';
import type { DataSetLabels, FieldLabels } from '../client/labels.ts';

/** What is needed of the platform. */
export interface LabelClient {
  getDataSetLabels(id: string, signal?: AbortSignal): Promise<DataSetLabels>;
  listFieldLabels(signal?: AbortSignal): Promise<readonly FieldLabels[]>;
}

/** A dataset, and the schema and field groups whose labels hold for it. */
export interface LabelledDataset {
  readonly id: string;
  readonly owners: () => Promise<ReadonlySet<string>>;
}

/** Labels of a dataset: on the whole, on its fields, and on the fields of its schema and field groups. */
export async function readLabels(
  client: LabelClient,
  { id, owners }: LabelledDataset,
  signal: AbortSignal | undefined,
): Promise<readonly LiveLabel[]> {
  const [own, ofFields, known] = await Promise.all([
    client.getDataSetLabels(id, signal),
    client.listFieldLabels(signal),
    owners(),
  ]);
  const onFields = [...own.fields, ...ofFields.filter(({ ownerId }) => known.has(ownerId))];
  return [
    ...own.labels.map((label) => ({ label })),
    ...onFields.flatMap(({ path, labels }) => labels.map((label) => ({ label, path: path.join('.') }))),
  ];
}
