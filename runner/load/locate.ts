import { type Document, isAlias, isMap, isNode, isScalar, isSeq, type Node, type Pair } from 'yaml';
import type { DocumentPath, SourceRange } from '../model/index.ts';

type ToRange = (from: number, until: number) => SourceRange;

/** Where a path leads: the node, and the key that it stands under. */
interface Place {
  readonly key: Node | undefined;
  readonly value: Node | undefined;
}

/** Makes `SourceDocument.locate` for a document. */
export function makeLocate(
  document: Document.Parsed,
  toRange: ToRange,
): (path: DocumentPath, part?: 'key' | 'value') => SourceRange {
  return (path, part = 'value') => {
    let place: Place = { key: undefined, value: asNode(document.contents) };
    for (const step of path) {
      const next = stepInto(document, place.value, step);
      // What is missing is shown at the key of the mapping where it is missing.
      if (next === undefined) return toRangeOf(place, 'key', toRange);
      place = next;
    }
    return toRangeOf(place, part, toRange);
  };
}

function stepInto(
  document: Document.Parsed,
  node: Node | undefined,
  step: string | number,
): Place | undefined {
  const target = isAlias(node) ? asNode(node.resolve(document)) : node;
  if (isMap(target)) {
    const pair = target.items.find((item) => getKeyText(item) === String(step));
    return pair === undefined ? undefined : { key: asNode(pair.key), value: asNode(pair.value) };
  }
  if (isSeq(target) && typeof step === 'number') {
    const item = target.items[step];
    return item === undefined ? undefined : { key: undefined, value: asNode(item) };
  }
  return undefined;
}

function getKeyText(pair: Pair): string | undefined {
  return isScalar(pair.key) ? String(pair.key.value) : undefined;
}

function asNode(value: unknown): Node | undefined {
  return isNode(value) ? value : undefined;
}

function toRangeOf(place: Place, part: 'key' | 'value', toRange: ToRange): SourceRange {
  const node = choose(place, part);
  const range = node?.range;
  return range ? toRange(range[0], range[1]) : toRange(0, 0);
}

/** A member of a list has no key: its first key stands for it. An empty value is shown at its key. */
function choose({ key, value }: Place, part: 'key' | 'value'): Node | undefined {
  if (part === 'key') return key ?? getFirstKey(value) ?? value;
  const isEmpty = value?.range === undefined || value.range === null || value.range[0] === value.range[1];
  return isEmpty ? (key ?? value) : value;
}

function getFirstKey(node: Node | undefined): Node | undefined {
  return isMap(node) ? asNode(node.items[0]?.key) : undefined;
}
