import { isScalar, parseDocument, type Scalar } from 'yaml';

/** Where a scalar stands: what may be left without quotes depends on it. */
export interface ScalarPlace {
  readonly isKey: boolean;
  readonly inFlow: boolean;
}

/** A scalar as it will be printed: what stands in its line, and the lines below it. */
export interface ScalarText {
  readonly first: string;
  /** Without indentation. */
  readonly rest: readonly string[];
  /** A block scalar: its lines stand below the whole line, after any comment. Otherwise they go on where `first` ends. */
  readonly isBlock: boolean;
  /** Blank lines below a block scalar are part of it. */
  readonly keepsBlanks: boolean;
}

/** Prints a scalar with the fewest quotes that keep its value; what has several lines keeps them. */
export function printScalar(node: Scalar, source: string, place: ScalarPlace): ScalarText {
  if (node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED') return printBlock(node, source);
  const [first = '', ...rest] = source.split('\n');
  if (rest.length === 0) return oneLine(quoteLeast(node, source, place));
  return {
    first: trimLine(node, first),
    rest: rest.map((line) => trimLine(node, line.trimStart())),
    isBlock: false,
    keepsBlanks: false,
  };
}

function oneLine(first: string): ScalarText {
  return { first, rest: [], isBlock: false, keepsBlanks: false };
}

/** White space at the end of a line has no meaning, unless a backslash before it says that it has. */
function trimLine(node: Scalar, line: string): string {
  return node.type === 'QUOTE_DOUBLE' && /\\\s+$/u.test(line) ? line : line.trimEnd();
}

/** Lines of a block scalar without their indentation; the header says it only where the first line starts with spaces. */
function printBlock(node: Scalar, source: string): ScalarText {
  const [header = '', ...lines] = source.split('\n');
  const style = header.charAt(0);
  const chomping = /^[|>][0-9]?([+-])|^[|>]([+-])/u.exec(header);
  const chomp = chomping?.[1] ?? chomping?.[2] ?? '';
  const value = String(node.value);
  const extra = /^ */u.exec(value.split('\n').find((line) => line !== '') ?? '')?.[0].length ?? 0;
  const firstLine = lines.find((line) => line.trim() !== '') ?? '';
  const indent = firstLine.length - firstLine.trimStart().length - extra;
  const content = lines.map((line) => line.slice(Math.max(0, indent)));
  // The source ends with the line end of the last line, or at the end of the text.
  if (content.at(-1) === '') content.pop();
  return {
    first: `${style}${extra > 0 ? '2' : ''}${chomp}`,
    rest: content,
    isBlock: true,
    keepsBlanks: chomp === '+',
  };
}

/** Words and numbers that other readers of YAML take for something else than text. */
const AMBIGUOUS = /^(?:y|n|yes|no|on|off|true|false|null|~|[-+.]?[0-9][0-9a-fxo_.:,+\-\sTZ]*)$/iu;
/** What can be shown as it is: no control or format character, no white space but the space. */
const PRINTABLE = /^(?:[^\p{C}\p{Z}]| )*$/u;

function quoteLeast(node: Scalar, source: string, place: ScalarPlace): string {
  const { type, value } = node;
  if (typeof value !== 'string' || (type !== 'QUOTE_SINGLE' && type !== 'QUOTE_DOUBLE')) return source;
  if (!PRINTABLE.test(value)) return source;
  if (!AMBIGUOUS.test(value) && isPlain(value, place)) return value;
  if (!value.includes("'")) return `'${value}'`;
  return /["\\]/u.test(value) ? source : `"${value}"`;
}

/** Whether a text without quotes is read as the very same text. */
function isPlain(value: string, { isKey, inFlow }: ScalarPlace): boolean {
  const key = isKey ? value : 'k';
  const written = isKey ? `${value}: v` : `k: ${value}`;
  const document = parseDocument(inFlow ? `{ ${written} }` : written, { logLevel: 'silent' });
  if (document.errors.length > 0 || document.warnings.length > 0) return false;
  const read: unknown = document.toJS();
  const expected = isKey ? { [key]: 'v' } : { k: value };
  return (
    JSON.stringify(read) === JSON.stringify(expected) && !isScalar(document.contents) && !document.comment
  );
}
