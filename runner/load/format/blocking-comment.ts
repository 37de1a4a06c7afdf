/** Where a comment stands in a text. */
export interface CommentSite {
  readonly offset: number;
  readonly length: number;
}

/** Where a comment stands, for people: both count from 1. */
export interface CommentPosition {
  readonly line: number;
  readonly column: number;
}

/**
 * The first comment that keeps a text from being formatted: with all comments before it the text can be formatted, with it no more.
 * Undefined where the text could not be formatted without any comment either. Asks a few times only, as each answer is a formatting.
 */
export function findBlockingComment(
  text: string,
  comments: readonly CommentSite[],
  canFormat: (text: string) => boolean,
): CommentPosition | undefined {
  if (!canFormat(keepFirst(text, comments, 0))) return undefined;
  let [works, fails] = [0, comments.length];
  while (fails - works > 1) {
    const middle = Math.floor((works + fails) / 2);
    if (canFormat(keepFirst(text, comments, middle))) works = middle;
    else fails = middle;
  }
  const found = comments[fails - 1];
  if (found === undefined) return undefined;
  const above = text.slice(0, found.offset).split('\n');
  return { line: above.length, column: (above.at(-1)?.length ?? 0) + 1 };
}

/** The text without the comments behind the first few; its lines stay. */
function keepFirst(text: string, comments: readonly CommentSite[], count: number): string {
  return comments
    .slice(count)
    .reduceRight((kept, { offset, length }) => kept.slice(0, offset) + kept.slice(offset + length), text);
}
