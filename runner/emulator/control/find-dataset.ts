import { ApiError } from '../http/api-error.ts';
import type { JsonObject } from '../respell/respell-object.ts';
import type { World, WorldDataset } from '../world/types.ts';

/** The dataset that an entry names by `dataSetId`, `id` or `name`. */
export function findDataset(world: World, sandboxName: string, entry: JsonObject): WorldDataset {
  const id = entry.dataSetId ?? entry.id;
  const inSandbox = world.datasets.filter((dataset) => dataset.sandboxName === sandboxName);
  const found =
    typeof id === 'string'
      ? inSandbox.filter((dataset) => dataset.id === id)
      : inSandbox.filter((dataset) => dataset.name === entry.name);
  const label = String(id ?? entry.name);
  if (found.length > 1)
    throw new ApiError(400, 'bad_request', `dataset: ${label} is the name of several datasets, give its id`);
  if (!found[0])
    throw new ApiError(400, 'bad_request', `dataset: there is no ${label} in sandbox ${sandboxName}`);
  return found[0];
}
