import type { Context } from '../context.ts';
import { controlRoutes } from '../control/routes.ts';
import { ApiError } from '../http/api-error.ts';
import { OPERATOR } from '../http/parse-actor.ts';
import { createRouter } from '../http/router.ts';
import type { JsonObject } from '../respell/respell-object.ts';
import type { Problems } from './problems.ts';

const route = createRouter([controlRoutes]);

/** An operation of the control API. */
export interface ControlCall {
  readonly method: 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below `/control/`; segments are encoded. */
  readonly path: string;
  readonly body?: JsonObject;
}

/** Does what the control API does, so that a form and a script never differ. Refusals come as the control API's errors. */
export function callControl(context: Context, { method, path, body = {} }: ControlCall): JsonObject {
  const address = `/control/${path}`;
  const match = route(method, address);
  if (match.route === undefined) throw new Error(`the control API has no ${method} ${address}`);
  const { body: answer } = match.route.handle(context, {
    method,
    path: address,
    params: match.params,
    query: new URLSearchParams(),
    headers: {},
    body: Buffer.from(JSON.stringify(body)),
    origin: '',
    requestId: '',
    user: OPERATOR,
    sandboxName: '',
  });
  return answer as JsonObject;
}

/** What came of a form: the answer of the control API, or what it has against it. */
export type Outcome = { readonly answer: JsonObject } | { readonly problems: Problems };

/**
 * As {@link callControl}, for a form that is shown again with what is wrong.
 * @param controls names of the form's controls by the member that the control API names
 */
export function tryControl(
  context: Context,
  call: ControlCall,
  controls: Readonly<Record<string, string>> = {},
): Outcome {
  try {
    return { answer: callControl(context, call) };
  } catch (error) {
    if (!(error instanceof ApiError) || error.status >= 500) throw error;
    const [, member = '', expected] = /^([^:]+): (?:expected )?(.*)$/su.exec(error.message) ?? [];
    const text = expected === undefined ? error.message : `${member}: expected ${expected}`;
    return { problems: new Map([[controls[member] ?? '', text]]) };
  }
}
