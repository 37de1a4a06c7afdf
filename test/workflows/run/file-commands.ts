/** What a step wrote into GITHUB_OUTPUT or GITHUB_ENV, as the runner reads it. */
export interface ReadPairs {
  readonly pairs: Readonly<Record<string, string>>;
  /** Why the runner fails the step. */
  readonly error: string | undefined;
}

/** `name=value` lines, and values of several lines between `name<<END` and `END`. */
export function readPairs(text: string): ReadPairs {
  const pairs: Record<string, string> = {};
  const lines = text.split('\n');
  // What ends with a line end has no further line.
  if (lines.at(-1) === '') lines.pop();
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? '';
    if (line === '') continue;
    const [, name = '', sign, rest = ''] = /^([^=<]*(?:<(?!<)[^=<]*)*)(=|<<)(.*)$/s.exec(line) ?? [];
    if (sign === undefined || name === '') return { pairs, error: `Invalid format '${line}'` };
    if (sign === '=') {
      pairs[name] = rest;
      continue;
    }
    const end = lines.indexOf(rest, index + 1);
    if (rest === '' || end < 0) return { pairs, error: `Matching delimiter not found '${rest}'` };
    pairs[name] = lines.slice(index + 1, end).join('\n');
    index = end;
  }
  return { pairs, error: undefined };
}

/** A command that a step gave by printing it. */
export interface PrintedCommand {
  readonly command: string;
  readonly line: string;
}

const COMMANDS = [
  'internal-set-repo-path',
  'set-env',
  'set-output',
  'save-state',
  'add-path',
  'add-mask',
  'add-matcher',
  'remove-matcher',
  'warning',
  'error',
  'notice',
  'debug',
  'group',
  'endgroup',
  'echo',
  'stop-commands',
];

/**
 * The commands that the runner finds in what a step prints: `::name …::` where a line begins, and the older `##[name …]`
 * anywhere in a line.
 */
export function findCommands(output: string): readonly PrintedCommand[] {
  return output.split(/\r?\n/).flatMap((line) => {
    const [, newer] = /^\s*::([a-z-]+)(?: [^:]*(?::(?!:)[^:]*)*)?::/i.exec(line) ?? [];
    const [, older] = /##\[([a-z-]+)[^\]]*\]/i.exec(line) ?? [];
    return [newer, older]
      .filter((command) => command !== undefined)
      .filter((command) => COMMANDS.includes(command.toLowerCase()))
      .map((command) => ({ command: command.toLowerCase(), line }));
  });
}
