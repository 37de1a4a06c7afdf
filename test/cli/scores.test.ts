import { readFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parquetReadObjects } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type {
  CheckedScores,
  ExpectationResult,
  Plan,
  ProfiledScores,
  ScoreCheck,
  State,
} from '../../runner/model/index.ts';
import type { CliResult } from '../operator/command.ts';
import { ENVIRONMENT, PIPELINE } from '../operator/site.ts';
import { Workshop } from '../operator/workshop.ts';

const DATASET = 'account-upgrade/score-dataset/event';
const VIEW = 'account-upgrade/data-view/account-upgrade';
const EXPORTED = 'scores/account-upgrade/demo';
const HOSTILE = '<b>@octocat</b> | #1 <!-- [x](http://luma.example) -->';
const WRITTEN = `- { name: stable, attribute: score, maxPopulationStabilityIndex: 0.2, severity: warn }`;
const STABLE = `- { name: stable, description: '${HOSTILE}', attribute: score, maxPopulationStabilityIndex: 0.2 }`;

/** One story in one world: each chapter begins where the one before ended. Bad batches come as they do in Adobe, by a run. */
describe('scores as a gate', () => {
  let workshop: Workshop;

  beforeAll(async () => {
    workshop = await Workshop.open({ staleReadSeconds: 1 });
    await workshop.edit(ENVIRONMENT, (text) =>
      text.replace('pipelines: [account-upgrade, subscription-churn]', 'pipelines: [account-upgrade]'),
    );
    await workshop.edit(PIPELINE, (text) => text.replace(WRITTEN, STABLE));
    await workshop.applyUntilDone();
  }, 600_000);

  afterAll(async () => await workshop.close());

  const cli = async (...args: readonly string[]): Promise<CliResult> => await workshop.cli(...args);
  const plan = async (): Promise<Plan> => await workshop.json<Plan>('plan');
  const rewrite = async (from: string, to: string): Promise<void> =>
    await workshop.edit(PIPELINE, (text) => text.replace(from, to));

  /** Lets the instance score again, with flaws. */
  async function score(...flaws: readonly string[]): Promise<void> {
    const { code, stderr } = await cli('emulator', 'score', ...flaws.flatMap((flaw) => ['--flaw', flaw]));
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  }

  async function recorded(): Promise<readonly ScoreCheck[]> {
    return (await workshop.json<State>('state', 'list')).scoreChecks?.[DATASET] ?? [];
  }

  async function viewTitles(): Promise<readonly string[]> {
    const views = await workshop.operator.control.get<readonly { name: string }[]>('dataviews');
    return views.map(({ name }) => name);
  }

  const outcomeOf = (results: readonly ExpectationResult[], name = 'stable'): string | undefined =>
    results.find((result) => result.name === name)?.outcome;

  it('of a first batch everything holds, but for what needs an earlier one', async () => {
    const text = await cli('scores', 'check');
    expect(text).toMatchObject({ code: 0 });
    expect(text.stdout).toMatch(/holds {8}score-in-range: no value lies outside/u);
    expect(text.stdout).toMatch(/not checked {2}stable: there is no earlier good batch to compare/u);
    const [check, ...older] = await recorded();
    expect(older).toEqual([]);
    expect(check?.results.map(({ outcome }) => outcome)).toEqual([
      ...Array.from({ length: 5 }, () => 'passed'),
      'not-checked',
    ]);
    expect((await cli('plan', '--detailed-exitcode')).code).toBe(0);
  });

  it('are described as an independent count of the downloaded files does', async () => {
    const profiled = await workshop.json<ProfiledScores>('scores', 'profile');
    expect(profiled.datasets.map(({ address }) => address)).toEqual([DATASET]);
    const profile = profiled.datasets[0]?.profile;
    const scores = await readScores(join(workshop.repository, EXPORTED));
    expect(scores.length).toBeGreaterThan(100);
    expect(profile).toMatchObject({
      rows: scores.length,
      identities: new Set(scores.map(({ id }) => id)).size,
      withoutIdentity: 0,
    });
    for (const name of ['score', 'probability', 'percentileScore'] as const) {
      const values = scores.map((one) => one[name]);
      const to = name === 'probability' ? 1 : 100;
      const passed = (bin: number): number => values.filter((value) => value * (100 / to) >= bin).length;
      const bins = Array.from({ length: 100 }, (_, bin) => passed(bin) - (bin === 99 ? 0 : passed(bin + 1)));
      const number = profile?.numbers[name];
      expect(number).toMatchObject({ nulls: 0, min: Math.min(...values), max: Math.max(...values), bins });
      // A mean keeps nine digits.
      expect(number?.mean).toBeCloseTo(values.reduce((sum, value) => sum + value, 0) / values.length, 6);
    }
    const factors = new Map<string, number>();
    for (const { codes } of scores)
      for (const code of new Set(codes)) factors.set(code, (factors.get(code) ?? 0) + 1);
    const found = Object.fromEntries((profile?.factors ?? []).map(({ code, rows }) => [code, rows]));
    expect(found).toEqual(Object.fromEntries(factors));
  });

  it('that are bad are named with the figure, and block what depends on them', async () => {
    await rewrite('title: Account upgrade\n', 'title: Upgrades\n');
    const before = await plan();
    expect(before.changes).toMatchObject([{ address: VIEW, readiness: { status: 'ready' } }]);
    await score('shifted');
    expect(await cli('scores', 'pull')).toMatchObject({ code: 0 });
    const text = await cli('scores', 'check');
    expect(text.code).toBe(4);
    expect(text.stdout).toMatch(/FAILED {7}stable: it is \d\.\d{3} against batch \w+ of/u);
    const [check, first] = await recorded();

    const after = await plan();
    expect(after.manifest.digest).toBe(before.manifest.digest);
    expect(after.changes).toMatchObject([{ address: VIEW, readiness: { status: 'blocked', by: 'gate' } }]);
    expect(after.changes[0]?.readiness).toMatchObject({
      reason: expect.stringMatching(
        new RegExp(
          `^${DATASET}: batch ${check?.batchId} does not meet the expectation "stable" \\(it is `,
          'u',
        ),
      ),
    });
    const yaml = await readFile(join(workshop.repository, PIPELINE), 'utf8');
    const line = yaml.split('\n').findIndex((one) => one.includes('name: stable')) + 1;
    expect(after.diagnostics).toMatchObject([
      {
        severity: 'warning',
        code: 'expectation-failed',
        address: DATASET,
        source: { file: PIPELINE, start: { line } },
      },
    ]);

    const applied = await cli('apply', '--yes');
    expect(applied.code).toBe(4);
    expect(applied.stdout.replaceAll(/\s+/gu, ' ')).toContain('does not meet the expectation "stable"');
    expect(await viewTitles()).toEqual(['Account upgrade']);

    expect(await cli('scores', 'report', '--to', 'reports')).toMatchObject({
      code: 0,
      stdout: 'written: reports/account-upgrade-event-demo.html\n',
    });
    const page = await readFile(join(workshop.repository, 'reports/account-upgrade-event-demo.html'), 'utf8');
    for (const known of [check, first]) expect(page).toContain(known?.batchId ?? 'no batch');
    expect(page).toContain('stable');
    expect(page).not.toContain('<b>@octocat');
  });

  it('are told to programs and forges, and no word of YAML becomes Markdown', async () => {
    const json = await cli('scores', 'check', 'account-upgrade', '--json');
    expect(json.code).toBe(4);
    const checked = JSON.parse(json.stdout) as CheckedScores;
    expect(checked).toMatchObject({ environment: 'demo', datasets: [{ address: DATASET }] });
    const stable = checked.datasets[0]?.check?.results.find(({ name }) => name === 'stable');
    expect(stable).toMatchObject({ outcome: 'failed', severity: 'error', description: HOSTILE });
    const { code, stdout } = await cli('scores', 'check', '--format', 'md');
    expect(code).toBe(4);
    const [check] = checked.datasets.map((dataset) => dataset.check);
    expect(
      stdout
        .replaceAll(check?.batchId ?? '', 'BATCH')
        .replaceAll(/batch \w{26}/gu, 'batch EARLIER')
        .replaceAll(/\d{4}\\-\d\d\\-\d\d(?: \d\d:\d\d)?/gu, 'TIME')
        .replaceAll(/\b\d+(?:[.,]\d+)*\b/gu, 'N'),
    ).toMatchSnapshot();
  });

  it('that are good again unblock, and what waited is written in the same run', async () => {
    await score();
    const applied = await cli('apply', '--yes', '--detailed-exitcode');
    expect(applied).toMatchObject({ code: 0 });
    expect(await viewTitles()).toEqual(['Upgrades']);
    expect((await cli('plan', '--detailed-exitcode')).code).toBe(0);
    const checks = await recorded();
    expect(checks.map(({ results }) => outcomeOf(results))).toEqual(['passed', 'failed', 'not-checked']);
  });

  it('no longer block once the expectation is another, or is a warning', async () => {
    await score('shifted');
    await rewrite('title: Upgrades\n', 'title: Upgrades of accounts\n');
    expect((await cli('scores', 'check')).code).toBe(0);
    expect(await cli('scores', 'pull')).toMatchObject({ code: 0 });
    expect((await cli('scores', 'check')).code).toBe(4);
    expect((await plan()).changes).toMatchObject([{ readiness: { status: 'blocked', by: 'gate' } }]);

    await rewrite('maxPopulationStabilityIndex: 0.2', 'maxPopulationStabilityIndex: 9');
    const relaxed = await plan();
    expect(relaxed.changes).toMatchObject([{ address: VIEW, readiness: { status: 'ready' } }]);
    expect(relaxed.diagnostics).toEqual([]);

    await rewrite('maxPopulationStabilityIndex: 9', 'maxPopulationStabilityIndex: 0.2, severity: warn');
    const warned = await plan();
    expect(warned.changes).toMatchObject([{ address: VIEW, readiness: { status: 'ready' } }]);
    expect(warned.diagnostics).toMatchObject([
      { code: 'expectation-failed', detail: expect.stringContaining('nothing is blocked') },
    ]);
    const text = await cli('scores', 'check');
    expect(text.code).toBe(0);
    expect(text.stdout).toMatch(/warning {6}stable: it is/u);
    expect(await cli('apply', '--yes', '--detailed-exitcode')).toMatchObject({ code: 0 });
    expect(await viewTitles()).toEqual(['Upgrades of accounts']);
    expect(await recorded()).toHaveLength(4);
  });

  it.each(['pull', 'check', 'profile', 'report'])(
    '%s refuses a pipeline that there is not',
    async (command) => {
      expect(await cli('scores', command, 'nobody')).toMatchObject({
        code: 1,
        stdout: '',
        stderr: expect.stringMatching(/no pipeline "nobody"[\s\S]*account-upgrade/u),
      });
    },
  );

  it('of a damaged file are an error that names it, and nothing is recorded', async () => {
    const before = await recorded();
    await score('truncated');
    const pulled = await cli('scores', 'pull');
    expect(pulled.code).toBe(1);
    expect(pulled.stderr).toMatch(/score file "part-\S+\.parquet" should\s+have/u);
    const applied = await cli('apply', '--yes');
    expect(applied.code).toBe(1);
    expect(applied.stdout).toContain('scores could not be fetched or checked');
    expect(await recorded()).toEqual(before);
  });

  it('without any expectation are never checked, and that is said', async () => {
    await workshop.edit(PIPELINE, (text) => text.replace(/ {4}expectations:\n(?: {6}- .*\n)+/u, ''));
    const { code, stdout } = await cli('scores', 'check');
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: expect.stringContaining('No pipeline here has expectations (scores.expectations)'),
    });
    expect((await plan()).diagnostics).toEqual([]);
  });
});

interface Score {
  readonly id: string;
  readonly score: number;
  readonly probability: number;
  readonly percentileScore: number;
  readonly codes: readonly string[];
}

interface Row {
  readonly identityMap: Readonly<Record<string, readonly { readonly id: string }[]>>;
  readonly _luma: {
    readonly CustomerAI: Readonly<
      Record<string, Omit<Score, 'id' | 'codes'> & { influentialFactors: readonly { code: string }[] }>
    >;
  };
}

/** All rows of the Parquet files below a folder, by another reader than the product's. */
async function readScores(folder: string): Promise<readonly Score[]> {
  const names = await readdir(folder, { recursive: true });
  const scores: Score[] = [];
  for (const name of names.filter((one) => one.endsWith('.parquet'))) {
    const { buffer, byteOffset, byteLength } = readFileSync(join(folder, name));
    const file = buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer;
    const rows = (await parquetReadObjects({ file, compressors })) as unknown as readonly Row[];
    for (const { identityMap, _luma } of rows) {
      const [found] = Object.values(_luma.CustomerAI);
      const id = identityMap['ECID']?.[0]?.id;
      if (found === undefined || id === undefined) throw new Error(`a row of ${name} has no score`);
      scores.push({ ...found, id, codes: found.influentialFactors.map(({ code }) => code) });
    }
  }
  return scores;
}
