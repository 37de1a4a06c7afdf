import { isCollection, isMap, isNode, isPair, isScalar, type Node, type Pair, type YAMLMap } from 'yaml';

/** The attributes that the language lists for a mapping, in order; `[]` in a path stands for a member of a list. */
export type KeysAt = (path: string) => readonly string[] | undefined;

/** Puts every mapping below a node into the order that the language lists, comments and blank lines along with their attributes. */
export function arrange(node: unknown, text: string, keysAt: KeysAt | undefined, path = ''): void {
  if (!isCollection(node)) return;
  if (isMap(node)) arrangeMap(node, { text, keysAt, path });
  for (const item of node.items) {
    if (!isPair(item)) arrange(item, text, keysAt, `${path}[]`);
    else if (isScalar(item.key)) arrange(item.value, text, keysAt, joinPath(path, String(item.key.value)));
  }
}

function joinPath(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}

interface Arranging {
  readonly text: string;
  readonly keysAt: KeysAt | undefined;
  readonly path: string;
}

function arrangeMap(map: YAMLMap, { text, keysAt, path }: Arranging): void {
  for (const pair of map.items) keepBesideKey(pair, text);
  const keys = keysAt?.(path);
  if (keys === undefined) return;
  const rank = new Map(keys.map((key, index) => [key, index]));
  const rankOf = ({ key }: Pair): number =>
    (isScalar(key) ? rank.get(String(key.value)) : undefined) ?? keys.length;
  const sorted = [...map.items].sort((a, b) => rankOf(a) - rankOf(b));
  const [first, before] = [keyOf(sorted[0]), keyOf(map.items[0])];
  if (first === undefined || before === undefined || first === before) {
    map.items = sorted;
    return;
  }
  moveHead({ map, from: before, to: first, isRoot: path === '', isMember: path.endsWith('[]') });
  map.items = sorted;
}

/**
 * The comment above the first attribute of a mapping belongs to that attribute and goes with it; at the top of a document it is
 * about the document, and above a list member about the member, and stays there. The blank line that the new first attribute had
 * above it now stands above the old one.
 */
function moveHead(move: {
  readonly map: YAMLMap;
  readonly from: Node;
  readonly to: Node;
  readonly isRoot: boolean;
  readonly isMember: boolean;
}): void {
  const { map, from, to, isRoot, isMember } = move;
  if (isRoot) {
    const head = [from.commentBefore, to.commentBefore].filter((text) => text !== undefined && text !== null);
    if (head.length > 0) to.commentBefore = head.join('\n');
    from.commentBefore = null;
  } else if (map.flow) {
    // Comments within brackets stay where the parser found them.
  } else if (isMember) {
    const head = [map.commentBefore, to.commentBefore].filter(Boolean);
    if (head.length > 0) map.commentBefore = head.join('\n');
    to.commentBefore = null;
  } else if (map.commentBefore) {
    from.commentBefore = [map.commentBefore, from.commentBefore].filter(Boolean).join('\n');
    map.commentBefore = null;
  }
  const spaced = to.spaceBefore ?? false;
  to.spaceBefore = from.spaceBefore ?? false;
  from.spaceBefore = spaced;
}

/** A comment in the line of a key whose value starts in the next line stays in that line. */
function keepBesideKey(pair: Pair, text: string): void {
  const { value } = pair;
  const key = keyOf(pair);
  if (key === undefined || !isCollection(value) || value.flow || !value.commentBefore || !key.range) return;
  if (key.comment) return;
  const beside = /^[ \t]*:[ \t]*(?:&\S+[ \t]+)?#(.*)/u.exec(text.slice(key.range[1]))?.[1];
  const [first, ...rest] = value.commentBefore.split('\n');
  if (beside === undefined || first !== beside) return;
  key.comment = first;
  value.commentBefore = rest.length === 0 ? null : rest.join('\n');
}

function keyOf(pair: Pair | undefined): Node | undefined {
  return pair !== undefined && isNode(pair.key) ? pair.key : undefined;
}
