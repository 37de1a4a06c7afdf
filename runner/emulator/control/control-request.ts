import type { ApiRequest } from '../context.ts';
import { parseActor } from '../http/parse-actor.ts';
import { readJsonObject } from '../http/read-json.ts';
import type { JsonObject } from '../respell/respell-object.ts';
import type { Actor } from '../world/types.ts';

/** The body of a control request, and who is said to do it (`by`, default the operator). */
export function readControlBody(request: ApiRequest): { body: JsonObject; by: Actor } {
  const { by, ...body } = readJsonObject(request, 'bad_request');
  const fromQuery = request.query.get('by');
  const text = typeof by === 'string' ? by : fromQuery;
  return { body, by: text === null ? request.user : parseActor(text) };
}
