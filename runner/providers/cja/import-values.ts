import type { AttributePath, JsonValue } from '../../model/index.ts';

/** Makes a value of a kind canonical. */
export type Normalize = (path: AttributePath, value: JsonValue) => JsonValue;

const ID_TOKEN = /^\0id:([^:\0]*):([^\0]*)\0$/u;

/** What a value refers to by its remote id; none where it is no such reference. */
export function readIdToken(
  value: JsonValue | undefined,
): readonly { readonly space: string; readonly id: string }[] {
  const found = typeof value === 'string' ? ID_TOKEN.exec(value) : null;
  return found === null ? [] : [{ space: found[1] ?? '', id: found[2] ?? '' }];
}
