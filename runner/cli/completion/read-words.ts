import type { Argument, Command, Option } from 'commander';

/** A command line as far as it was typed, understood by the definition of the program itself. */
export interface TypedWords {
  /** The command that the words before the last one name. */
  readonly command: Command;
  /** The word that is to be completed; empty where a new one begins. */
  readonly word: string;
  /** What must stand before every completion of the word: `--env=` where the value is typed after it. */
  readonly before: string;
  /** What the word is the value of. Without it the word may be a command, or an option. */
  readonly expects?: Option | Argument;
  /** False after `--`, where nothing is an option any more. */
  readonly takesOptions: boolean;
  /** Values of the options that were given, by their name in the code; those without a value are `true`. */
  readonly options: Readonly<Record<string, string | true>>;
}

/** Reads the words after the name of the program; the last one is what is being typed. */
export function readWords(program: Command, words: readonly string[]): TypedWords {
  const read: ReadSoFar = {
    command: program,
    position: 0,
    takesOptions: true,
    options: {},
    waiting: undefined,
  };
  for (const word of words.slice(0, -1)) readWord(read, word);
  const { command, takesOptions, options, waiting } = read;
  const word = words.at(-1) ?? '';
  const common = { command, takesOptions, options };
  if (waiting !== undefined) return { ...common, word, before: '', expects: waiting };
  const [flag, value] = splitFlag(word);
  const option = value === undefined || !takesOptions ? undefined : findOption(command, flag);
  if (option !== undefined) return { ...common, word: value ?? '', before: `${flag}=`, expects: option };
  const argument = findArgument(targetOf(command), read.position);
  return { ...common, word, before: '', ...(argument === undefined ? {} : { expects: argument }) };
}

interface ReadSoFar {
  command: Command;
  /** Arguments of the command that were read. */
  position: number;
  takesOptions: boolean;
  readonly options: Record<string, string | true>;
  /** The option whose value is the next word. */
  waiting: Option | undefined;
}

function readWord(read: ReadSoFar, word: string): void {
  if (read.waiting !== undefined) {
    read.options[read.waiting.attributeName()] = word;
    read.waiting = undefined;
  } else if (read.takesOptions && word === '--') {
    read.takesOptions = false;
  } else if (read.takesOptions && word.startsWith('-')) {
    readOption(read, word);
  } else {
    const next = read.position === 0 ? findCommand(read.command, word) : undefined;
    if (next === undefined) read.position += 1;
    else read.command = next;
  }
}

function readOption(read: ReadSoFar, word: string): void {
  const [flag, value] = splitFlag(word);
  const option = findOption(read.command, flag);
  if (option === undefined) return;
  if (value === undefined && option.required) read.waiting = option;
  else read.options[option.attributeName()] = value ?? true;
}

/** The command that runs: a group stands for its default. */
export function targetOf(command: Command): Command {
  // Commander keeps the default of a group to itself.
  const name = (command as { readonly _defaultCommandName?: unknown })._defaultCommandName;
  return command.commands.find((one) => one.name() === name) ?? command;
}

function splitFlag(word: string): readonly [string, string?] {
  const at = word.startsWith('--') ? word.indexOf('=') : -1;
  return at < 0 ? [word] : [word.slice(0, at), word.slice(at + 1)];
}

function findOption(command: Command, flag: string): Option | undefined {
  return targetOf(command).options.find(({ short, long }) => short === flag || long === flag);
}

function findCommand(command: Command, word: string): Command | undefined {
  return command.commands.find((one) => one.name() === word || one.aliases().includes(word));
}

/** The argument at a place; the last one may take any number of words. */
function findArgument(command: Command, position: number): Argument | undefined {
  const { registeredArguments } = command;
  const last = registeredArguments.at(-1);
  return registeredArguments[position] ?? (last?.variadic === true ? last : undefined);
}
