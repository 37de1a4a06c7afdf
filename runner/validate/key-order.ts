import { OBJECT_KEYS } from './object-keys.generated.ts';

type Order = ReadonlyMap<string, readonly string[]>;

const ORDERS: ReadonlyMap<string, Order> = new Map(
  Object.entries(OBJECT_KEYS).map(([kind, keys]) => [kind, orderOf(keys)]),
);

/**
 * The attributes of a mapping of a `Pipeline` or an `Environment`, in the order of the schemas. The path is that of the mapping in
 * the document, `[]` for a member of a list: `spec.inputs[].identity`. Undefined where the language lists none.
 */
export function keyOrder(kind: string, path: string): readonly string[] | undefined {
  return ORDERS.get(kind)?.get(path);
}

/** Alternatives of one mapping are one list, in their order. */
function orderOf(keysBySchemaPath: Readonly<Record<string, readonly string[]>>): Order {
  const order = new Map<string, readonly string[]>();
  for (const [schemaPath, keys] of Object.entries(keysBySchemaPath)) {
    const path = toDocumentPath(schemaPath);
    order.set(path, [...new Set([...(order.get(path) ?? []), ...keys])]);
  }
  return order;
}

/** `#/properties/spec/properties/inputs/items` to `spec.inputs[]`. */
function toDocumentPath(schemaPath: string): string {
  const steps = schemaPath.split('/').slice(1);
  let path = '';
  for (let index = 0; index < steps.length; index += 1) {
    const step = steps[index];
    if (step === 'items') path += '[]';
    else if (step === 'properties') {
      index += 1;
      path += `${path === '' ? '' : '.'}${steps[index]}`;
    } else if (step === 'oneOf') index += 1;
  }
  return path;
}
