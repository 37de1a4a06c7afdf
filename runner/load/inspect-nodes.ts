import {
  type Alias,
  type Document,
  isAlias,
  isCollection,
  isMap,
  isScalar,
  type Node,
  type Pair,
  type Scalar,
} from 'yaml';
import type { Finding } from './finding.ts';

/** What a walk over the nodes of one document found. */
export interface InspectedNodes {
  readonly findings: readonly Finding[];
  /** Aliases make the data endless, or far larger than the text: it must not be expanded. */
  readonly isEndless: boolean;
}

interface Walk {
  readonly document: Document.Parsed;
  readonly findings: Finding[];
  /** Expanded size of each anchored node that was walked to its end. */
  readonly sizes: Map<Node, number>;
  readonly open: Set<Node>;
  isEndless: boolean;
}

const MAX_DEPTH = 100;
/** Most nodes that a document may have once its aliases are expanded. */
const MAX_EXPANDED_NODES = 250_000;

/** Finds what YAML allows and this language does not: tags, merge keys, inexact numbers, endless aliases. */
export function inspectNodes(document: Document.Parsed): InspectedNodes {
  const walk: Walk = { document, findings: [], sizes: new Map(), open: new Set(), isEndless: false };
  for (const warning of document.warnings) {
    if (warning.code === 'TAG_RESOLVE_FAILED') {
      walk.findings.push({
        code: 'unknown-tag',
        summary: 'A YAML tag is not known',
        detail:
          'A tag (a word that starts with an exclamation mark) gives a value a type of its own; this language has none. Remove the tag, or put a text that starts with ! in quotes.',
        from: warning.pos[0],
        until: warning.pos[1],
      });
    }
  }
  const size = walkNode(walk, document.contents, 0);
  if (size > MAX_EXPANDED_NODES && !walk.isEndless) {
    walk.isEndless = true;
    walk.findings.push(describeTooLarge(document.contents));
  }
  return { findings: walk.findings, isEndless: walk.isEndless };
}

/** Walks one node; returns how many nodes it is once aliases are expanded. */
function walkNode(walk: Walk, node: unknown, depth: number): number {
  if (depth > MAX_DEPTH) throw new RangeError('nested too deeply');
  if (isAlias(node)) return walkAlias(walk, node);
  if (isScalar(node)) {
    inspectNumber(walk, node);
    return 1;
  }
  if (!isCollection(node)) return 1;
  walk.open.add(node);
  let size = 1;
  for (const item of node.items) {
    size += isMap(node) ? walkPair(walk, item as Pair, depth) : walkNode(walk, item, depth + 1);
  }
  walk.open.delete(node);
  if (node.anchor !== undefined) walk.sizes.set(node, size);
  return size;
}

function walkPair(walk: Walk, pair: Pair, depth: number): number {
  if (isScalar(pair.key) && pair.key.source === '<<' && pair.key.type === 'PLAIN') {
    walk.findings.push({
      code: 'merge-key',
      summary: 'A merge key is used',
      detail:
        'The merge key << is not part of YAML 1.2, and a reader could not tell where a value comes from. Write the attributes out; a plain alias (name: *anchor) is fine.',
      ...getSpan(pair.key),
    });
  }
  return walkNode(walk, pair.key, depth + 1) + walkNode(walk, pair.value, depth + 1);
}

function walkAlias(walk: Walk, alias: Alias.Parsed | Alias): number {
  const target = alias.resolve(walk.document);
  if (target === undefined) {
    walk.isEndless = true;
    walk.findings.push({
      code: 'yaml-syntax',
      summary: 'YAML cannot be parsed',
      detail:
        'An alias (*name) has no anchor (&name) before it. Set the anchor first, or put a text that starts with * in quotes.',
      ...getSpan(alias),
    });
    return 1;
  }
  if (walk.open.has(target)) {
    if (!walk.isEndless) walk.findings.push(describeCircle(alias));
    walk.isEndless = true;
    return 1;
  }
  return walk.sizes.get(target) ?? 1;
}

function inspectNumber(walk: Walk, node: Scalar): void {
  const { value } = node;
  if (typeof value !== 'number' || !Number.isInteger(value) || Number.isSafeInteger(value)) return;
  if (!/^[-+]?\d+$|^0[xo]/.test(node.source ?? '')) return;
  walk.findings.push({
    code: 'unsafe-integer',
    summary: 'A whole number is too large',
    detail: `The number would be changed while reading, because whole numbers are exact up to ${Number.MAX_SAFE_INTEGER} only. Put it in quotes if it is an id or another text.`,
    ...getSpan(node),
  });
}

function describeTooLarge(node: unknown): Finding {
  return {
    code: 'alias-limit',
    summary: 'Aliases expand too far',
    detail: `Anchors (&name) and aliases (*name) of this document expand to more than ${MAX_EXPANDED_NODES.toLocaleString('en')} values. A pipeline has some hundred: write its values out.`,
    ...getSpan(node),
  };
}

function describeCircle(alias: unknown): Finding {
  return {
    code: 'alias-limit',
    summary: 'Aliases expand too far',
    detail:
      'This alias (*name) stands inside its own anchor (&name), so it would never end. Write the value out.',
    ...getSpan(alias),
  };
}

function getSpan(node: unknown): { readonly from: number; readonly until: number } {
  const range = isScalar(node) || isCollection(node) || isAlias(node) ? node.range : undefined;
  return { from: range?.[0] ?? 0, until: range?.[1] ?? 0 };
}
