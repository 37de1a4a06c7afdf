import { toPlainJson } from './plain-text.ts';

/** Version of the JSON outputs that have none of their own; it rises when a reader must change. */
const FORMAT_VERSION = 1;

/**
 * Data as JSON text with `formatVersion` first. Equal data gives equal bytes where its keys stand in the same order;
 * characters that a terminal would obey are escaped, which a parser undoes.
 */
export function renderJson(report: object): string {
  return toPlainJson(JSON.stringify({ formatVersion: FORMAT_VERSION, ...report }, null, 2));
}
