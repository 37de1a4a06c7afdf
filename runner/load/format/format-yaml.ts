import { isDeepStrictEqual } from 'node:util';
import { parseAllDocuments } from 'yaml';
import { PARSE_OPTIONS } from '../parse-options.ts';
import { type CommentPosition, findBlockingComment } from './blocking-comment.ts';
import { keepsPlaces, locateComments } from './comment-places.ts';
import { type KeyOrder, printDocuments } from './print-documents.ts';

/** A text in its one form. */
export interface FormattedText {
  readonly text: string;
  /** Present where no form was found that surely says the same with every comment: the text is as it was written. */
  readonly asWritten?: AsWritten;
}

/** Why a text stays as it was written. */
export interface AsWritten {
  /** The first comment that could get lost; absent where not a comment is the reason. */
  readonly comment?: CommentPosition;
}

/** Printing moves a comment of an odd place to a usual one; what is printed then must print as itself. */
const MOST_ROUNDS = 4;

/**
 * The one form of a YAML text: attributes in the order of the language, two spaces for each level, the fewest quotes, `\n` at
 * the end of lines. Comments, single blank lines and the lines of long texts stay. Formatting the result changes nothing, and its
 * data and comments, and what these stand beside, are compared with those of the text: where they are not the same, the text is left
 * as it was written, to the last byte.
 * Pure; the text must be well-formed.
 */
export function formatYaml(text: string, keyOrder: KeyOrder): FormattedText {
  const written = text.replaceAll('\r\n', '\n');
  const formatted = printSame(written, [keyOrder, keepOrder]);
  if (formatted !== undefined) return { text: formatted };
  const canFormat = (part: string): boolean => printSame(part, [keepOrder]) !== undefined;
  const comment = findBlockingComment(written, locateComments(written), canFormat);
  return { text, asWritten: comment === undefined ? {} : { comment } };
}

/** The text in the first of the orders that keeps all that it says. */
function printSame(text: string, orders: readonly KeyOrder[]): string | undefined {
  for (const order of orders) {
    const formatted = printStable(text, order);
    if (formatted !== undefined && isSame(text, formatted)) return formatted;
  }
  return undefined;
}

const keepOrder: KeyOrder = () => undefined;

function printStable(text: string, keyOrder: KeyOrder): string | undefined {
  let current = text;
  try {
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
      const next = printDocuments(current, keyOrder);
      if (next === current) return current;
      current = next;
    }
  } catch {
    // The printer refuses what it cannot print, such as a comment within a key.
  }
  return undefined;
}

/** Whether two texts hold the same data, and the same comments beside the same attributes. */
function isSame(one: string, other: string): boolean {
  return isDeepStrictEqual(readData(one), readData(other)) && keepsPlaces(one, other);
}

/** The data of all documents, or undefined where one of them is broken. */
function readData(text: string): readonly unknown[] | undefined {
  const documents = parseAllDocuments(text, PARSE_OPTIONS);
  if ('empty' in documents) return [];
  if (documents.some(({ errors }) => errors.length > 0)) return undefined;
  return documents.map((document) => document.toJS({ maxAliasCount: -1 }) as unknown);
}
