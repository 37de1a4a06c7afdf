import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CliResult, startCommand } from '../operator/command.ts';

const ACTION = `luma/cai-pipelines@${'1a'.repeat(20)}`;
const FILES = [
  'CODEOWNERS',
  'pull_request_template.md',
  'workflows/apply.yml',
  'workflows/commands.yml',
  'workflows/drift.yml',
  'workflows/operator.yml',
  'workflows/plan.yml',
];

describe('cai init --github', () => {
  let folder = '';

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cai-'));
  });
  afterAll(async () => await rm(folder, { recursive: true, force: true }));

  const init = async (...args: readonly string[]): Promise<CliResult> =>
    await startCommand(['init', ...args], { cwd: folder }).ended;

  const filesOf = async (name: string): Promise<readonly string[]> =>
    (await readdir(join(folder, name), { recursive: true, withFileTypes: true }))
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(join(folder, name).length + 1))
      .sort();

  it('writes the workflows of a consumer, which use the action of that commit, and keeps the state in a branch', async () => {
    expect(await init('whole', '--github', '--action', ACTION)).toMatchObject({ code: 0, stderr: '' });
    expect(await filesOf('whole/.github')).toEqual(FILES);
    for (const name of FILES.filter((file) => file.startsWith('workflows/'))) {
      const text = await readFile(join(folder, 'whole/.github', name), 'utf8');
      expect(text).toContain(`uses: luma/cai-pipelines/.github/actions/cai@${'1a'.repeat(20)}\n`);
      expect(text).not.toContain('uses: ./');
    }
    const environment = await readFile(join(folder, 'whole/pipelines/environments/demo.yaml'), 'utf8');
    expect(environment).toContain('\n  state: { backend: git }\n');
  });

  it('without it the state is on this machine, and no workflow is written', async () => {
    expect(await init('local')).toMatchObject({ code: 0, stderr: '' });
    const environment = await readFile(join(folder, 'local/pipelines/environments/demo.yaml'), 'utf8');
    expect(environment).toContain('\n  state: { backend: local, path: .cai }\n');
    expect(environment).not.toContain('In a branch of this repository');
    expect(await readdir(join(folder, 'local'))).not.toContain('.github');
  });

  it('adds workflows to pipelines that are there, and changes none of those', async () => {
    await init('later');
    await mkdir(join(folder, 'later/.github'));
    await writeFile(join(folder, 'later/.github/dependabot.yml'), 'version: 2\n');
    const before = await readFile(join(folder, 'later/pipelines/account-upgrade.yaml'), 'utf8');
    expect(await init('later', '--github', '--action', ACTION)).toMatchObject({ code: 0, stderr: '' });
    expect(await filesOf('later/.github')).toEqual([...FILES, 'dependabot.yml'].sort());
    expect(await readFile(join(folder, 'later/pipelines/account-upgrade.yaml'), 'utf8')).toBe(before);
  });

  it('writes over no file, and nothing at all where one is there', async () => {
    await mkdir(join(folder, 'taken/.github/workflows'), { recursive: true });
    await writeFile(join(folder, 'taken/.github/workflows/plan.yml'), 'name: mine\n');
    const { code, stderr } = await init('taken', '--github', '--action', ACTION);
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: expect.stringContaining('already has .github/workflows/plan.yml'),
    });
    expect(await filesOf('taken')).toEqual(['.github/workflows/plan.yml']);
  });

  it.each([
    ['a tag', 'luma/cai-pipelines@v1'],
    ['no repository', `cai-pipelines@${'1a'.repeat(20)}`],
    ['more than one line', `luma/cai\nrun: x@${'1a'.repeat(20)}`],
  ])('refuses an action that is %s', async (_name, action) => {
    const { code, stderr } = await init('never', '--github', '--action', action);
    expect(code).toBe(1);
    expect(stderr).toMatch(/is\s+not\s+OWNER\/NAME@COMMIT/u);
    expect(await readdir(folder)).not.toContain('never');
  });

  it('says what to do where this build knows no action', async () => {
    const { code, stderr } = await init('never', '--github');
    expect(code).toBe(1);
    expect(stderr).toMatch(/was not released[\s\S]*--action\s+OWNER\/NAME@COMMIT/);
    expect(await readdir(folder)).not.toContain('never');
  });
});
