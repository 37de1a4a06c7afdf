import { build } from 'esbuild';
import { describe, expect, test } from 'vitest';
import type { ExpectationResult, ScoreProfile, ScoreReport } from '../../runner/model/index.ts';
import { renderScoreReport } from '../../runner/scores/index.ts';
import { makeEmptyProfile, makeReport } from './report-fixture.ts';

describe('the report', () => {
  test('is the same to the byte for the same data, whatever was drawn before or is drawn beside it', async () => {
    const first = await renderScoreReport(makeReport());
    await renderScoreReport(makeReport({ batches: 3, seed: 99 }));
    const [second, third] = await Promise.all([
      renderScoreReport(makeReport()),
      renderScoreReport(makeReport()),
    ]);
    expect(second).toBe(first);
    expect(third).toBe(first);
  });

  test('has a policy that lets in one style and nothing else', async () => {
    const page = await renderScoreReport(makeReport());
    expect(page).toMatch(
      /<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-[\w+/=]{44}'; base-uri 'none'; form-action 'none'">/,
    );
    expect(page).not.toMatch(/<script|<link|<img|https?:\/\/(?!www\.w3\.org)|url\(| style="/);
  });

  test('says where it comes from', async () => {
    const text = await textOf(makeReport());
    expect(text).toContain('Account upgrade Who is likely to upgrade to a paid plan');
    expect(text).toContain('Environment production Score dataset account-upgrade/score-export/scores');
    expect(text).toContain('Report made 26 Nov 2026, 07:02 UTC');
    expect(text).toContain('Newest batch 24 Nov 2026, 06:12 UTC 01JD000900');
    expect(text).toContain('Score date 23 Nov 2026, 3 days before this report');
  });

  test('shows the figures of the profile', async () => {
    const report = makeReport();
    const { profile, stability } = report.batches.at(-1) as ScoreReport['batches'][number];
    const text = await textOf(report);
    const { score } = profile.numbers;
    const high = score.bins.slice(75).reduce((sum, rows) => sum + rows, 0);
    const all = score.bins.reduce((sum, rows) => sum + rows, 0);
    expect(text).toContain(`People scored ${profile.identities.toLocaleString('en-US')} `);
    expect(text).toContain(`Mean score ${score.mean?.toFixed(1)} `);
    expect(text).toContain(`Most likely to convert ${((100 * high) / all).toFixed(1)} %`);
    expect(text).toContain(`Stability index ${stability?.toFixed(3)} Below 0.1: little change`);
    expect(text).toContain(`No score ${score.nulls} `);
    for (const factor of profile.factors) {
      const share = ((100 * factor.rows) / profile.rows).toFixed(1);
      expect(text).toContain(
        `${factor.code} ${factor.value} ${share} % ${factor.rows.toLocaleString('en-US')} `,
      );
    }
    for (const [from, row] of (report.movement?.people ?? []).entries()) {
      const whole = row.reduce((sum, people) => sum + people, report.movement?.left[from] ?? 0);
      const cells = row.map(
        (people) => `${people.toLocaleString('en-US')} ${((100 * people) / whole).toFixed(1)} %`,
      );
      expect(text).toContain(cells.join(' '));
    }
  });

  test('divides a bin between the buckets where a bound cuts it, and loses no row', async () => {
    // 8 rows from 0 to 1, bound at 0.25: a quarter of the bin is 2 rows; the other 6, and 2 rows from 99 to 100, are above.
    const bins = Array(100).fill(0).with(0, 8).with(99, 2);
    const text = await textOf(withNewest(makeReport({ batches: 1 }), scored(10, bins), [0.25]));
    expect(text).toContain('0.25 to 100: 80.0 % now 0 to 0.25: 20.0 % now');
  });

  test('says that high scores are good for conversion and bad for churn', async () => {
    const conversion = await textOf(makeReport({ shiftedAt: 0 }));
    const churn = await textOf(makeReport({ shiftedAt: 0, propensityType: 'churn' }));
    expect(conversion).toMatch(/Conversion: a high score is good.* \+\d+\.\d: a change for the better\./);
    expect(conversion).toContain('moved to a higher bucket, which is better, and');
    expect(churn).toMatch(/Churn: a high score is bad.* \+\d+\.\d: a change for the worse\./);
    expect(churn).toContain('moved to a higher bucket, which is worse, and');
    expect(churn).toContain('Most at risk of leaving');
  });

  test.each([
    [
      [0.25, 0.05],
      'The newest batch has an index of 0.050. Below 0.1: little change. The largest so far was 0.250.',
    ],
    [
      [0.05, 0.15],
      'an index of 0.150. From 0.1 to 0.2: worth a look. It is the largest of all batches shown.',
    ],
    [[0.05, 0.31], 'an index of 0.310. Above 0.2: the scores have shifted. It is the largest'],
    [[0.05, Number.POSITIVE_INFINITY], 'The newest batch has no good batch before it to compare with.'],
  ])('judges indexes of %j by the rule of thumb', async (indexes, sentence) => {
    const report = makeReport({ batches: 3 });
    const batches = report.batches.map((batch, place) =>
      place === 0 ? batch : { ...batch, stability: indexes[place - 1] ?? 0 },
    );
    expect(await textOf({ ...report, batches })).toContain(sentence);
  });

  test('keeps Vega out of whatever is loaded before a chart is drawn', async () => {
    const { metafile } = await build({
      entryPoints: ['runner/scores/index.ts'],
      outdir: 'dist',
      bundle: true,
      splitting: true,
      write: false,
      metafile: true,
      format: 'esm',
      platform: 'node',
      logLevel: 'silent',
      external: ['@duckdb/node-api', 'pg-native', 'canvas'],
    });
    const loaded = new Set<string>();
    const load = (file: string): void => {
      if (loaded.has(file)) return;
      loaded.add(file);
      for (const each of metafile.outputs[file]?.imports ?? [])
        if (each.kind === 'import-statement') load(each.path);
    };
    load('dist/index.js');
    const inputs = [...loaded].flatMap((file) => Object.keys(metafile.outputs[file]?.inputs ?? {}));
    expect(inputs).toContain('runner/scores/report/draw-chart.ts');
    expect(inputs.filter((input) => input.startsWith('node_modules/vega'))).toEqual([]);
    expect(Object.keys(metafile.inputs).some((input) => input.startsWith('node_modules/vega'))).toBe(true);
  });
});

describe('the verdict', () => {
  const result = (rest: Partial<ExpectationResult>): ExpectationResult => ({
    name: 'rule',
    severity: 'error',
    outcome: 'passed',
    expected: 'this',
    found: 'that',
    rule: 'hash',
    ...rest,
  });
  const failed = result({ outcome: 'failed' });
  const look = result({ outcome: 'failed', severity: 'warn' });
  const unknown = result({ outcome: 'not-checked' });

  test.each<readonly [string, string, readonly ExpectationResult[] | undefined]>([
    ['All 2 expectations hold in the newest batch', 'good', [result({}), result({})]],
    ['The one expectation holds', 'good', [result({})]],
    [
      'Of 4 expectations: 1 failed, 1 to look at, 1 not checked',
      'failed',
      [failed, look, unknown, result({})],
    ],
    ['Of 2 expectations: 1 to look at', 'look', [look, result({})]],
    ['Of 1 expectation: 1 not checked', 'unknown', [unknown]],
    ['No expectations to check', 'unknown', []],
    ['Not checked in the newest batch', 'unknown', undefined],
  ])('is %j', async (words, tone, results) => {
    const report = makeReport({ batches: 2 });
    const batches = report.batches.map(({ profile, check }) =>
      results === undefined || check === undefined ? { profile } : { profile, check: { ...check, results } },
    );
    const page = await renderScoreReport({ ...report, batches });
    expect(toText(page)).toContain(words);
    expect(page).toContain(`<p class="verdict ${tone}">`);
  });
});

describe('a report with little to show says so', () => {
  test('no batch', async () => {
    const { movement, ...report } = makeReport();
    const text = await textOf({ ...report, batches: [] });
    expect(movement).toBeDefined();
    expect(text).toContain('There is no batch yet');
    expect(text).toContain('This report is made of 0 batches.');
  });

  test('one batch', async () => {
    const text = await textOf(makeReport({ batches: 1 }));
    expect(text).toMatch(/People scored [\d,]+ First batch Mean score/);
    expect(text).toContain('Movement shows once there are two batches.');
    expect(text).toContain('The newest batch has no good batch before it to compare with.');
    expect(text).not.toContain('The same by batch');
  });

  test('a batch without rows', async () => {
    const text = await textOf(withNewest(makeReport({ batches: 2 }), makeEmptyProfile(0)));
    expect(text).toContain('People scored 0 ');
    expect(text).toContain('No row of the newest batch has a score from 0 to 100.');
    expect(text).toContain('The newest batch has no scores to divide.');
    expect(text).toContain('The newest batch has no rows.');
    expect(text).toContain('Score date No row has a score date');
    expect(text).toContain('The newest batch gives no reasons.');
  });

  test('a batch after one without rows', async () => {
    const { batches, ...rest } = makeReport({ batches: 2 });
    const report = { ...rest, batches: [{ profile: makeEmptyProfile(1) }, ...batches.slice(-1)] };
    const text = await textOf(report);
    expect(text).toContain('Nobody in the batch before');
    expect(text).toMatch(/The mean score is \d\d\.\d; half of the scores are below \d\d\. Share of scores/);
  });

  test('rows without any score', async () => {
    const profile = { ...scored(0, Array(100).fill(0)), rows: 500, identities: 500 };
    const numbers = { ...profile.numbers, score: { ...profile.numbers.score, nulls: 500 } };
    const text = await textOf(withNewest(makeReport({ batches: 2 }), { ...profile, numbers }));
    expect(text).toContain('What is missing most in the newest batch is the score: 500 rows of 500 (100 %).');
    expect(text).toContain('Mean score – ');
  });

  test('rows by the thousand million', async () => {
    const text = await textOf(makeReport({ rows: 4_000_000_000, batches: 2 }));
    expect(text).toMatch(/Rows [34],\d{3},\d{3},\d{3} People [34],\d{3},\d{3},\d{3} /);
  });

  test.each([
    ['2026-11-23 00:00:00', 'Score date 23 Nov 2026, 3 days before this report'],
    ['2026-11-23', 'Score date 23 Nov 2026, 3 days before this report'],
    ['2026-11-26T08:30:00.000+02:00', 'Score date 26 Nov 2026, less than a day before this report'],
    ['2026-12-24T00:00Z', 'Score date 24 Dec 2026, after this report'],
    ['2026-02-30', 'Score date Cannot be read as a date: 2026-02-30'],
    ['23.11.2026', 'Score date Cannot be read as a date: 23.11.2026'],
    ['1', 'Score date Cannot be read as a date: 1 '],
  ])('a score date of %j', async (value, sentence) => {
    const profile = { ...makeEmptyProfile(0), scoreDates: [{ value, rows: 1 }] };
    expect(await textOf(withNewest(makeReport({ batches: 1 }), profile))).toContain(sentence);
  });

  test('times that are none stand as they were written, and charts number the batches', async () => {
    const report = makeReport({ batches: 3 });
    const batches = report.batches.map((batch) => ({
      ...batch,
      profile: { ...batch.profile, completedAt: 'yesterday' },
    }));
    const page = await renderScoreReport({ ...report, batches, generatedAt: 'now' });
    expect(toText(page)).toContain('Report made now ');
    expect(page).toMatch(/<text[^>]*>batch 3<\/text>/);
    expect(page).not.toMatch(/<text[^>]*>yesterday/);
  });
});

/** A profile of rows that all have a score, one figure per bin of one point. */
function scored(rows: number, bins: readonly number[]): ScoreProfile {
  const profile = makeEmptyProfile(0);
  const score = { nulls: 0, below: 0, above: 0, bins };
  return { ...profile, rows, identities: rows, numbers: { ...profile.numbers, score } };
}

function withNewest(report: ScoreReport, profile: ScoreProfile, bounds = report.bounds): ScoreReport {
  return { ...report, bounds, batches: [...report.batches.slice(0, -1), { profile }] };
}

async function textOf(report: ScoreReport): Promise<string> {
  return toText(await renderScoreReport(report));
}

/** The words of a page, in its order, without its drawings. */
function toText(page: string): string {
  return page
    .slice(page.indexOf('<body>'))
    .replace(/<svg.*?<\/svg>/gs, '')
    .replace(/<small>|<\/(?:td|th|dt|dd|p|h\d|li|div|bdi|strong|span)>|<br>/g, ' ')
    .replace(/<[^>]*>/g, '')
    .replace(/\s+/g, ' ')
    .replace(/ ([.,:;)])/g, '$1');
}
