import { Argument, type Command, Option } from 'commander';
import { readWords, type TypedWords, targetOf } from './read-words.ts';

/** One possible word. */
export interface Candidate {
  readonly value: string;
  readonly description?: string;
}

/** What a word can become; `paths` leaves the rest to the shell, which knows files best. */
export interface Completions {
  readonly candidates: readonly Candidate[];
  readonly paths?: 'files' | 'folders';
}

/** Values that stand in files rather than in the program, each read only when it is asked for. */
export interface LiveValues {
  environments(): Promise<readonly Candidate[]>;
  pipelines(): Promise<readonly Candidate[]>;
  addresses(): Promise<readonly Candidate[]>;
  handoffs(): Promise<readonly Candidate[]>;
  topics(word: string): Promise<readonly Candidate[]>;
}

/** Opens the values for the folder and environment that the command line names. */
export type OpenValues = (options: TypedWords['options']) => LiveValues;

/** Completes the last of the words, all of which follow the name of the program. */
export async function complete(
  program: Command,
  words: readonly string[],
  open: OpenValues,
): Promise<Completions> {
  const typed = readWords(program, words);
  const { expects, options, before, word } = typed;
  const valued = expects === undefined ? NOTHING : await valuesOf(expects, word, open(options));
  const isOptionValue = expects instanceof Option;
  const others = isOptionValue ? [] : [...commandsOf(typed), ...optionsOf(typed)];
  const isOption = !isOptionValue && typed.takesOptions && word.startsWith('-');
  const candidates = [...(isOption ? [] : valued.candidates), ...others]
    .filter(({ value }) => value.startsWith(word))
    .map((candidate) => ({ ...candidate, value: `${before}${candidate.value}` }));
  return { candidates, ...(valued.paths === undefined || isOption ? {} : { paths: valued.paths }) };
}

const NOTHING: Completions = { candidates: [] };

type ReadValues = (values: LiveValues, word: string) => Promise<Completions>;

/** Which values an argument or an option takes, by the name that its definition gives it. */
const READERS: Readonly<Record<string, ReadValues>> = {
  env: async (values) => ({ candidates: await values.environments() }),
  pipelines: async (values) => ({ candidates: await values.pipelines() }),
  address: async (values) => ({ candidates: await values.addresses() }),
  handoff: async (values) => ({ candidates: await values.handoffs() }),
  topic: async (values, word) => ({ candidates: await values.topics(word) }),
  folder: async () => ({ candidates: [], paths: 'folders' }),
  file: async () => ({ candidates: [], paths: 'files' }),
  files: async () => ({ candidates: [], paths: 'files' }),
  plan: async () => ({ candidates: [], paths: 'files' }),
};

async function valuesOf(expects: Option | Argument, word: string, values: LiveValues): Promise<Completions> {
  const { argChoices } = expects;
  if (argChoices !== undefined) return { candidates: argChoices.map((value) => ({ value })) };
  const name = expects instanceof Argument ? expects.name() : nameOf(expects);
  return (await READERS[name]?.(values, word)) ?? NOTHING;
}

/** `--env` takes a name like others, and is known by its own; else the placeholder counts: `--out <file>`. */
function nameOf(option: Option): string {
  const own = option.attributeName();
  return own in READERS ? own : (/<([a-z]+)/u.exec(option.flags)?.[1] ?? '');
}

function commandsOf({ command, word }: TypedWords): readonly Candidate[] {
  if (word.startsWith('-')) return [];
  return command
    .createHelp()
    .visibleCommands(command)
    .map((one) => ({ value: one.name(), description: one.description() }));
}

/** Options once a hyphen was typed, those that were given left out. */
function optionsOf({ command, word, takesOptions, options }: TypedWords): readonly Candidate[] {
  if (!takesOptions || !word.startsWith('-')) return [];
  const target = targetOf(command);
  return target
    .createHelp()
    .visibleOptions(target)
    .filter((option) => option.variadic || !(option.attributeName() in options))
    .flatMap(({ long, description }) => (long == null ? [] : [{ value: long, description }]));
}
