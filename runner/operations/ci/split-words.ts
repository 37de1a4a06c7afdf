/** One word of a command line, without its quotes. */
export interface Word {
  readonly text: string;
  /** Any part of it stood in quotes: then it is never an option. */
  readonly isQuoted: boolean;
  /** Where it ends. */
  readonly end: number;
}

/** The next word as a POSIX shell reads it, without any expansion; `open` where a quote is not closed, undefined at the end. */
export function readWord(line: string, from: number): Word | 'open' | undefined {
  let at = skipSpaces(line, from);
  if (at >= line.length) return undefined;
  let text = '';
  let isQuoted = false;
  while (at < line.length && !isSpace(line[at])) {
    const character = line[at] ?? '';
    if (character === "'" || character === '"') {
      const part = readQuoted(line, at + 1, character);
      if (part === undefined) return 'open';
      text += part.text;
      isQuoted = true;
      at = part.end;
    } else if (character === '\\') {
      text += line[at + 1] ?? '';
      at += 2;
    } else {
      text += character;
      at += 1;
    }
  }
  return { text, isQuoted, end: at };
}

/** All words; undefined where a quote is not closed. */
export function splitWords(line: string): readonly Word[] | undefined {
  const words: Word[] = [];
  for (let at = 0; ; ) {
    const word = readWord(line, at);
    if (word === 'open') return undefined;
    if (word === undefined) return words;
    words.push(word);
    at = word.end;
  }
}

/** What stands up to the closing quote. In double quotes a backslash takes the meaning of what a shell would read. */
function readQuoted(
  line: string,
  from: number,
  quote: string,
): { readonly text: string; readonly end: number } | undefined {
  let text = '';
  for (let at = from; at < line.length; at += 1) {
    const character = line[at] ?? '';
    if (character === quote) return { text, end: at + 1 };
    const next = line[at + 1] ?? '';
    if (quote === '"' && character === '\\' && next !== '' && '"\\$`'.includes(next)) {
      text += next;
      at += 1;
    } else {
      text += character;
    }
  }
  return undefined;
}

function skipSpaces(line: string, from: number): number {
  let at = from;
  while (at < line.length && isSpace(line[at])) at += 1;
  return at;
}

function isSpace(character: string | undefined): boolean {
  return character === ' ' || character === '\t';
}
