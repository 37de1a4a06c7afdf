import type { ApiRequest, Context } from '../context.ts';
import { ApiError } from '../http/api-error.ts';
import type { WorldInstance } from '../world/types.ts';

/** The instance that the path of a control request names. */
export function findInstance(context: Context, request: ApiRequest): WorldInstance {
  const instance = context.world.instances.find(({ id }) => id === request.params.instanceId);
  if (!instance) throw new ApiError(404, 'not_found', `there is no instance ${request.params.instanceId}`);
  return instance;
}
