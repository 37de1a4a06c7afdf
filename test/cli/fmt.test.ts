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
const ODD =
  'kind: Pipeline\nspec:\n    dataViews:\n    - name: d\n      components: &c\n        - {id: a} # flow\n        # last\n    - name: e\n      components: *c\napiVersion: "cai/v1"\n# end\n...\n---\n# only a comment\n';
const ODD_FORMATTED =
  'kind: Pipeline\nspec:\n  dataViews:\n    - name: d\n      components: &c\n        - { id: a } # flow\n        # last\n    - name: e\n      components: *c\napiVersion: cai/v1\n\n# end\n...\n---\n# only a comment\n';
/** Between two keys in their long form no comment can be put for sure. */
const LEFT = 'kind:   Environment\r\nspec:\r\n  ? a\r\n  # of which\r\n  ? b\r\n';

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
      leftAsWritten: 0,
    });
  });

  it('formats a file with comments below flow mappings, at its end, and as a whole document', async () => {
    await writeFile(file('odd.yaml'), ODD);
    expect(await run('pipelines/odd.yaml')).toMatchObject({ code: 0, stdout: 'pipelines/odd.yaml\n' });
    expect(await readFile(file('odd.yaml'), 'utf8')).toBe(ODD_FORMATTED);
  });

  it('leaves a file where a comment could get lost, names its line, and exits 1', async () => {
    await writeFile(file('left.yaml'), LEFT);
    const note =
      'pipelines/left.yaml:4: left as written; this comment could get lost. Move it to a line of its own above what it belongs to\n';
    const only = `${note}1 file checked, 1 left as written\n`;
    expect(await run('pipelines/left.yaml')).toEqual({ code: 1, stdout: '', stderr: only });
    expect(await run('pipelines/left.yaml', '--check')).toEqual({
      code: 1,
      stdout: 'pipelines/left.yaml\n',
      stderr: only,
    });
    expect((await run('--check')).stderr).toBe(
      `${note}1 of 3 files not formatted, 1 left as written. Format with: cai fmt\n`,
    );
    expect(await run()).toEqual({
      code: 1,
      stdout: 'pipelines/bad.yaml\n',
      stderr: `${note}1 of 3 files formatted, the meaning is unchanged, 1 left as written\n`,
    });
    expect(await readFile(file('left.yaml'), 'utf8')).toBe(LEFT);
    const json = await run('pipelines/left.yaml', '--json');
    expect(json.code).toBe(1);
    expect(JSON.parse(json.stdout)).toEqual({
      formatVersion: 1,
      isCheck: false,
      files: [
        {
          file: 'pipelines/left.yaml',
          isChanged: false,
          hadWindowsLineEnds: true,
          isAsWritten: true,
          comment: { line: 4, column: 3 },
        },
      ],
      changed: 0,
      leftAsWritten: 1,
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
    expect(await given(LEFT, '-')).toEqual({
      code: 1,
      stdout: LEFT,
      stderr:
        '<stdin>:4: left as written; this comment could get lost. Move it to a line of its own above what it belongs to\n',
    });
    expect(await given('a: [', '-')).toMatchObject({ code: 1, stdout: '' });
    expect(await given(BAD, '-', 'pipelines')).toMatchObject({ code: 1, stdout: '' });
  });

  it('says where nothing was found', async () => {
    const { code, stderr } = await run('elsewhere');
    expect(code).toBe(1);
    expect(stderr).toContain('error[unreadable-path]');
  });
});
