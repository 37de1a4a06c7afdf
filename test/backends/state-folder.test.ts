import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startCommand } from '../operator/command.ts';

let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cai-'));
  expect((await startCommand(['init', 'repository'], { cwd: folder }).ended).code).toBe(0);
});

afterEach(async () => await rm(folder, { recursive: true, force: true }));

it.each(['../../../evil', '..', '/evil', 'a/b', '__proto__'])(
  'an environment named %s has no state anywhere, by its YAML or by its flag',
  async (name) => {
    const cwd = join(folder, 'repository');
    const file = join(cwd, 'pipelines/environments/demo.yaml');
    const byFlag = await startCommand(['state', 'unlock', '--env', name], { cwd }).ended;
    expect(byFlag.code).not.toBe(0);
    expect(byFlag.stderr).toContain('error[');
    await writeFile(
      file,
      (await readFile(file, 'utf8')).replace('name: demo', `name: ${JSON.stringify(name)}`),
    );
    const byYaml = await startCommand(['apply', '--yes', '--env', name], { cwd }).ended;
    expect(byYaml.code).not.toBe(0);
    expect(byYaml.stderr).toMatch(/error\[wrong-format\]/u);
    expect(await readdir(folder)).toEqual(['repository']);
    expect(await readdir(cwd)).toEqual(['.gitignore', 'pipelines', 'schemas']);
  },
);
