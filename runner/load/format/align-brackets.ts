/** A list or mapping in brackets that goes over several lines. */
interface Open {
  /** Where its opening bracket stands in the output, or undefined where that stands behind a key. */
  readonly column: number | undefined;
  /** How far the lines in it go to the left; unknown until the first of them is seen. */
  shift: number | undefined;
  readonly outer: number;
}

/** A line that an opening bracket ends, with nothing but dashes, an anchor or a tag before it. */
const STARTS = /^( *(?:- )*)(?:[&!]\S* )*[[{]$/u;

/**
 * Puts the members of brackets two columns behind the opening bracket, and the closing one below it. The `yaml` package puts what
 * stands in brackets within a list in brackets two columns too far right. The lines must hold no texts but comments.
 */
export function alignBrackets(lines: readonly string[]): readonly string[] {
  const opened: Open[] = [];
  return lines.map((line) => {
    const code = codeOf(line).trimEnd();
    const indent = line.length - line.trimStart().length;
    const isClosing = /^ *[\]}]/u.test(code);
    const around = opened.at(-1);
    // The first line in brackets tells how far all of them are off.
    if (around !== undefined && line !== '')
      around.shift ??= around.column === undefined ? around.outer : indent - around.column - 2;
    const shift = around?.shift ?? 0;
    if (isClosing) opened.pop();
    const aligned = shiftLine(line, shift);
    const start = STARTS.exec(codeOf(aligned).trimEnd())?.[1];
    if (/[[{]$/u.test(code) && !code.startsWith('%'))
      opened.push({ column: start?.length, shift: undefined, outer: shift });
    return aligned;
  });
}

/** A line without its comment, for lines where no text can hold what looks like one. */
export function codeOf(line: string): string {
  const comment = /(?:^|\s)#/u.exec(line)?.index ?? line.length;
  return line.slice(0, comment);
}

function shiftLine(line: string, shift: number): string {
  if (shift > 0) return line.startsWith(' '.repeat(shift)) ? line.slice(shift) : line;
  return line === '' ? line : `${' '.repeat(-shift)}${line}`;
}
