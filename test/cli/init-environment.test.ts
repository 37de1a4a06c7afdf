import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../runner/host/index.ts';
import type { CliResult } from '../operator/command.ts';
import { runInside } from '../operator/inside.ts';

const FILE = 'pipelines/environments/prod.yaml';

interface Validation {
  readonly errors: number;
  readonly diagnostics: readonly {
    readonly severity: string;
    readonly code: string;
    readonly source: { readonly file: string; readonly start: { readonly line: number } };
  }[];
}

describe('cai init --env', () => {
  let folder = '';

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cai-init-'));
  });

  afterAll(async () => await rm(folder, { recursive: true, force: true }));

  async function cli(cwd: string, ...args: readonly string[]): Promise<CliResult> {
    return await runInside(args, cwd, systemClock);
  }

  async function repository(): Promise<string> {
    const own = await mkdtemp(join(folder, 'own-'));
    expect((await cli(own, 'init')).code).toBe(0);
    return own;
  }

  async function validate(own: string): Promise<Validation> {
    return JSON.parse((await cli(own, 'validate', '--json')).stdout) as Validation;
  }

  it('writes one document, whose open values validate names line by line', async () => {
    const own = await repository();
    const before = await readdir(own, { recursive: true });
    const { code, stdout } = await cli(own, 'init', '--env', 'prod');
    expect(code).toBe(0);
    for (const said of ['cai validate', 'cai doctor --env prod', 'CAI_PROD_CLIENT_SECRET', FILE])
      expect(stdout).toContain(said);
    expect((await readdir(own, { recursive: true })).sort()).toEqual([...before, FILE].sort());
    const lines = (await readFile(join(own, FILE), 'utf8')).split('\n');
    const open = lines.flatMap((line, index) => (/^[^#]*<[A-Z ]+>/.test(line) ? [index + 1] : []));
    const { diagnostics } = await validate(own);
    expect(open).toHaveLength(2);
    expect(diagnostics.map(({ severity, source }) => `${severity} ${source.file}`)).toEqual(
      diagnostics.map(() => `error ${FILE}`),
    );
    expect(new Set(diagnostics.map(({ source }) => source.start.line))).toEqual(new Set(open));
  });

  it('is valid once they are filled in, with every commented attribute too', async () => {
    const own = await repository();
    await cli(own, 'init', '--env', 'eu-prod');
    const path = join(own, 'pipelines/environments/eu-prod.yaml');
    const filled = (await readFile(path, 'utf8'))
      .replace('<NAME OF A PIPELINE>', 'subscription-churn')
      .replace('<NAME OF THE SANDBOX>', 'prod');
    await writeFile(path, filled);
    const { diagnostics } = await validate(own);
    expect(diagnostics).toEqual([]);
    expect((await cli(own, 'fmt', '--check')).stdout).toBe('');
    const whole = filled.replaceAll(/^ {2}#(\w+: )/gm, '  $1');
    expect(whole.match(/^ {2}\w+: /gm)?.length).toBeGreaterThan(8);
    await writeFile(path, whole);
    expect((await validate(own)).errors).toBe(0);
    expect(whole).toContain('CAI_EU_PROD_ORG_ID');
  });

  it('keeps the state in git where the repository is one', async () => {
    const own = await repository();
    await cli(own, 'init', '--env', 'local-one');
    await mkdir(join(own, '.git'));
    await cli(own, 'init', '--env', 'shared-one');
    const read = async (name: string): Promise<string> =>
      await readFile(join(own, `pipelines/environments/${name}.yaml`), 'utf8');
    expect(await read('local-one')).toContain('\n  state: { backend: local, path: .cai }\n');
    expect(await read('shared-one')).toContain('\n  state: { backend: git }\n');
  });

  it.each([
    [['init', '--env', 'demo'], 'already has an environment "demo"'],
    [['init', '--env', 'taken'], 'is there already'],
    [['init', '--env', 'Prod'], 'cannot be the name'],
    [['init', '--env', '../prod'], 'cannot be the name'],
    [['init', '--env', 'prod', '--github'], 'One after the other'],
    [['init', 'elsewhere', '--env', 'prod'], 'cai init DIRECTORY'],
  ])('%j writes nothing, and says why', async (args, said) => {
    const own = await repository();
    await writeFile(join(own, 'pipelines/environments/taken.yaml'), '# a note\n');
    const before = await readdir(own, { recursive: true });
    const { code, stdout, stderr } = await cli(own, ...args);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr.replaceAll(/\s+/g, ' ')).toContain(said);
    expect(await readdir(own, { recursive: true })).toEqual(before);
    expect(await readFile(join(own, 'pipelines/environments/taken.yaml'), 'utf8')).toBe('# a note\n');
  });

  it('is looked for by other commands: they say what keeps it out', async () => {
    const own = await repository();
    await cli(own, 'init', '--env', 'prod');
    const { code, stderr } = await cli(own, 'doctor', '--env', 'prod');
    expect(code).toBe(1);
    expect(stderr).toContain('error[invalid-yaml]');
    expect(stderr).toContain(`at ${FILE}:`);
  });
});
