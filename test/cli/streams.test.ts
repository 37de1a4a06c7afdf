import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningEmulator, startEmulator } from '../../runner/emulator/index.ts';
import { systemClock } from '../../runner/host/index.ts';
import { closeStrictly, STRICT } from '../contracts/strict.ts';
import { runInside } from '../operator/inside.ts';
import { installCommand, isInstalled } from '../operator/shell.ts';
import { ENVIRONMENT } from '../operator/site.ts';

const ESCAPE = '\u001b';
const COLOUR = new RegExp(`${ESCAPE}\\[[\\d;]*m`);
const PROGRESS = 'Planning';
const RESULT = 'Observed 2';

const hasScript = isInstalled('script');
if (!hasScript) process.stdout.write('not run: what a terminal gets; program "script" is not installed\n');

describe.skipIf(!hasScript)(
  'on a terminal, each of stdout and stderr has colours only where it is that terminal',
  () => {
    let folder = '';
    let repository = '';
    let programs = '';
    let emulator: RunningEmulator;

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'cai-'));
      repository = join(folder, 'repository');
      programs = await installCommand(join(folder, 'bin'));
      emulator = await startEmulator({ world: join(folder, 'world'), port: 0, rateLimit: 'off', ...STRICT });
      await runInside(['init', 'repository'], folder, systemClock);
      const path = join(repository, ENVIRONMENT);
      const text = await readFile(path, 'utf8');
      await writeFile(path, text.replaceAll('http://127.0.0.1:4410', emulator.url));
    });

    afterAll(async () => {
      await closeStrictly(emulator, { allowsRefused: false });
      await rm(folder, { recursive: true, force: true });
    });

    /** Runs a line of shell on a terminal of its own; returns what that terminal was sent. */
    const onTerminal = async (
      line: string,
      { columns = 100, ...variables }: Readonly<Record<string, string | number>> = {},
    ): Promise<string> =>
      await new Promise((done, fail) => {
        const env = {
          PATH: `${programs}:${process.env.PATH}`,
          HOME: folder,
          TERM: 'xterm-256color',
          ...variables,
        };
        execFile(
          'script',
          ['-q', '-e', '-c', `stty cols ${columns}; ${line}`, '/dev/null'],
          { cwd: repository, env },
          (error, stdout) => (error === null ? done(stdout) : fail(error)),
        );
      });
    const read = async (name: string): Promise<string> => await readFile(join(repository, name), 'utf8');

    it('both', async () => {
      const shown = await onTerminal('cai plan');
      expect(shown).toMatch(COLOUR);
      expect(shown).toContain(PROGRESS);
      expect(shown).toContain(RESULT);
    });

    it('both, line by line where the terminal tells no width', async () => {
      const shown = await onTerminal('cai plan', { columns: 0 });
      expect(shown).toMatch(COLOUR);
      expect(shown).toContain(PROGRESS);
      expect(shown).toContain(RESULT);
    });

    it('none with NO_COLOR', async () => {
      const shown = await onTerminal('cai plan', { NO_COLOR: '1' });
      expect(shown).toContain(RESULT);
      expect(shown).not.toMatch(COLOUR);
    });

    it('stdout, with stderr in a file', async () => {
      const shown = await onTerminal('cai plan 2> err.txt');
      expect(shown).toMatch(COLOUR);
      expect(shown).toContain(RESULT);
      const progress = await read('err.txt');
      expect(progress).toContain(PROGRESS);
      expect(progress).not.toContain(ESCAPE);
    });

    it('stderr, with stdout in a file', async () => {
      const shown = await onTerminal('cai plan > out.txt');
      expect(shown).toMatch(COLOUR);
      expect(shown).toContain(PROGRESS);
      const result = await read('out.txt');
      expect(result).toContain(RESULT);
      expect(result).not.toContain(ESCAPE);
    });

    it('none, with both in files', async () => {
      expect(await onTerminal('cai plan > both.txt 2>&1')).toBe('');
      const both = await read('both.txt');
      expect(both).toContain(PROGRESS);
      expect(both).toContain(RESULT);
      expect(both).not.toContain(ESCAPE);
    });
  },
);
