import type { Context } from '../context.ts';

/** Removes a dataset with its schema, its stored batches and their files; true when there was one. */
export function deleteDataset(context: Context, datasetId: string): boolean {
  const { world } = context;
  const dataset = world.datasets.find(({ id }) => id === datasetId);
  if (!dataset) return false;
  for (const batch of world.batches) {
    if (batch.datasetId === datasetId) context.store.deleteParts(batch.id);
  }
  world.datasets = world.datasets.filter(({ id }) => id !== datasetId);
  world.batches = world.batches.filter((batch) => batch.datasetId !== datasetId);
  world.schemas = world.schemas.filter(({ id }) => id !== dataset.schemaId);
  world.descriptors = world.descriptors.filter(({ schemaId }) => schemaId !== dataset.schemaId);
  return true;
}
