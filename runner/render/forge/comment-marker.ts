import { sha256 } from '../../model/index.ts';

/** What a comment or an issue of ours is. */
export type MarkedThing =
  | 'plan'
  | 'manifest'
  | 'result'
  | 'invalid'
  | 'drift'
  | 'handoff'
  | 'reminder'
  | 'answer'
  | 'unreviewed';

/**
 * The first line of everything that is written on a forge, by which it is found again. Nobody sees it. `part` tells several
 * of one environment apart: the number of a manifest's comment, the object of a handoff.
 */
export function commentMarker(what: MarkedThing, environment: string, part?: string | number): string {
  const member = part === undefined ? '' : ` part=${toWord(String(part), 300)}`;
  return `<!-- cai:${what} environment=${toWord(environment, 100)}${member} -->`;
}

/** Those comments or issues that begin with a marker, in their order. */
export function findMarked<Item extends { readonly body: string }>(
  items: readonly Item[],
  marker: string,
): readonly Item[] {
  return items.filter(({ body }) => body.startsWith(marker));
}

/** A name as it is; what no name of ours looks like, and could end a comment, as its hash. */
function toWord(text: string, longest: number): string {
  const isName = text.length <= longest && /^[\w.:/~#*-]+$/u.test(text);
  return isName ? text : `sha256:${sha256(text).slice(0, 32)}`;
}
