import type { JsonValue } from '../model/index.ts';
import { valueText } from './value-text.ts';

/** A value that is longer than this on one line is written on several. */
const LONGEST = 60;

/** A value as YAML: under its name where it has one. Short mappings and lists stand on one line, as in our own files. */
export function exampleLines(name: string | undefined, value: JsonValue): readonly string[] {
  if (name === undefined) return blockLines(value);
  const flow = valueText(value);
  if (flow.length + name.length <= LONGEST || typeof value !== 'object') return [`${name}: ${flow}`];
  return [`${name}:`, ...blockLines(value).map((line) => `  ${line}`)];
}

function blockLines(value: JsonValue): readonly string[] {
  if (value === null || typeof value !== 'object') return [valueText(value)];
  if (!Array.isArray(value))
    return Object.entries(value).flatMap(([key, member]) => exampleLines(key, member as JsonValue));
  return value.flatMap((item: JsonValue) => {
    const flow = valueText(item);
    const lines = flow.length <= LONGEST ? [flow] : blockLines(item);
    return lines.map((line, index) => `${index === 0 ? '- ' : '  '}${line}`);
  });
}
