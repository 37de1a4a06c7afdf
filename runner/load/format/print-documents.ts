import { type Document, isMap, isPair, isScalar, parseAllDocuments, type Scalar, visit } from 'yaml';
import { PARSE_OPTIONS } from '../parse-options.ts';
import { arrange, type KeysAt } from './arrange.ts';
import { printScalar } from './scalar-text.ts';
import { settleComments } from './settle-comments.ts';
import { Skeleton } from './skeleton.ts';

/** The attributes of a mapping of a kind of document, in order. */
export type KeyOrder = (kind: string, path: string) => readonly string[] | undefined;

/** Mappings and lists in brackets that are longer go over several lines, one member each. */
const LINE_WIDTH = 120;

/** Prints all documents of a text that is well-formed. Pure. */
export function printDocuments(text: string, keyOrder: KeyOrder): string {
  const documents = parseAllDocuments(text, PARSE_OPTIONS);
  if ('empty' in documents) return text;
  const skeleton = new Skeleton();
  const printed = documents.map((document, index) => {
    settleComments(document, text);
    arrange(document.contents, text, keysOf(document, keyOrder));
    holdScalars(document, text, skeleton);
    if (index > 0 && document.directives !== undefined) document.directives.docStart = true;
    return printDocument(document);
  });
  return skeleton.fill(printed.join(''));
}

/**
 * The `yaml` package puts the comment of an empty document behind the nothing that it holds, and the comments at the end of a document
 * behind its `...`: here they stand at the margin, in lines of their own.
 */
function printDocument(document: Document.Parsed): string {
  const { contents, directives } = document;
  const isEmpty = isScalar(contents) && contents.source === '' && !contents.anchor && !contents.tag;
  if (isEmpty && contents.comment) {
    contents.commentBefore = [contents.commentBefore, contents.comment].filter(Boolean).join('\n');
    contents.comment = null;
  }
  const hasEnd = directives?.docEnd === true;
  if (hasEnd) directives.docEnd = false;
  const printed = document.toString({ indent: 2, lineWidth: LINE_WIDTH, minContentWidth: 0 });
  return `${isEmpty ? `${printed.trimEnd()}\n` : printed}${hasEnd ? '...\n' : ''}`;
}

/** An alias stands after its anchor, so a document with aliases keeps its order; so does one of an unknown kind. */
function keysOf(document: Document.Parsed, keyOrder: KeyOrder): KeysAt | undefined {
  let hasAlias = false;
  visit(document, {
    Alias: () => {
      hasAlias = true;
      return visit.BREAK;
    },
  });
  const kind: unknown = isMap(document.contents) ? document.contents.get('kind') : undefined;
  return hasAlias || typeof kind !== 'string' ? undefined : (path) => keyOrder(kind, path);
}

function holdScalars(document: Document.Parsed, text: string, skeleton: Skeleton): void {
  visit(document, {
    Scalar: (key, node, path) => {
      const source = node.range ? text.slice(node.range[0], node.range[1]) : '';
      if (source === '') return;
      const inFlow = path.some((parent) => isFlow(parent));
      const parent = path.at(-1);
      const isKey = isPair(parent) && key === 'key';
      hold(node, skeleton.hold(printScalar(node, source, { isKey, inFlow })));
    },
  });
}

function isFlow(parent: unknown): boolean {
  return typeof parent === 'object' && parent !== null && 'flow' in parent && parent.flow === true;
}

/** The stand-in is a plain text, whatever stood there. */
function hold(node: Scalar, standIn: string): void {
  node.value = standIn;
  node.source = standIn;
  node.type = 'PLAIN';
  delete node.format;
}
