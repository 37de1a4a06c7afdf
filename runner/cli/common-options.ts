import { type Command, Option } from 'commander';

/** Options that every command on an environment takes. */
export interface CommonOptions {
  readonly env?: string;
  readonly dir: string;
  readonly json?: boolean;
}

/** Where the YAML files are looked for. */
export const DEFAULT_FOLDER = 'pipelines';

/** Gives a command on an environment the options that all of these have. */
export function common(command: Command): Command {
  return command
    .option('-e, --env <name>', 'environment; may be left out where there is only one')
    .option('-d, --dir <folder>', 'folder with the YAML files', DEFAULT_FOLDER)
    .option('--json', 'result as JSON on stdout');
}

/** How the result is written; the first is the default. */
export function formats(choices: readonly string[]): Option {
  return new Option('--format <format>', 'how it is written').choices(choices).default(choices[0]);
}

/** Value of an option that may be given several times. */
export function collect(value: string, earlier: readonly string[] = []): readonly string[] {
  return [...earlier, value];
}

/** Where a command tells its exit code. */
export type SetCode = (code: number) => void;
