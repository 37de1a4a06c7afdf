import {
  type AttributePath,
  type JsonValue,
  mapTokens,
  type StepsRequest,
  type Values,
} from '../../../model/index.ts';
import { normalizeInstanceValue } from './normalize.ts';

/** What an instance is to be set to, in the words of a person: references are names, lists are in one order. */
export interface Settings {
  readonly values: Values;
  /** Values of the instance that a clone starts from. */
  readonly previous: Values | undefined;
  /** The path under which a handoff knows an attribute: with the fingerprint of what it refers to. */
  readonly pathOf: (path: AttributePath) => AttributePath;
}

/** Reads what a handoff asks for. Names take the place of references, so that both sides of a clone can be compared. */
export function readSettings(request: StepsRequest): Settings {
  const { desired, previous, open, nameOf } = request;
  const known = new Map([...open.map(({ path }) => path)].map((path) => [namePath(path, nameOf), path]));
  return {
    values: nameValues(desired?.values ?? {}, nameOf),
    previous: previous === undefined ? undefined : nameValues(previous, nameOf),
    pathOf: (path) => known.get(path) ?? path,
  };
}

function nameValues(values: Values, nameOf: StepsRequest['nameOf']): Values {
  const plain = mapTokens(values, { ref: (address) => address, id: (_space, id) => id });
  const named = Object.entries(plain).map(([path, value]) => [namePath(path, nameOf), value] as const);
  const canonical = named
    .map(([path, value]) => [path, normalizeInstanceValue(path, value)] as const)
    .filter(([, value]) => value !== null);
  return Object.fromEntries(canonical);
}

/** `inputs[p/input-dataset/web~f1].field` and `inputs[p/input-dataset/web].field` become `inputs[Luma Web Events (5f…)].field`. */
function namePath(path: AttributePath, nameOf: StepsRequest['nameOf']): AttributePath {
  const plain = mapTokens({ [path]: null }, { ref: (address) => address, id: (_space, id) => id });
  const [text = path] = Object.keys(plain);
  const match = /^inputs\[(.+)\](\.[a-z]+)?$/i.exec(text);
  return match === null ? text : `inputs[${nameOf(match[1]?.split('~', 1)[0] ?? '')}]${match[2] ?? ''}`;
}

/** A value as a person types it. */
export function formatValue(value: JsonValue | undefined): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
