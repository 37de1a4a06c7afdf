import type { Context } from '../context.ts';
import { namedText } from './texts.ts';

/** A dataset as handoffs name it: its name, with its id in brackets. */
export function datasetName({ world }: Context, id: string): string {
  const dataset = world.datasets.find((candidate) => candidate.id === id);
  return dataset === undefined ? id : namedText(dataset);
}
