import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import type { Browser } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ReportedBatch, ScoreMovement, ScoreReport } from '../../runner/model/index.ts';
import { renderScoreReport } from '../../runner/scores/index.ts';
import { openBrowser } from '../browser/open-browser.ts';
import type { PageDocument } from '../browser/page-types.ts';
import { openReport } from './open-report.ts';

/** What the function given to the page finds there. */
declare const document: PageDocument;

let browser: Browser;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cai-report-'));
  browser = await openBrowser();
});

afterAll(async () => {
  await browser?.close();
  await rm(folder, { recursive: true, force: true });
});

test('any report becomes a page that a browser reads as it was written: no element more, less or elsewhere', async () => {
  await fc.assert(
    fc.asyncProperty(reports(), async (report) => {
      const page = await renderScoreReport(report);
      const { tab, complaints } = await openReport(browser, { folder, page });
      const read = await tab.evaluate(() =>
        [...document.querySelectorAll('*')].map((element) => element.tagName.toLowerCase()),
      );
      await tab.close();
      expect(read).toEqual(tagsOf(page));
      expect(read).not.toContain('zz');
      expect(complaints).toEqual([]);
    }),
    { numRuns: 40 },
  );
});

/** Names of the start tags, in the order in which they are written. Throws where an end tag closes another element. */
function tagsOf(page: string): readonly string[] {
  const names: string[] = [];
  const open: string[] = [];
  for (const [, end, name = '', rest = ''] of page.matchAll(/<(\/?)([A-Za-z][A-Za-z0-9-]*)([^>]*)>/g)) {
    if (end === '/') {
      if (open.pop() !== name) throw new Error(`</${name}> closes another element`);
      continue;
    }
    names.push(name.toLowerCase());
    if (!['meta', 'br'].includes(name) && !rest.endsWith('/')) open.push(name);
  }
  if (open.length > 0) throw new Error(`never closed: ${open.join(', ')}`);
  return names;
}

/** Text from outside: of any characters, or of the kind that breaks out of markup. */
function texts(): fc.Arbitrary<string> {
  return fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({
      unit: fc.constantFrom('<', '>', '"', "'", '&', '/', '-', '!', '=', ' ', 'zz', '</style>', '<zz a="'),
    }),
  );
}

/** Times as they should be, and text that is none. */
function times(): fc.Arbitrary<string> {
  const days = fc.date({ min: new Date(0), max: new Date('2099-12-31'), noInvalidDate: true });
  return fc.oneof(
    days.map((day) => day.toISOString()),
    texts(),
  );
}

function numberProfiles() {
  return fc.record(
    {
      nulls: fc.nat(),
      below: fc.nat(),
      above: fc.nat(),
      bins: fc.oneof(
        fc.constant<number[]>(Array(100).fill(0)),
        fc.array(fc.nat(10 ** 9), { minLength: 100, maxLength: 100 }),
      ),
      min: fc.double(),
      max: fc.double(),
      mean: fc.double(),
    },
    { requiredKeys: ['nulls', 'below', 'above', 'bins'] },
  );
}

function batches(): fc.Arbitrary<ReportedBatch> {
  const counts = fc.array(fc.record({ value: texts(), rows: fc.nat() }), { maxLength: 3 });
  const profile = fc.record({
    formatVersion: fc.constant<1>(1),
    datasetId: texts(),
    batchId: texts(),
    completedAt: times(),
    rows: fc.nat(10 ** 10),
    withoutIdentity: fc.nat(),
    identities: fc.nat(10 ** 10),
    numbers: fc.record({
      score: numberProfiles(),
      probability: numberProfiles(),
      percentileScore: numberProfiles(),
    }),
    nulls: fc.record({ modelType: fc.nat(), scoreDate: fc.nat(), influentialFactors: fc.nat() }),
    scoreDates: fc.array(fc.record({ value: times(), rows: fc.nat() }), { maxLength: 3 }),
    modelTypes: counts,
    factors: fc.array(
      fc.record(
        {
          code: texts(),
          value: texts(),
          importance: fc.dictionary(texts(), fc.nat(), { maxKeys: 4 }),
          rows: fc.nat(),
        },
        { requiredKeys: ['code', 'importance', 'rows'] },
      ),
      { maxLength: 4 },
    ),
  });
  const result = fc.record(
    {
      name: texts(),
      description: texts(),
      severity: fc.constantFrom<'error' | 'warn'>('error', 'warn'),
      outcome: fc.constantFrom<'passed' | 'failed' | 'not-checked'>('passed', 'failed', 'not-checked'),
      expected: texts(),
      found: texts(),
      rule: texts(),
    },
    { requiredKeys: ['name', 'severity', 'outcome', 'expected', 'found', 'rule'] },
  );
  const check = fc.record({
    datasetId: texts(),
    batchId: texts(),
    completedAt: times(),
    rows: fc.nat(),
    checkedAt: times(),
    engine: fc.constantFrom<'duckdb' | 'query-service'>('duckdb', 'query-service'),
    results: fc.array(result, { maxLength: 5 }),
  });
  return fc.record({ profile, check, stability: fc.double() }, { requiredKeys: ['profile'] });
}

function bounds(): fc.Arbitrary<number[]> {
  return fc
    .uniqueArray(fc.double({ min: 0, max: 100, noNaN: true }), { maxLength: 5 })
    .map((values) => values.toSorted((a, b) => a - b));
}

function movements(): fc.Arbitrary<ScoreMovement> {
  const people = fc.array(fc.nat(), { maxLength: 6 });
  return fc.record({
    fromBatch: texts(),
    toBatch: texts(),
    bounds: bounds(),
    people: fc.array(people, { maxLength: 6 }),
    arrived: people,
    left: people,
  });
}

function reports(): fc.Arbitrary<ScoreReport> {
  return fc.record(
    {
      title: texts(),
      description: texts(),
      address: texts(),
      environment: texts(),
      propensityType: fc.constantFrom<'conversion' | 'churn'>('conversion', 'churn'),
      generatedAt: times(),
      engine: fc.constantFrom<'duckdb' | 'query-service'>('duckdb', 'query-service'),
      bounds: bounds(),
      batches: fc.array(batches(), { maxLength: 5 }),
      movement: movements(),
    },
    {
      requiredKeys: [
        'title',
        'address',
        'environment',
        'propensityType',
        'generatedAt',
        'engine',
        'bounds',
        'batches',
      ],
    },
  );
}
