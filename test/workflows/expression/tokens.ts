import { parseNumber } from './value.ts';

/** A piece of an expression. */
export type Token =
  | { readonly kind: 'literal'; readonly value: null | boolean | number | string }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'sign'; readonly sign: string };

/** What is wrong with an expression; whoever knows the file makes a refusal of it. */
export class ExpressionError extends Error {
  override readonly name = 'ExpressionError';
}

const SPACE = /\s+/y;
const TEXT = /'((?:[^']|'')*)'/y;
const NAME = /[A-Za-z_][\w-]*/y;
const NUMBER = /[+-]?(?:0x[0-9a-fA-F]+|0o[0-7]+|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?|Infinity\b)/y;
const SIGN = /==|!=|<=|>=|&&|\|\||[!<>()[\].,]/y;

const KEYWORDS: ReadonlyMap<string, null | boolean | number> = new Map<string, null | boolean | number>([
  ['true', true],
  ['false', false],
  ['null', null],
  ['NaN', Number.NaN],
  ['Infinity', Number.POSITIVE_INFINITY],
]);

/** GitHub takes no longer one. */
const LONGEST = 21_000;

/** Takes an expression apart. */
export function readTokens(text: string): readonly Token[] {
  if (text.length > LONGEST) throw new ExpressionError(`it has more than ${LONGEST} characters`);
  const tokens: Token[] = [];
  let at = 0;
  const take = (pattern: RegExp): RegExpExecArray | undefined => {
    pattern.lastIndex = at;
    const found = pattern.exec(text) ?? undefined;
    if (found !== undefined) at += found[0].length;
    return found;
  };
  while (at < text.length) {
    if (take(SPACE) !== undefined) continue;
    const last = tokens.at(-1);
    const token = readToken(take, last?.kind === 'sign' && last.sign === '.');
    if (token === undefined)
      throw new ExpressionError(`it cannot be read from ${JSON.stringify(text.slice(at, at + 20))} on`);
    tokens.push(token);
  }
  return tokens;
}

/** After a point every name is that of a property, also `true` and `null`. */
function readToken(
  take: (pattern: RegExp) => RegExpExecArray | undefined,
  isAfterPoint: boolean,
): Token | undefined {
  const quoted = take(TEXT)?.[1];
  if (quoted !== undefined) return { kind: 'literal', value: quoted.replaceAll("''", "'") };
  const name = take(NAME)?.[0];
  if (name !== undefined) {
    const keyword = isAfterPoint ? undefined : KEYWORDS.get(name);
    return keyword === undefined ? { kind: 'name', name } : { kind: 'literal', value: keyword };
  }
  const number = isAfterPoint ? undefined : take(NUMBER)?.[0];
  if (number !== undefined) return { kind: 'literal', value: parseNumber(number) };
  const sign = take(SIGN)?.[0];
  return sign === undefined ? undefined : { kind: 'sign', sign };
}
