import { execFileSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../runner/host/index.ts';
import { type CliResult, startCommand } from '../operator/command.ts';
import { runInside } from '../operator/inside.ts';

/** Takes from root what lets it write everywhere: the modes of folders count for it too then. */
const AS_EVERYBODY = ['setpriv', '--bounding-set=-dac_override,-dac_read_search'];

function isRunnable([program = '', ...args]: readonly string[]): boolean {
  try {
    execFileSync(program, [...args], { stdio: 'pipe' });
    return true;
  } catch {
    return false;
  }
}

describe('cai init', () => {
  let folder = '';

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cai-init-'));
  });
  afterAll(async () => await rm(folder, { recursive: true, force: true }));

  const make = async (): Promise<string> => await mkdtemp(join(folder, 'own-'));
  const init = async (cwd: string, ...args: readonly string[]): Promise<CliResult> =>
    await runInside(['init', ...args], cwd, systemClock);
  const said = ({ stderr }: CliResult): string => stderr.replaceAll(/\s+/gu, ' ');

  it('says where it may not write', async (context) => {
    const isRoot = process.getuid?.() === 0;
    if (isRoot && !isRunnable([...AS_EVERYBODY, 'true'])) context.skip('root may write everywhere');
    const own = await make();
    await chmod(own, 0o555);
    const through = isRoot ? AS_EVERYBODY : [];
    for (const args of [
      ['init', 'x/y'],
      ['init', '.'],
    ]) {
      const refused = await startCommand(args, { cwd: own, through }).ended;
      expect({ code: refused.code, stdout: refused.stdout }).toEqual({ code: 1, stdout: '' });
      expect(said(refused)).toContain('error[file-forbidden]');
      expect(said(refused)).toContain(`${own}/`);
      expect(said(refused)).toContain('permission is denied');
    }
    await chmod(own, 0o755);
  });

  it('says that a file system is read-only', async (context) => {
    const own = await make();
    if (!isRunnable(['mount', '-t', 'tmpfs', '-o', 'ro', 'tmpfs', own])) context.skip('only root may mount');
    try {
      const refused = await init(own, 'new');
      expect(refused.code).toBe(1);
      expect(said(refused)).toContain('error[disk-read-only]');
    } finally {
      execFileSync('umount', [own]);
    }
  });

  it.each([
    ['taken', [], 'error[file-exists]'],
    ['taken/below', [], 'error[not-a-folder]'],
    ['.', ['--github', '--action', `luma/cai@${'1a'.repeat(20)}`], 'error[not-a-folder]'],
  ] as const)('writes nothing where a file is in the place of a folder: %s', async (target, args, code) => {
    const own = await make();
    await writeFile(join(own, 'taken'), 'mine\n');
    await writeFile(join(own, '.github'), 'mine\n');
    const refused = await init(own, target, ...args);
    expect(refused).toMatchObject({ code: 1, stdout: '' });
    expect(said(refused)).toContain(code);
    expect((await readdir(own)).sort()).toEqual(['.github', 'taken']);
  });

  it('adds to the .gitignore of a fresh clone what it lacks, changes nothing of it, and says so', async () => {
    const own = await make();
    await mkdir(join(own, '.git'));
    await writeFile(join(own, 'README.md'), '# Mine\n');
    const before = '# Node\n/node_modules\r\n!keep  \nplan.json';
    await writeFile(join(own, '.gitignore'), before);
    const { code, stdout, stderr } = await init(own);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(await readFile(join(own, '.gitignore'), 'utf8')).toBe(
      `${before}\n.cai/\nscores/\nreports/\nemulator.log\n`,
    );
    expect(stdout).toContain('Added to .gitignore: .cai/, scores/, reports/, emulator.log\n');
    expect(await readFile(join(own, 'README.md'), 'utf8')).toBe('# Mine\n');
    expect((await runInside(['validate'], own, systemClock)).code).toBe(0);
  });

  it('leaves a .gitignore alone that lacks nothing', async () => {
    const own = await make();
    await init(own, 'first');
    const whole = await readFile(join(own, 'first/.gitignore'), 'utf8');
    await mkdir(join(own, 'second'));
    await writeFile(join(own, 'second/.gitignore'), whole.replaceAll('\n', '\r\n'));
    const { code, stdout } = await init(own, 'second');
    expect(code).toBe(0);
    expect(stdout).not.toContain('.gitignore');
    expect(await readFile(join(own, 'second/.gitignore'), 'utf8')).toBe(whole.replaceAll('\n', '\r\n'));
  });

  it('refuses a .gitignore that is a folder before it writes anything', async () => {
    const own = await make();
    await mkdir(join(own, '.gitignore'));
    const refused = await init(own);
    expect(refused).toMatchObject({ code: 1, stdout: '' });
    expect(said(refused)).toContain('error[not-a-file]');
    expect(await readdir(own)).toEqual(['.gitignore']);
  });
});
