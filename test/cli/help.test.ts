import type { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { COMMAND_HELP } from '../../runner/cli/command-help.ts';
import { readWords } from '../../runner/cli/completion/read-words.ts';
import { EXIT } from '../../runner/cli/exit-code.ts';
import { makeProgram } from '../../runner/cli/program.ts';
import { systemClock } from '../../runner/host/index.ts';
import { startCommand } from '../operator/command.ts';
import { makeInsideIo, runInside } from '../operator/inside.ts';

const program = makeProgram(makeInsideIo('/', systemClock).io, () => undefined);

/** Every command with the words that name it, groups too. */
function listCommands(parent: Command, path: readonly string[] = []): readonly (readonly string[])[] {
  return parent.commands.flatMap((command) => {
    const words = [...path, command.name()];
    return [words, ...listCommands(command, words)];
  });
}

const COMMANDS = listCommands(program);

/** What `--help` prints; the emulator, a process of its own, prints its own. */
async function helpOf(words: readonly string[]): Promise<string> {
  const args = [...words, '--help'];
  const { code, stdout, stderr } =
    words[0] === 'emulator'
      ? await startCommand(args, { cwd: '/' }).ended
      : await runInside(args, '/', systemClock);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return stdout;
}

/** The lines below a heading, up to the next empty one. */
function below(help: string, heading: RegExp): readonly string[] {
  const lines = help.split('\n');
  const at = lines.findIndex((line) => heading.test(line));
  if (at < 0) return [];
  const rest = lines.slice(at + 1);
  const end = rest.indexOf('');
  return rest.slice(0, end < 0 ? rest.length : end).map((line) => line.trim());
}

/** What a command may end with; a line without a code goes on with the words of the one before. */
function codesIn(help: string): readonly number[] {
  const lines = below(help, /^Exit codes:$/u).filter((line) => /^\d/u.test(line));
  return lines.map((line) => Number.parseInt(line, 10));
}

describe('--help', () => {
  it('is of more than thirty commands, each with help and no help without a command', () => {
    const names = COMMANDS.map((words) => words.join(' '));
    expect(names.length).toBeGreaterThan(30);
    expect(Object.keys(COMMAND_HELP).sort()).toEqual([...names].sort());
  });

  it.each(COMMANDS.map((words) => [words.join(' '), words] as const))(
    'of cai %s has a description, examples that can be typed, and exit codes',
    async (name, words) => {
      const help = await helpOf(words);
      const { command } = readWords(program, [...words, '']);
      expect(command.description().length).toBeGreaterThan(10);
      if (name !== 'emulator') expect(help.replaceAll(/\s+/gu, ' ')).toContain(command.description());
      const examples = below(help, /^Examples?:$/u);
      expect(examples.length).toBeGreaterThan(0);
      for (const example of examples) expectTypable(example, words);
      const codes = codesIn(help);
      expect(codes).toEqual(expect.arrayContaining([EXIT.done, EXIT.error]));
      expect(codes.filter((code) => !(Object.values(EXIT) as number[]).includes(code))).toEqual([]);
    },
  );

  it('of cai itself names every exit code', async () => {
    const codes = codesIn(await helpOf([]));
    expect(codes).toEqual(Object.values(EXIT));
  });
});

describe('cai help', () => {
  it.each([[['scores', 'pull']], [['handoffs', 'decline']], [['state']], [['plan']], [[]]])(
    'of %j is its --help',
    async (words) => {
      expect(await runInside(['help', ...words], '/', systemClock)).toEqual({
        code: 0,
        stdout: await helpOf(words),
        stderr: '',
      });
    },
  );

  it.each([
    [['nonsense'], "error: unknown command 'nonsense'\n(see: cai --help)\n"],
    [['pln'], "error: unknown command 'pln'\n(Did you mean plan?)\n(see: cai --help)\n"],
    [['scores', 'pul'], "error: unknown command 'pul'\n(Did you mean pull?)\n(see: cai scores --help)\n"],
    [['plan', 'nope'], "error: unknown command 'nope'\n(see: cai plan --help)\n"],
  ])('of %j says that there is no such command', async (words, stderr) => {
    expect(await runInside(['help', ...words], '/', systemClock)).toEqual({ code: 1, stdout: '', stderr });
  });
});

describe('a mistake in a command line', () => {
  it.each([
    [['handoffs', 'decline', 'x'], 'cai handoffs decline --help'],
    [['plan', '--nonsense'], 'cai plan --help'],
    [['state', '--nonsense'], 'cai state list --help'],
    [['nonsense'], 'cai --help'],
  ])('%j points to the help of that command', async (args, said) => {
    const { code, stderr } = await runInside(args, '/', systemClock);
    expect(code).toBe(1);
    expect(stderr).toMatch(new RegExp(`\\n\\(see: ${said}\\)\\n$`, 'u'));
  });
});

/** An example is of this command, or of one in its group, and every option in it is one of that command. */
function expectTypable(example: string, words: readonly string[]): void {
  const [, line = ''] = /\bcai ([^;&|>)]*)/u.exec(example) ?? [];
  const typed = line.trim().split(/\s+/u);
  expect(typed.slice(0, words.length), example).toEqual(words);
  if (words[0] === 'emulator') return;
  const { command } = readWords(program, [...typed, '']);
  const known = command.options.map(({ long }) => long);
  const given = typed.filter((word) => word.startsWith('--')).map((word) => word.split('=')[0]);
  expect(known, example).toEqual(expect.arrayContaining(given));
}
