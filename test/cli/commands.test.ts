import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CliResult, startCommand } from '../operator/command.ts';
import { ENVIRONMENT } from '../operator/site.ts';

/** The commands on a fresh repository, with no emulator running. */
describe('commands without a service', () => {
  let folder = '';
  let repository = '';

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cai-'));
    repository = join(folder, 'repository');
    expect(await run(['init', 'repository'], folder)).toMatchObject({ code: 0 });
  });

  afterAll(async () => await rm(folder, { recursive: true, force: true }));

  const run = async (
    args: readonly string[],
    cwd = repository,
    variables: Readonly<Record<string, string | undefined>> = {},
  ): Promise<CliResult> => await startCommand(args, { cwd, variables }).ended;

  /** A repository of its own, for a test that changes it. */
  const edited = async (changes: Readonly<Record<string, readonly (readonly [string, string])[]>>) => {
    const own = await mkdtemp(join(folder, 'own-'));
    await run(['init', '.'], own);
    for (const [file, replacements] of Object.entries(changes)) {
      const path = join(own, 'pipelines', file);
      let text = await readFile(path, 'utf8');
      for (const [from, to] of replacements) {
        expect(text).toContain(from);
        text = text.replace(from, to);
      }
      await writeFile(path, text);
    }
    return own;
  };

  it('init leaves a repository alone that is already there', async () => {
    const before = await readdir(repository, { recursive: true });
    const { code, stdout, stderr } = await run(['init', 'repository'], folder);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('error[init-refused]');
    expect(stderr).toContain('Nothing was written');
    expect(await readdir(repository, { recursive: true })).toEqual(before);
  });

  it('--version prints a version and nothing else', async () => {
    expect(await run(['--version'])).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
    });
  });

  it.each([
    [['nonsense'], "unknown command 'nonsense'"],
    [['plan', '--nonsense'], "unknown option '--nonsense'"],
    [['plan', '--env', 'other'], 'There are: demo.'],
    [['validate', '--env', 'other'], 'There are: demo.'],
    [['handoffs', 'attest', 'account-upgrade/connection/scores'], 'names no fingerprint'],
    [['handoffs', 'decline', 'account-upgrade/connection/scores'], '--reason'],
    [['handoffs', 'attest', 'account-upgrade/connection/scores@abc', '--as', ' '], 'is no name of a person'],
    [
      ['handoffs', 'attest', 'account-upgrade/connection/scores@abc', '--as', '--gone'],
      'is no name of a person',
    ],
    [['state', 'show', 'account-upgrade/connection/other'], 'cai state list'],
    [['show', 'plan.json'], 'cai plan --out plan.json'],
  ])('cai %j ends with 1 and says what to do', async (args, said) => {
    const { code, stdout, stderr } = await run(args);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(said);
    expect(stderr).not.toMatch(/^\s+at .*\.js:\d+/m);
  });

  it.concurrent.each([[['plan']], [['apply', '--yes']], [['handoffs', 'list']]])(
    'cai %j says how to start the emulator where it does not run',
    async (args) => {
      const { code, stdout, stderr } = await run(args);
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
      expect(stderr).toContain('cai emulator');
      expect(stderr).not.toContain('cai has a bug');
      expect(stderr).not.toMatch(/^\s+at .*\.js:\d+/m);
    },
  );

  it('names the missing credentials of an environment that names no emulator', async () => {
    const own = await edited({
      'environments/demo.yaml': [['  emulator: { port: 4410, path: .cai/emulator, seed: 1 }', '']],
    });
    const none = await run(['plan'], own);
    expect(none.code).toBe(1);
    for (const name of ['CLIENT_ID', 'CLIENT_SECRET', 'ORG_ID'])
      expect(none.stderr).toContain(`CAI_DEMO_${name}`);
    const some = await run(['plan'], own, { CAI_DEMO_CLIENT_ID: 'id-of-mine', CAI_DEMO_ORG_ID: 'org' });
    expect(some.stderr).toContain('CAI_DEMO_CLIENT_SECRET not set');
    expect(some.stderr).not.toContain('CAI_DEMO_CLIENT_ID');
    expect(some.stderr).not.toContain('id-of-mine');
  });

  it('validate shows five mistakes of three files at once, each with its place, and writes nothing', async () => {
    const own = await edited({
      'account-upgrade.yaml': [
        ['propensityType: conversion', 'propensityType: conversions'],
        ['- from: scores.event\n      - from: inputs.web', '- from: scores.event\n      - from: inputs.wbe'],
      ],
      'subscription-churn.yaml': [
        ['occurs: willNot', 'occurs: willnot'],
        ['var.timezone', 'var.timzone'],
      ],
      'environments/demo.yaml': [
        ['[account-upgrade, subscription-churn]', '[account-upgrad, subscription-churn]'],
      ],
    });
    const before = await readdir(own, { recursive: true });
    const { code, stdout, stderr } = await run(['validate'], own);
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    const places = [...stdout.matchAll(/^ {2}at (pipelines\/\S+?):\d+:\d+/gm)].map(([, file]) => file);
    expect(new Set(places).size).toBe(3);
    for (const meant of ['conversion', 'web', 'willNot', 'timezone', 'account-upgrade'])
      expect(stdout).toMatch(new RegExp(`did you mean: .*${meant}`));
    expect(await readdir(own, { recursive: true })).toEqual(before);
    const json = await run(['validate', '--json'], own);
    const report: { diagnostics: readonly { code: string; source: object }[]; errors: number } = JSON.parse(
      json.stdout,
    );
    expect(json.code).toBe(1);
    expect(report.errors).toBeGreaterThanOrEqual(5);
    for (const { source } of report.diagnostics)
      expect(source).toMatchObject({
        file: expect.any(String),
        start: { line: expect.any(Number), column: expect.any(Number) },
      });
    const plan = await run(['plan'], own);
    expect(plan).toMatchObject({ code: 1, stdout: '' });
    expect(plan.stderr).toContain('error[invalid-yaml]');
  });

  it('validate --env leaves out what is wrong in documents of other environments, and nothing else', async () => {
    const own = await edited({});
    const demo = await readFile(join(own, ENVIRONMENT), 'utf8');
    const stage = demo.replace('name: demo', 'name: stage').replace('sandbox: prod', 'sandbox: [prod]');
    await writeFile(join(own, 'pipelines/environments/stage.yaml'), stage);
    expect((await run(['validate'], own)).code).toBe(1);
    const sound = await run(['validate', '--env', 'demo'], own);
    expect(sound.code).toBe(0);
    expect(sound.stdout).toContain('1 environment');
    const broken = await run(['validate', '--env', 'stage'], own);
    expect(broken.code).toBe(1);
    expect(broken.stdout).toContain('at pipelines/environments/stage.yaml:');
    const none = await run(['validate', '--env', 'nope'], own);
    expect(none).toMatchObject({ code: 1, stdout: '' });
    expect(none.stderr).toContain('There is no environment "nope"');
    const file = join(own, 'pipelines/account-upgrade.yaml');
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.replace('propensityType: conversion', 'propensityType: conversions'));
    const both = await run(['validate', '--env', 'demo'], own);
    expect(both.code).toBe(1);
    expect(both.stdout).toContain('at pipelines/account-upgrade.yaml:');
    expect(both.stdout).not.toContain('stage.yaml');
  });

  it.concurrent.each([
    [['doctor']],
    [['state', 'list']],
    [['plan']],
    [['handoffs', 'list']],
    [['emulator', '--env', 'demo']],
  ])('cai %j in the folder pipelines says to start in the one above', async (args) => {
    const { code, stdout, stderr } = await run(args, join(repository, 'pipelines'));
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('unreadable-path');
    expect(stderr).toContain('error[invalid-yaml]');
    expect(stderr).not.toContain('Which environment?');
  });

  it('validate looks at the environment that it is asked about, and names that in what is next', async () => {
    const own = await edited({});
    const demo = await readFile(join(own, ENVIRONMENT), 'utf8');
    await writeFile(
      join(own, 'pipelines/environments/stage.yaml'),
      demo.replace('name: demo', 'name: stage'),
    );
    const { code, stdout } = await run(['validate', '--env', 'stage'], own);
    expect(code).toBe(0);
    expect(stdout).toContain('1 environment');
    expect(stdout).toContain('cai plan --env stage');
    expect((await run(['validate'], own)).stdout).toContain('2 environments');
  });

  it('answers in JSON alone where JSON is asked for, errors too', async () => {
    for (const args of [['validate'], ['state', 'list'], ['plan'], ['plan', '--env', 'other']]) {
      const { stdout } = await run([...args, '--json']);
      expect(JSON.parse(stdout)).toMatchObject({ formatVersion: 1 });
    }
  });
});
