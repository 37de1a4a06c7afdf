import type { JsonObject } from '../respell/respell-object.ts';
import { getHash32, getHexDigest, getUniform } from '../seeded-random.ts';
import type { WorldBatch, WorldDataset, WorldSchema, XdmNode } from './types.ts';
import { getXdmNode } from './xdm-node.ts';

const DAY_MS = 86_400_000;

/** How many customers the demo organisation has. */
export const CUSTOMER_COUNT = 2000;

/** The ECID of a customer: 38 digits, as Adobe's are. People beyond the customers, in large batches of scores, have no events. */
export function getEcid(seed: number, customer: number): string {
  if (customer >= CUSTOMER_COUNT) return makeCheapEcid(seed, customer);
  const digits = BigInt(`0x${getHexDigest(`${seed}/ecid/${customer}`, 32)}`).toString();
  return digits.padStart(38, '4').slice(0, 38);
}

/** The pieces of a cheap ECID: so many digits of the customer's number times a factor, plus a hash of the seed. */
export const ECID_PIECES: readonly { readonly digits: number; readonly factor: number }[] = [
  { digits: 10, factor: 2_654_435_761 },
  { digits: 9, factor: 40_503 },
  { digits: 9, factor: 69_069 },
];

/** What is added in every piece of a cheap ECID. */
export function getEcidOffset(seed: number): number {
  return getHash32(`${seed}/ecid`);
}

/** A 4, the pieces, the number itself: 38 digits that a hundred million people can have made for them in a minute. */
function makeCheapEcid(seed: number, customer: number): string {
  const pieces = ECID_PIECES.map(({ digits, factor }) => {
    const product = BigInt(customer) * BigInt(factor) + BigInt(getEcidOffset(seed));
    return String(product % 10n ** BigInt(digits)).padStart(digits, '0');
  });
  return `4${pieces.join('')}${String(customer).padStart(9, '0')}`;
}

/** Identity map with one primary ECID. */
export function makeIdentityMap(namespace: string, id: string): JsonObject {
  return { [namespace]: [{ id, authenticatedState: 'ambiguous', primary: true }] };
}

/** The rows of a feed's daily batch, made when somebody downloads it. */
export function makeDailyRows(
  seed: number,
  source: { dataset: WorldDataset; schema: WorldSchema; batch: WorldBatch },
): JsonObject[] {
  const { dataset, schema, batch } = source;
  const paths = listLeafPaths(schema.properties).filter((path) => !CORE_FIELDS.has(path));
  const day = Math.floor(batch.createdAt / DAY_MS) * DAY_MS - DAY_MS;
  return Array.from({ length: batch.records }, (_, index) => {
    const place = `${seed}/${dataset.id}/${batch.id}/${index}`;
    const row: JsonObject = { _id: getHexDigest(place, 32) };
    const customer = getHash32(`${place}/customer`) % CUSTOMER_COUNT;
    if (schema.properties.identityMap) row.identityMap = makeIdentityMap('ECID', getEcid(seed, customer));
    const at = new Date(day + Math.floor(getUniform(`${place}/time`) * DAY_MS));
    if (schema.properties.timestamp) row.timestamp = at;
    const path = paths[getHash32(`${place}/field`) % paths.length];
    if (path) {
      if (schema.properties.eventType) row.eventType = path.replace(/\.value$/, '');
      setPath(row, path, makeValue(place, getXdmNode(schema.properties, path), at));
    }
    return row;
  });
}

const CORE_FIELDS = new Set(['_id', 'timestamp', 'eventType', 'identityMap']);

function listLeafPaths(properties: Record<string, XdmNode>, prefix = ''): string[] {
  return Object.entries(properties).flatMap(([name, node]) => {
    if (node.properties) return listLeafPaths(node.properties, `${prefix}${name}.`);
    return node.type === 'array' ? [] : [`${prefix}${name}`];
  });
}

function setPath(row: JsonObject, path: string, value: unknown): void {
  const names = path.split('.');
  let level = row;
  for (const name of names.slice(0, -1)) {
    const next: JsonObject = {};
    level[name] = next;
    level = next;
  }
  level[names.at(-1) ?? path] = value;
}

function makeValue(place: string, node: XdmNode | undefined, at: Date): unknown {
  if (node?.format === 'date-time') return at;
  if (node?.type === 'number' || node?.type === 'integer') return 1;
  if (node?.type === 'boolean') return true;
  return WORDS[getHash32(`${place}/word`) % WORDS.length];
}

const WORDS = ['home', 'yoga', 'running', 'plus', 'basic', 'checkout', 'support', 'sale'];
