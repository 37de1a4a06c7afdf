import { alignBrackets, codeOf } from './align-brackets.ts';
import type { ScalarText } from './scalar-text.ts';

/** A private letter begins the stand-in of a scalar, another ends it and is repeated up to the scalar's width. */
const BEGIN = '\uE000';
const END = '\uE001';
const STAND_IN = /\uE000([0-9]+)\uE001+/gu;

/**
 * Scalars on their way through the printer of the `yaml` package: it places stand-ins of the same width, so that it never folds,
 * quotes or unquotes a text; then their texts take their places.
 */
export class Skeleton {
  readonly #texts: ScalarText[] = [];

  /** The stand-in for a scalar. */
  hold(text: ScalarText): string {
    const name = `${BEGIN}${this.#texts.length}${END}`;
    this.#texts.push(text);
    return name.padEnd(text.first.length, END);
  }

  /** Printed stand-ins to text: trailing white space goes, several blank lines become one, `[ a ]` becomes `[a]`. */
  fill(printed: string): string {
    const lines = printed
      .split('\n')
      .map((line) => line.trimEnd())
      .join('\n')
      .replace(/\n{3,}/gu, '\n\n')
      .replace(/^\n+/u, '')
      .trimEnd()
      .split('\n');
    const out: string[] = [];
    let keepsBlanks = false;
    for (const line of alignBrackets(lines)) {
      // After a block scalar that keeps its blank lines, one more would belong to it.
      if (line === '' && keepsBlanks) continue;
      const filled = this.#fillLine(line);
      out.push(...filled.lines);
      keepsBlanks = filled.keepsBlanks;
    }
    if (keepsBlanks) return `${out.join('\n')}\n`;
    return `${out.join('\n').trimEnd()}\n`;
  }

  #fillLine(line: string): { readonly lines: readonly string[]; readonly keepsBlanks: boolean } {
    const written = codeOf(line);
    // A closing bracket that begins its line stays in its column.
    const code = written.replaceAll('[ ', '[').replaceAll(/(?<=\S) \]/gu, ']');
    const dashes = /^ *(?:- )*/u.exec(code)?.[0].length ?? 0;
    let block: ScalarText | undefined;
    let below = 0;
    const filled = code.replace(STAND_IN, (_, index: string, at: number) => {
      const text = this.#texts[Number(index)];
      if (text === undefined) return '';
      // A member of a list stands in the column of its text; a value stands below its key.
      const indent = at === dashes && dashes > 0 && code.charAt(dashes - 2) === '-' ? dashes : dashes + 2;
      if (text.isBlock) {
        block = text;
        below = indent;
        return text.first;
      }
      return [text.first, ...indentLines(text.rest, indent)].join('\n');
    });
    const own = `${filled}${line.slice(written.length)}`;
    return {
      lines: [own, ...(block === undefined ? [] : indentLines((block as ScalarText).rest, below))],
      keepsBlanks: (block as ScalarText | undefined)?.keepsBlanks ?? false,
    };
  }
}

function indentLines(lines: readonly string[], indent: number): readonly string[] {
  return lines.map((line) => (line === '' ? '' : `${' '.repeat(indent)}${line}`));
}
