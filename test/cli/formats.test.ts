import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../runner/host/index.ts';
import { makeManifest } from '../../runner/plan/index.ts';
import { renderPlanJson, renderPlanMarkdown } from '../../runner/render/index.ts';
import type { CliResult } from '../operator/command.ts';
import { runInside } from '../operator/inside.ts';
import { manifestOf } from '../render/forge/sample-reviews.ts';
import { firstPlan } from '../render/sample-plans.ts';

const FILE = 'pipelines/account-upgrade.yaml';

describe('--format', () => {
  let folder = '';
  const run = async (...args: readonly string[]): Promise<CliResult> =>
    await runInside(args, folder, systemClock);

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cai-'));
    await run('init', '.');
    const path = join(folder, FILE);
    const text = await readFile(path, 'utf8');
    await writeFile(path, text.replace('propensityType: conversion', 'propensityType: "100%: a,b"'));
  });
  afterAll(async () => await rm(folder, { recursive: true, force: true }));

  it('github prints a workflow command at the line, escaped, and all of it for people on stderr', async () => {
    const { code, stdout, stderr } = await run('validate', '--format', 'github');
    expect(code).toBe(1);
    const [first = '', ...rest] = stdout.trimEnd().split('\n');
    expect(first).toMatch(
      /^::error file=pipelines\/account-upgrade\.yaml,line=\d+,col=\d+,title=A value is not allowed here::/u,
    );
    for (const line of rest) expect(line).toMatch(/^::(?:error|warning|notice)/u);
    expect(stderr).toContain('error[not-allowed-value]');
  });

  it('sarif prints a log of the same problems, with exit code 1 as well', async () => {
    const { code, stdout, stderr } = await run('validate', '--format', 'sarif');
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    const json: { diagnostics: { code: string; source: { start: { line: number } } }[] } = JSON.parse(
      (await run('validate', '--json')).stdout,
    );
    const log = JSON.parse(stdout);
    expect(log.runs[0].tool.driver.semanticVersion).toBe('1.0.0');
    expect(
      log.runs[0].results.map(
        (result: {
          ruleId: string;
          locations: { physicalLocation: { region: { startLine: number } } }[];
        }) => [result.ruleId, result.locations[0]?.physicalLocation.region.startLine],
      ),
    ).toEqual(json.diagnostics.map((one) => [one.code, one.source.start.line]));
  });

  it('of sound YAML is an empty log, and no workflow command', async () => {
    const valid = ['validate', 'pipelines/subscription-churn.yaml', '--format'];
    expect(await run(...valid, 'github')).toEqual({ code: 0, stdout: '', stderr: '' });
    const { code, stdout } = await run(...valid, 'sarif');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ runs: [{ results: [] }] });
  });

  it('md shows a saved plan as Markdown', async () => {
    const plan = { ...firstPlan(), manifest: makeManifest(manifestOf(firstPlan().changes).lines) };
    await writeFile(join(folder, 'plan.json'), renderPlanJson(plan));
    const { code, stdout, stderr } = await run('show', 'plan.json', '--format', 'md');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toBe(`${renderPlanMarkdown(plan)}\n`);
  });

  it('that there is not names those that there are', async () => {
    const { code, stderr } = await run('validate', '--format', 'xml');
    expect(code).toBe(1);
    expect(stderr).toContain('text, github, sarif');
  });
});
