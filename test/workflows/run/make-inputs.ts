import type { WorkflowEvent } from '../events.ts';
import { refuse, type Value, type ValueObject } from '../expression/index.ts';
import { at, type WorkflowFile } from '../files/index.ts';
import type { DispatchInput } from '../files/read-triggers.ts';

/**
 * The context `inputs`: what was given on `workflow_dispatch`, with defaults; nothing of it is known to another event. GitHub takes only
 * what the workflow asks for, and in a form that fits.
 */
export function makeInputs({ file, triggers }: WorkflowFile, event: WorkflowEvent): ValueObject {
  const { inputs } = triggers;
  if (event.name !== 'workflow_dispatch') {
    return Object.fromEntries([...inputs.keys()].map((name) => [name, null]));
  }
  const given = (event.payload['inputs'] ?? {}) as ValueObject;
  const place = { file, path: 'on.workflow_dispatch.inputs' };
  const unknown = Object.keys(given).find((name) => !inputs.has(name));
  if (unknown !== undefined) refuse(at(place, unknown), 'the workflow has no such input');
  return Object.fromEntries(
    [...inputs].map(([name, input]) => {
      const value = given[name] ?? input.default ?? (input.type === 'boolean' ? false : '');
      if (input.required && value === '') refuse(at(place, name), 'it is required');
      if (!fits(value, input)) refuse(at(place, name), `${JSON.stringify(value)} is no ${input.type}`);
      return [name, input.type === 'boolean' ? String(value) === 'true' : value];
    }),
  );
}

function fits(value: Value, { type, options }: DispatchInput): boolean {
  if (type === 'boolean') return ['true', 'false'].includes(String(value));
  if (type === 'number') return Number.isFinite(Number(value));
  return typeof value === 'string' && (type !== 'choice' || options.includes(value));
}
