import { ExpressionError, readTokens, type Token } from './tokens.ts';

/** An expression, taken apart. */
export type Node =
  | { readonly kind: 'literal'; readonly value: null | boolean | number | string }
  | { readonly kind: 'context'; readonly name: string }
  | { readonly kind: 'index'; readonly of: Node; readonly by: Node }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Node[] }
  | { readonly kind: 'not'; readonly of: Node }
  | { readonly kind: 'binary'; readonly sign: string; readonly left: Node; readonly right: Node };

/** GitHub takes no deeper one. */
const DEEPEST = 50;

const LEVELS: readonly (readonly string[])[] = [['||'], ['&&'], ['==', '!='], ['<', '<=', '>', '>=']];

/** Parses an expression, without its `${{ }}`. */
export function parseExpression(text: string): Node {
  const parser = new Parser(readTokens(text));
  return parser.parseAll();
}

/** All nodes, the outer ones first. */
export function listNodes(node: Node): readonly Node[] {
  const inner = (): readonly Node[] => {
    if (node.kind === 'index') return [node.of, node.by];
    if (node.kind === 'call') return node.args;
    if (node.kind === 'not') return [node.of];
    return node.kind === 'binary' ? [node.left, node.right] : [];
  };
  return [node, ...inner().flatMap(listNodes)];
}

class Parser {
  readonly #tokens: readonly Token[];
  #at = 0;
  #depth = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  parseAll(): Node {
    if (this.#tokens.length === 0) throw new ExpressionError('it is empty');
    const node = this.#parseLevel(0);
    if (this.#at < this.#tokens.length) throw new ExpressionError('something stands behind its end');
    return node;
  }

  #parseLevel(level: number): Node {
    const signs = LEVELS[level];
    if (signs === undefined) return this.#parseNot();
    let left = this.#parseLevel(level + 1);
    let chain = 0;
    for (let sign = this.#take(...signs); sign !== undefined; sign = this.#take(...signs)) {
      chain += 1;
      if (chain > DEEPEST) throw new ExpressionError(`it has more than ${DEEPEST} levels`);
      left = { kind: 'binary', sign, left, right: this.#parseLevel(level + 1) };
    }
    return left;
  }

  #parseNot(): Node {
    if (this.#take('!') === undefined) return this.#parseIndexed();
    return this.#deeper(() => ({ kind: 'not', of: this.#parseNot() }));
  }

  #parseIndexed(): Node {
    let node = this.#parsePrimary();
    let chain = 0;
    for (let sign = this.#take('.', '['); sign !== undefined; sign = this.#take('.', '[')) {
      if (node.kind === 'literal') throw new ExpressionError('a literal has no properties');
      chain += 1;
      if (chain > DEEPEST) throw new ExpressionError(`it has more than ${DEEPEST} levels`);
      node = { kind: 'index', of: node, by: sign === '.' ? this.#parseProperty() : this.#parseInside(']') };
    }
    return node;
  }

  #parseProperty(): Node {
    const token = this.#next();
    if (token?.kind !== 'name') throw new ExpressionError('no name stands behind a point');
    return { kind: 'literal', value: token.name };
  }

  #parsePrimary(): Node {
    const token = this.#next();
    if (token === undefined) throw new ExpressionError('it ends too early');
    if (token.kind === 'literal') return token;
    if (token.kind === 'name') {
      if (this.#take('(') === undefined) return { kind: 'context', name: token.name };
      return { kind: 'call', name: token.name, args: this.#parseArguments() };
    }
    if (token.sign === '(') return this.#parseInside(')');
    throw new ExpressionError(`${token.sign} stands where a value belongs`);
  }

  #parseArguments(): readonly Node[] {
    if (this.#take(')') !== undefined) return [];
    const args: Node[] = [];
    for (;;) {
      args.push(this.#deeper(() => this.#parseLevel(0)));
      if (this.#take(')') !== undefined) return args;
      if (this.#take(',') === undefined) throw new ExpressionError('a list of arguments is not closed');
    }
  }

  #parseInside(end: string): Node {
    const node = this.#deeper(() => this.#parseLevel(0));
    if (this.#take(end) === undefined) throw new ExpressionError(`${end} is missing`);
    return node;
  }

  #deeper(parse: () => Node): Node {
    this.#depth += 1;
    if (this.#depth > DEEPEST) throw new ExpressionError(`it has more than ${DEEPEST} levels`);
    const node = parse();
    this.#depth -= 1;
    return node;
  }

  #next(): Token | undefined {
    const token = this.#tokens[this.#at];
    this.#at += 1;
    return token;
  }

  #take(...signs: readonly string[]): string | undefined {
    const token = this.#tokens[this.#at];
    if (token?.kind !== 'sign' || !signs.includes(token.sign)) return undefined;
    this.#at += 1;
    return token.sign;
  }
}
