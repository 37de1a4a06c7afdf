import type { Command } from 'commander';

const HELP = 'help';

/**
 * `cai help scores pull` as `cai scores pull --help`: by itself the parser looks at the first word only. A word that is no command is an
 * error of the command above it. Any other command line stays as it is.
 */
export async function readHelp(program: Command, args: readonly string[]): Promise<readonly string[]> {
  if (args[0] !== HELP) return args;
  const words = args.slice(1).filter((word) => word !== HELP && !word.startsWith('-'));
  let command = program;
  for (const word of words) {
    const next = command.commands.find((one) => one.name() === word || one.aliases().includes(word));
    if (next === undefined) return await refuseUnknown(command, word);
    command = next;
  }
  return [...words, '--help'];
}

async function refuseUnknown(command: Command, word: string): Promise<never> {
  // Only here: no other help is to wait for the schemas.
  const { suggest } = await import('../validate/index.ts');
  const meant = suggest(
    word,
    command.commands.map((one) => one.name()),
  );
  const hint = meant === undefined ? '' : `\n(Did you mean ${meant}?)`;
  return command.error(`error: unknown command '${word}'${hint}`, { code: 'commander.unknownCommand' });
}
