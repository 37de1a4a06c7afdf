import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Command } from 'commander';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeProgram } from '../../runner/cli/program.ts';
import { systemClock } from '../../runner/host/index.ts';
import { makeInsideIo, runInside } from '../operator/inside.ts';
import { InteractiveShell, installCommand, isInstalled } from '../operator/shell.ts';

const VIEW = 'account-upgrade/data-view/account-upgrade';

describe('completion', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cai-'));
    await runInside(['init', '.'], folder, systemClock);
    await writeFile(join(folder, 'plan.json'), '{}');
  });
  afterAll(async () => await rm(folder, { recursive: true, force: true }));

  /** What the scripts ask; the last word is the one that is typed. */
  const ask = async (words: readonly string[], cwd = folder): Promise<readonly string[]> => {
    const { code, stdout, stderr } = await runInside(['__complete', '--', ...words], cwd, systemClock);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    return stdout.split('\n').slice(0, -1);
  };
  const valuesOf = async (...words: readonly string[]): Promise<readonly string[]> =>
    (await ask(words)).map((line) => line.split('\t')[0] ?? '');

  it('has every command and every option of the program, from the program itself', async () => {
    const visit = async (command: Command, path: readonly string[]): Promise<number> => {
      const help = command.createHelp();
      const commands = help.visibleCommands(command).map((one) => one.name());
      expect(await valuesOf(...path, ''), path.join(' ')).toEqual(expect.arrayContaining(commands));
      const isGroup = command.commands.length > 0;
      const options = help.visibleOptions(command).map(({ long }) => long);
      if (!isGroup) expect(await valuesOf(...path, '--'), path.join(' ')).toEqual(options);
      let visited = 1;
      for (const child of command.commands) visited += await visit(child, [...path, child.name()]);
      return visited;
    };
    const program = makeProgram(makeInsideIo(folder, systemClock).io, () => undefined);
    expect(await visit(program, [])).toBeGreaterThan(30);
  });

  it.each<readonly [readonly string[], readonly string[]]>([
    [['pl'], ['plan']],
    [['state', 'sh'], ['show']],
    [['plan', '--det'], ['--detailed-exitcode']],
    [['plan', '--json', '--j'], []],
    [['plan', '--env', ''], ['demo']],
    [['plan', '-e', 'd'], ['demo']],
    [['plan', '--env=d'], ['--env=demo']],
    [['plan', '--out', 'x', '--env', ''], ['demo']],
    [['state', 'show', VIEW.slice(0, -3)], [VIEW]],
    [['handoffs', 'show', 'account-upgrade/conn'], ['account-upgrade/connection/scores']],
    [['graph', 'sub'], ['subscription-churn']],
    [['scores', 'account'], ['account-upgrade']],
    [['scores', 'pull', 'account-upgrade', 'sub'], ['subscription-churn']],
    [
      ['handoffs', 'show', '--format', ''],
      ['text', 'md'],
    ],
    [
      ['completion', ''],
      ['bash', 'zsh', 'fish'],
    ],
    [['explain', 'spec.customerAi.sce'], ['spec.customerAi.scenario']],
    [['explain', 'merge-k'], ['merge-key']],
    [['show', ''], [':files']],
    [['validate', 'x.yaml', ''], [':files']],
    [['plan', '--out', 'p'], [':files']],
    [['plan', '--dir', ''], [':folders']],
    [['plan', '--', '--de'], []],
    [['nonsense', 'sub', '--x'], []],
    [[], expect.arrayContaining(['plan', 'apply', 'help'])],
  ])('%j becomes %j', async (words, expected) => {
    const values = await valuesOf(...words);
    expect(values.filter((value) => !words.includes('--x') || value.startsWith('--x'))).toEqual(expected);
  });

  it('has descriptions beside values', async () => {
    expect(await ask(['graph', 'account'])).toEqual(['account-upgrade\tLikelihood to upgrade account']);
  });

  it('offers nothing, and says nothing, where there is nothing to read or it cannot be read', async () => {
    const empty = await mkdtemp(join(folder, 'empty-'));
    expect(await ask(['plan', '--env', ''], empty)).toEqual([]);
    const broken = await mkdtemp(join(folder, 'broken-'));
    await writeFile(join(broken, 'pipelines'), 'no folder, and no YAML: [');
    expect(await ask(['plan', '--env', ''], broken)).toEqual([]);
    expect(await ask(['state', 'show', ''], broken)).toEqual([]);
  });

  it('takes any words in silence', async () => {
    const word = fc.oneof(
      fc.constantFrom(
        'plan',
        'state',
        'show',
        '--env',
        '--env=',
        '-e',
        '--',
        '-',
        '--json',
        'handoffs',
        'attest',
      ),
      fc.string(),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(word, { maxLength: 5 }), async (words) => {
        for (const line of await ask(words)) expect(line).toMatch(/^[^\n]+$/u);
      }),
      { numRuns: 40 },
    );
  });
});

const SHELLS = [
  {
    shell: 'bash',
    command: 'bash --norc --noprofile -i',
    setup: ['PS1="rea""dy> "', 'eval "$(cai completion bash)"'],
  },
  {
    shell: 'zsh',
    command: 'zsh -f -i',
    setup: ['PS1="rea""dy> "', 'autoload -Uz compinit && compinit -u -D', 'eval "$(cai completion zsh)"'],
  },
];

for (const { shell, command, setup } of SHELLS) {
  const missing = [shell, 'script'].filter((name) => !isInstalled(name));
  if (missing.length > 0)
    console.log(`completion in ${shell} is not tried: ${missing.join(', ')} not installed`);

  describe.skipIf(missing.length > 0)(`in a real ${shell}, by the tabulator key`, () => {
    let folder = '';
    let typed: InteractiveShell;

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'cai-'));
      await runInside(['init', '.'], folder, systemClock);
      await writeFile(join(folder, 'plan-of-today.json'), '{}');
      typed = new InteractiveShell({
        command,
        cwd: folder,
        programs: await installCommand(join(folder, 'programs')),
      });
      for (const line of setup) await typed.type(`${line}\n`);
    });

    afterAll(async () => {
      await typed.close();
      await rm(folder, { recursive: true, force: true });
    });

    it.each([
      ['a command and a topic', 'cai expl\tmerge-k\t', 'merge-key  diagnostic'],
      ['an address', 'cai state show account-upgrade/data-view/\t', `the state knows nothing at ${VIEW}`],
      ['an environment, after a space', 'cai graph account-upgrade --env d\t', '%% Environment demo.'],
      ['an environment, after =', 'cai graph account-upgrade --env=d\t', '%% Environment demo.'],
      ['an option', 'cai graph --js\t', '"environment": "demo"'],
      ['a file', 'cai show plan-of\t', 'plan-of-today.json'],
    ])('completes %s', async (_what, keys, shown) => {
      expect((await typed.type(`${keys}\n`)).replaceAll('\r', '')).toContain(shown);
    });

    it('runs what was completed, which ends as it would have when typed', async () => {
      expect(await typed.type('cai graph subscription-c\t --env de\t > graph.mmd\n')).not.toContain('error[');
      const { stdout } = await promisify(execFile)('cat', ['graph.mmd'], { cwd: folder });
      expect(stdout).toContain('"subscription-churn/connection/');
    });
  });
}

const hasFish = isInstalled('fish');
if (!hasFish) console.log('completion in fish is not tried: fish not installed');

/** Fish repaints its line with every key, so it is asked by its own command for what the key would offer. */
describe.skipIf(!hasFish)('in a real fish', () => {
  let folder = '';

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cai-'));
    await runInside(['init', '.'], folder, systemClock);
    await writeFile(join(folder, 'plan-of-today.json'), '{}');
    await installCommand(join(folder, 'programs'));
  });

  afterAll(async () => await rm(folder, { recursive: true, force: true }));

  it.each([
    ['a command', 'cai expl', 'explain'],
    ['an address', 'cai state show account-upgrade/data-view/', VIEW],
    ['an environment, after a space', 'cai graph account-upgrade --env d', 'demo'],
    ['an environment, after =', 'cai graph account-upgrade --env=d', '--env=demo'],
    ['an option', 'cai graph --js', '--json'],
    ['a file', 'cai show plan-of', 'plan-of-today.json'],
  ])('completes %s', async (_what, line, value) => {
    const script = `cai completion fish | source; complete -C '${line}'`;
    const env = { ...process.env, HOME: folder, PATH: `${join(folder, 'programs')}:${process.env.PATH}` };
    const { stdout } = await promisify(execFile)('fish', ['--no-config', '-c', script], { cwd: folder, env });
    const values = stdout.split('\n').map((one) => one.split('\t')[0]);
    expect(values).toContain(value);
  });
});
