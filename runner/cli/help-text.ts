import { type Command, Help } from 'commander';
import { COMMAND_HELP, type CommandHelp } from './command-help.ts';
import { EXIT, EXIT_WORDS, type ExitName } from './exit-code.ts';

/** Gives every command below one its examples and exit codes, and says where those are after a mistake in its line. */
export function addHelp(parent: Command, path: readonly string[] = []): void {
  for (const command of parent.commands) {
    const words = [...path, command.name()];
    const help = COMMAND_HELP[words.join(' ')];
    command.showHelpAfterError(`(see: cai ${words.join(' ')} --help)`);
    if (help !== undefined) command.addHelpText('after', helpText(help));
    addHelp(command, words);
  }
}

/** All exit codes, for the program as a whole. */
export function exitCodesText(): string {
  const all = Object.fromEntries(NAMES.map((name) => [name, true as const]));
  return ['', ...exitLines(all)].join('\n');
}

/** Columns of a help text, as of its options where the terminal says nothing else, and of an exit code within it. */
const COLUMNS = 80;
const CODE_COLUMNS = 7;

function wrapHelp(text: string, indent: string): string {
  const lines = new Help().boxWrap(text, COLUMNS - indent.length).split('\n');
  return lines.map((line) => `${indent}${line}`).join('\n');
}

const NAMES = Object.keys(EXIT) as ExitName[];

function helpText({ examples, notes, exits = {} }: CommandHelp): string {
  const heading = examples.length === 1 ? 'Example:' : 'Examples:';
  const lines = exitLines({ done: true, error: true, interrupted: true, ...exits });
  const said = notes === undefined ? [] : [wrapHelp(notes, ''), ''];
  return ['', ...said, heading, ...examples.map((example) => `  ${example}`), '', ...lines].join('\n');
}

function exitLines(exits: NonNullable<CommandHelp['exits']>): readonly string[] {
  const lines = NAMES.flatMap((name) => {
    const words = exits[name];
    if (words === undefined) return [];
    const said = wrapHelp(words === true ? EXIT_WORDS[name] : words, ' '.repeat(CODE_COLUMNS));
    return [`${`  ${EXIT[name]}`.padEnd(CODE_COLUMNS)}${said.trimStart()}`];
  });
  return ['Exit codes:', ...lines];
}
