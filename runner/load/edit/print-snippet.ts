import { Document, isMap, isSeq, visit } from 'yaml';
import type { JsonValue } from '../../model/index.ts';
import { formatYaml } from '../format/format-yaml.ts';

/** Longest mapping or list that stands in brackets, as JSON. */
const MOST_IN_BRACKETS = 90;

/** A value as lines of YAML, as a person would write it: small mappings and lists in brackets, lists of mappings in lines. */
export function printSnippet(value: JsonValue): readonly string[] {
  const document = new Document(value);
  visit(document, {
    Pair: (_key, pair) => {
      const node: unknown = pair.value;
      if ((isMap(node) || isSeq(node)) && fitsBrackets(node.toJSON())) node.flow = true;
    },
  });
  const printed = document.toString({ indent: 2, lineWidth: 0, singleQuote: true });
  return formatYaml(printed, () => undefined)
    .text.trimEnd()
    .split('\n');
}

function fitsBrackets(value: unknown): boolean {
  const text = JSON.stringify(value);
  const holdsMappings =
    Array.isArray(value) && value.some((item) => typeof item === 'object' && item !== null);
  return text.length <= MOST_IN_BRACKETS && !text.includes('\\n') && !holdsMappings;
}
