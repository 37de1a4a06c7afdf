import { EXIT, EXIT_WORDS, type ExitName } from './exit-code.ts';

/** What the help of a command has besides its description and options. */
export interface CommandHelp {
  /** Command lines as they are typed. */
  readonly examples: readonly string[];
  /** How it can end besides 0, 1 and 130; a text says more exactly when. */
  readonly exits?: Partial<Readonly<Record<ExitName, string | true>>>;
}

/** Examples and exit codes, to stand after the options. */
export function helpText({ examples, exits = {} }: CommandHelp): string {
  const ends: Partial<Record<ExitName, string | true>> = {
    done: true,
    error: true,
    interrupted: true,
    ...exits,
  };
  const lines = (Object.keys(EXIT) as ExitName[]).flatMap((name) => {
    const words = ends[name];
    if (words === undefined) return [];
    return [`  ${String(EXIT[name]).padEnd(5)}${words === true ? EXIT_WORDS[name] : words}`];
  });
  const heading = examples.length === 1 ? 'Example:' : 'Examples:';
  return ['', heading, ...examples.map((example) => `  ${example}`), '', 'Exit codes:', ...lines].join('\n');
}
