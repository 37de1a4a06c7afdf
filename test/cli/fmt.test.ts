import { chmod, lstat, mkdir, mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runProgram } from '../../runner/cli/program.ts';
import { systemClock } from '../../runner/host/index.ts';
import type { CliResult } from '../operator/command.ts';
import { makeInsideIo, runInside } from '../operator/inside.ts';

const GOOD = 'apiVersion: cai/v1\nkind: Environment\n';
const BAD = 'kind:   "Environment"   # what it is\napiVersion: cai/v1\n';
const BAD_FORMATTED = 'apiVersion: cai/v1\nkind: Environment # what it is\n';

describe('cai fmt', () => {
  let folder = '';
  const file = (name: string): string => join(folder, 'pipelines', name);
  const run = async (...args: readonly string[]): Promise<CliResult> =>
    await runInside(['fmt', ...args], folder, systemClock);

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cai-'));
    await mkdir(join(folder, 'pipelines'));
    await writeFile(file('good.yaml'), GOOD);
    await writeFile(file('bad.yaml'), BAD);
  });

  afterEach(async () => await rm(folder, { recursive: true, force: true }));

  it('writes what is not in its one form, lists it, and has nothing to do after that', async () => {
    expect(await run()).toEqual({
      code: 0,
      stdout: 'pipelines/bad.yaml\n',
      stderr: '1 of 2 files formatted, the meaning is unchanged\n',
    });
    expect(await readFile(file('bad.yaml'), 'utf8')).toBe(BAD_FORMATTED);
    expect(await run()).toEqual({ code: 0, stdout: '', stderr: '2 files checked, nothing to format\n' });
    expect((await run('--check')).code).toBe(0);
  });

  it('with --check writes nothing and exits 1', async () => {
    expect(await run('--check')).toEqual({
      code: 1,
      stdout: 'pipelines/bad.yaml\n',
      stderr: '1 of 2 files not formatted. Format with: cai fmt\n',
    });
    expect(await readFile(file('bad.yaml'), 'utf8')).toBe(BAD);
    expect(JSON.parse((await run('--check', '--json', 'pipelines/bad.yaml')).stdout)).toEqual({
      formatVersion: 1,
      isCheck: true,
      files: [{ file: 'pipelines/bad.yaml', isChanged: true, hadWindowsLineEnds: false, isAsWritten: false }],
      changed: 1,
    });
  });

  it('writes no file where one is not well-formed, and says what validate says of it', async () => {
    await writeFile(file('broken.yaml'), 'apiVersion: cai/v1\n\tkind: Pipeline\n');
    const { code, stdout, stderr } = await run();
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('error[yaml-tab]');
    expect(stderr).toContain('at pipelines/broken.yaml:2:1');
    expect(stderr).toContain('Nothing was formatted.');
    expect(await readFile(file('bad.yaml'), 'utf8')).toBe(BAD);
    const json = JSON.parse((await run('--json')).stdout);
    expect(json).toMatchObject({ errors: 1, diagnostics: [{ code: 'yaml-tab' }] });
  });

  it('says that Windows line ends become line feeds, and drops a byte order mark', async () => {
    await writeFile(file('windows.yaml'), GOOD.replaceAll('\n', '\r\n'));
    await writeFile(file('mark.yaml'), `\uFEFF${GOOD}`);
    const { code, stdout, stderr } = await run('pipelines/windows.yaml', 'pipelines/mark.yaml');
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'pipelines/mark.yaml\npipelines/windows.yaml\n' });
    expect(stderr).toContain('pipelines/windows.yaml: Windows line ends (CRLF) became LF');
    for (const name of ['windows.yaml', 'mark.yaml']) expect(await readFile(file(name), 'utf8')).toBe(GOOD);
  });

  it('follows a symbolic link, and keeps who may read the file', async () => {
    await writeFile(join(folder, 'outside.yaml'), BAD);
    await chmod(join(folder, 'outside.yaml'), 0o600);
    await symlink(join(folder, 'outside.yaml'), file('link.yaml'));
    expect((await run('pipelines/link.yaml')).code).toBe(0);
    expect(await readFile(join(folder, 'outside.yaml'), 'utf8')).toBe(BAD_FORMATTED);
    expect((await lstat(file('link.yaml'))).isSymbolicLink()).toBe(true);
    expect((await stat(join(folder, 'outside.yaml'))).mode & 0o777).toBe(0o600);
  });

  it('formats stdin to stdout, alone', async () => {
    const given = async (text: string, ...args: readonly string[]): Promise<CliResult> => {
      const { io, stdout, stderr } = makeInsideIo(folder, systemClock);
      const stdin = new PassThrough();
      stdin.end(text);
      const code = await runProgram(['fmt', ...args], { ...io, stdin });
      return { code, stdout: stdout.text, stderr: stderr.text };
    };
    expect(await given(BAD, '-')).toEqual({ code: 0, stdout: BAD_FORMATTED, stderr: '' });
    expect(await given(BAD, '-', '--check')).toMatchObject({ code: 1, stdout: '<stdin>\n' });
    expect(await given('a: [', '-')).toMatchObject({ code: 1, stdout: '' });
    expect(await given(BAD, '-', 'pipelines')).toMatchObject({ code: 1, stdout: '' });
  });

  it('says where nothing was found', async () => {
    const { code, stderr } = await run('elsewhere');
    expect(code).toBe(1);
    expect(stderr).toContain('error[unreadable-path]');
  });
});
