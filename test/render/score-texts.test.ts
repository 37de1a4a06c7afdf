import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CheckedScores, ProfiledScores } from '../../runner/model/index.ts';
import { displayWidth } from '../../runner/render/display-width.ts';
import {
  renderScoreCheck,
  renderScoreCheckJson,
  renderScoreCheckMarkdown,
  renderScoreProfile,
  renderScoreProfileJson,
  renderScoreReports,
  renderScoreReportsJson,
  type Style,
} from '../../runner/render/index.ts';
import { makeReport } from '../scores/report-fixture.ts';
import { plainStyle } from './samples.ts';

const EVENT = 'account-upgrade/score-dataset/event';
const UNREAD = { address: 'churn/score-dataset/event', unread: 'its dataset has not appeared yet' };

function sampleCheck(): CheckedScores {
  const check = makeReport({ batches: 2, shiftedAt: 0 }).batches.at(-1)?.check;
  if (check === undefined) throw new Error('the made report has no check');
  const [first, ...others] = check.results;
  const unchecked = others.map((result, at) =>
    at === 0
      ? ({ ...result, outcome: 'not-checked', found: 'the eligible population is unknown' } as const)
      : result,
  );
  const results = first === undefined ? [] : [{ ...first, outcome: 'failed' } as const, ...unchecked];
  return { environment: 'demo', datasets: [{ address: EVENT, check: { ...check, results } }, UNREAD] };
}

function sampleProfile(): ProfiledScores {
  const { batches, movement, propensityType } = makeReport({ batches: 2 });
  const profile = batches.at(-1)?.profile;
  if (profile === undefined || movement === undefined) throw new Error('the made report has no movement');
  return {
    environment: 'demo',
    datasets: [
      { address: EVENT, propensityType, profile, movement },
      { ...UNREAD, propensityType },
    ],
  };
}

const REPORTS = { files: ['reports/account-upgrade-event-demo.html'], unread: [UNREAD] };

const OUTPUTS: Readonly<Record<string, (style: Style) => string>> = {
  'a check': (style) => renderScoreCheck(sampleCheck(), style),
  'a profile': (style) => renderScoreProfile(sampleProfile(), style),
  reports: (style) => renderScoreReports(REPORTS, style),
};

describe('texts on scores', () => {
  for (const [name, render] of Object.entries(OUTPUTS)) {
    it(`${name} at 120 columns`, () => expect(render(plainStyle(120))).toMatchSnapshot());
    it(`${name} on a narrow terminal`, () => {
      const text = render(plainStyle(60));
      expect(text).toMatchSnapshot();
      for (const line of text.split('\n'))
        if (!/[/]/u.test(line)) expect(displayWidth(line), line).toBeLessThanOrEqual(60);
    });
    it(`${name} says the same in colour`, () => {
      const colored = render({ color: true, width: 120 });
      // biome-ignore lint/suspicious/noControlCharactersInRegex: our own colours
      expect(colored.replace(/\u001b\[\d+m/gu, '')).toBe(render(plainStyle(120)));
    });
  }

  it('a check in Markdown', () => expect(renderScoreCheckMarkdown(sampleCheck())).toMatchSnapshot());

  it('of nothing say that there is nothing, and what would change that', () => {
    const none = { environment: 'demo', datasets: [] };
    expect(renderScoreCheck(none, plainStyle(80))).toContain('has expectations (scores.expectations)');
    expect(renderScoreCheckMarkdown(none)).toContain('has expectations (scores.expectations)');
    expect(renderScoreProfile(none, plainStyle(80))).toBe('Scores of demo\n  No pipeline here has scores.');
    expect(renderScoreReports({ files: [], unread: [] }, plainStyle(80))).toBe(
      'No pipeline here has scores.',
    );
  });

  it('write a value far outside its range as a number, not with an exponent', () => {
    const { environment, datasets } = sampleProfile();
    const [dataset] = datasets;
    if (dataset?.profile === undefined) throw new Error('no profile');
    const { numbers } = dataset.profile;
    const profile = {
      ...dataset.profile,
      numbers: { ...numbers, score: { ...numbers.score, max: 123_456.7 } },
    };
    const text = renderScoreProfile({ environment, datasets: [{ ...dataset, profile }] }, plainStyle(120));
    expect(text).toMatch(/^ +score .* 123,457 /mu);
  });

  it('of a batch without rows hold no figure that there is not', () => {
    const { environment, datasets } = sampleProfile();
    const [dataset] = datasets;
    if (dataset?.profile === undefined) throw new Error('no profile');
    const number = { nulls: 0, below: 0, above: 0, bins: Array.from({ length: 100 }, () => 0) };
    const profile = {
      ...dataset.profile,
      rows: 0,
      identities: 0,
      scoreDates: [],
      factors: [],
      numbers: { score: number, probability: number, percentileScore: number },
    };
    const text = renderScoreProfile({ environment, datasets: [{ ...dataset, profile }] }, plainStyle(120));
    expect(text).toContain('0 rows, 0 identities');
    expect(text).toContain('score dates: none');
    expect(text).not.toMatch(/NaN|Infinity|undefined/u);
  });
});

const CONTROL =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what must never come out
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/u;

/** What a batch id, a factor or a figure could try: to colour, to forge a line, to be Markdown, HTML or a mention. */
const hostileText = fc
  .array(
    fc.oneof(
      fc.constantFrom('\u001b[2J', '\u001b]0;x\u0007', '\r', '\nFORGED holds', '\u202e', '\u0000', '\u2066'),
      fc.constantFrom('<script>', '@octocat', '`', '|', '](http://x)', '<!--', '#1', '\\', '&lt;', '\n\n# x'),
      fc.string({ unit: 'binary', maxLength: 6 }),
    ),
    { minLength: 1, maxLength: 5 },
  )
  .map((parts) => parts.join(''));

/** Every text that Adobe or YAML decides. */
function poisonCheck(hostile: string): CheckedScores {
  const { datasets } = sampleCheck();
  return {
    environment: hostile,
    datasets: datasets.map(({ check, unread }) => ({
      address: hostile,
      ...(unread === undefined ? {} : { unread: hostile }),
      ...(check === undefined
        ? {}
        : {
            check: {
              ...check,
              batchId: hostile,
              results: check.results.map((result) => ({
                ...result,
                name: hostile,
                description: hostile,
                expected: hostile,
                found: hostile,
              })),
            },
          }),
    })),
  };
}

function poisonProfile(hostile: string): ProfiledScores {
  const { datasets } = sampleProfile();
  return {
    environment: hostile,
    datasets: datasets.map((dataset) => ({
      ...dataset,
      address: hostile,
      ...(dataset.unread === undefined ? {} : { unread: hostile }),
      ...(dataset.profile === undefined
        ? {}
        : {
            profile: {
              ...dataset.profile,
              batchId: hostile,
              scoreDates: [{ value: hostile, rows: 3 }],
              factors: dataset.profile.factors.map((factor) => ({
                ...factor,
                code: hostile,
                value: hostile,
              })),
            },
          }),
      ...(dataset.movement === undefined ? {} : { movement: { ...dataset.movement, fromBatch: hostile } }),
    })),
  };
}

describe('text from outside in texts on scores', () => {
  it('never reaches a terminal as a control sequence, a turned direction or a forged line', () => {
    fc.assert(
      fc.property(hostileText, fc.constantFrom(40, 80, 140), (hostile, width) => {
        const style = plainStyle(width);
        const poisoned = { files: [hostile], unread: [{ address: hostile, unread: hostile }] };
        for (const text of [
          renderScoreCheck(poisonCheck(hostile), style),
          renderScoreProfile(poisonProfile(hostile), style),
          renderScoreReports(poisoned, style),
          renderScoreCheckJson(poisonCheck(hostile)),
          renderScoreProfileJson(poisonProfile(hostile)),
          renderScoreReportsJson(poisoned),
        ]) {
          expect(text).not.toMatch(CONTROL);
          expect(text).not.toMatch(/^FORGED/mu);
        }
      }),
    );
  });

  it('never becomes Markdown, HTML, a mention or another cell of a table', () => {
    const cells = (text: string): readonly number[] =>
      text
        .split('\n')
        .filter((line) => line.startsWith('|'))
        .map((line) => (line.match(/(?<!\\)\|/gu) ?? []).length);
    const columns = cells(renderScoreCheckMarkdown(sampleCheck()));
    fc.assert(
      fc.property(hostileText, (hostile) => {
        const text = renderScoreCheckMarkdown(poisonCheck(hostile));
        expect(text).not.toMatch(CONTROL);
        expect(text).not.toMatch(/<|(?<!\\)`|(?<![A-Za-z0-9\\])@[A-Za-z0-9]|:\/\//u);
        expect(cells(text)).toEqual(columns);
        for (const line of text.split('\n')) expect(line).toMatch(/^(?:|### .*|\*\*.*|\|.*\|)$/u);
      }),
    );
  });

  it('comes back from JSON as it was', () => {
    fc.assert(
      fc.property(hostileText, (hostile) => {
        const checked = poisonCheck(hostile);
        expect(JSON.parse(renderScoreCheckJson(checked))).toMatchObject(JSON.parse(JSON.stringify(checked)));
      }),
    );
  });
});
