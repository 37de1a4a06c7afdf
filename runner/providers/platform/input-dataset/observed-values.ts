import type { JsonValue, Values } from '../../../model/index.ts';
import type { IdentityDescriptor, PlatformSchema } from '../client/schema.ts';
import { isTimeSeries } from '../score-dataset/score-prefix.ts';
import { IDENTITY_MAP } from './spec.ts';

/** What the Schema Registry shows of an input. */
export interface InputShape {
  /** Undefined where the dataset has none. */
  readonly schema: PlatformSchema | undefined;
  readonly descriptors: readonly IdentityDescriptor[];
}

/**
 * What is visible of the attributes that are asked for (facts §2.4): the title, whether the rows are events, and whether the
 * declared field is an identity, in which namespace. A field that is none shows as `none`.
 */
export function describeInput(title: string, wanted: Values, shape: InputShape | undefined): Values {
  if (shape === undefined) return { dataset: title };
  const { schema } = shape;
  const behavior = schema === undefined ? 'none' : isTimeSeries(schema) ? 'time-series' : 'record';
  return { dataset: title, behavior, ...describeIdentity(wanted, shape) };
}

function describeIdentity(wanted: Values, { schema, descriptors }: InputShape): Record<string, JsonValue> {
  const field = wanted['identity.field'];
  if (typeof field !== 'string') return {};
  if (field === IDENTITY_MAP) {
    const hasMap = schema?.fields.some(({ path }) => path.join('.') === IDENTITY_MAP) ?? false;
    return { 'identity.field': hasMap ? IDENTITY_MAP : 'none' };
  }
  const found = descriptors.filter(({ path }) => path.join('.') === field);
  const namespaces = found.map(({ namespace }) => namespace ?? 'none');
  const asked = String(wanted['identity.namespace'] ?? '').toUpperCase();
  const namespace = namespaces.find((code) => code.toUpperCase() === asked) ?? namespaces[0];
  return { 'identity.field': found.length > 0 ? field : 'none', 'identity.namespace': namespace ?? 'none' };
}
