import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { AxeResults } from 'axe-core';
import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ScoreReport } from '../../runner/model/index.ts';
import { renderScoreReport } from '../../runner/scores/index.ts';
import { openBrowser } from '../browser/open-browser.ts';
import type { PageDocument, PageElement } from '../browser/page-types.ts';
import { openReport } from './open-report.ts';
import { makeEmptyProfile, makeReport } from './report-fixture.ts';

/** What the functions below find inside the page, where the browser runs them. */
declare const document: PageDocument;
declare function getComputedStyle(element: PageElement): { readonly fontSize: string; readonly fill: string };

const HOSTILE = [
  '</script><img src=x onerror="window.ran=1">',
  '"><svg onload="window.ran=1"></svg>',
  "'><iframe src='javascript:parent.ran=1'></iframe>",
  '</style></title></textarea><script>window.ran=1</script>',
  '<!--<script>window.ran=1//-->',
  "\u0024{window.ran=1} {{ran}} datum['x'] + warn(1)",
  '\u202ereversed\u202c \u0000 \u0007 \ud800',
  'x'.repeat(10_000),
  'שלום עולם مرحبا',
];

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

describe('a report in a browser', () => {
  test.each(reports())(
    '%s: opens from its file, asks for nothing and breaks no policy',
    async (_, report) => {
      const { tab, complaints, requests } = await openReport(browser, {
        folder,
        page: await renderScoreReport(report),
      });
      expect(complaints).toEqual([]);
      expect(requests).toEqual([expect.stringMatching(/^file:.*report\.html$/)]);
      expect(await tab.$eval('h1', (heading) => getComputedStyle(heading).fontSize)).toBe('34px');
      await tab.close();
    },
  );

  test.each(
    reports(10).flatMap(([name, report]) =>
      (['light', 'dark'] as const).map((scheme) => [name, scheme, report] as const),
    ),
  )('%s: axe finds nothing to complain of in the %s scheme', async (_, scheme, report) => {
    const { tab } = await openReport(browser, { folder, scheme, page: await renderScoreReport(report) });
    await openDetails(tab);
    const { violations, passes } = await runAxe(tab);
    expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([]);
    expect(passes.map(({ id }) => id)).toContain('color-contrast');
    await tab.close();
  });

  test.each(
    reports().flatMap(([name, report]) => [375, 1280].map((width) => [name, width, report] as const)),
  )('%s: nothing is wider than a page of %i pixels', async (_, width, report) => {
    const { tab } = await openReport(browser, { folder, width, page: await renderScoreReport(report) });
    await openDetails(tab);
    expect(await tab.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    expect(await tab.evaluate(findWide)).toEqual([]);
    await tab.close();
  });

  test('the keyboard reaches every table and opens every chart’s figures', async () => {
    const { tab } = await openReport(browser, { folder, page: await renderScoreReport(makeReport()) });
    const wanted = await tab.$$eval('summary', (all) => all.length);
    const opened = new Set<string>();
    let tables = 0;
    for (let step = 0; step < 60; step += 1) {
      await tab.keyboard.press('Tab');
      const reached = await tab.evaluate(() => {
        const element = document.activeElement;
        return {
          tag: element?.tagName,
          text: element?.textContent ?? '',
          isTable: element?.className === 'scroll',
        };
      });
      if (reached.tag === 'BODY') break;
      if (reached.isTable) tables += 1;
      if (reached.tag !== 'SUMMARY' || opened.has(reached.text)) continue;
      await tab.keyboard.press('Enter');
      opened.add(reached.text);
    }
    expect(wanted).toBe(4);
    expect(await tab.$$eval('details[open]', (all) => all.length)).toBe(wanted);
    expect(tables).toBe(await tab.$$eval('.scroll', (all) => all.length));
    await tab.close();
  });

  test('charts change with the scheme of the reader', async () => {
    const page = await renderScoreReport(makeReport());
    const colors: string[][] = [];
    for (const scheme of ['light', 'dark'] as const) {
      const { tab } = await openReport(browser, { folder, page, scheme });
      colors.push(
        await tab.$$eval('.chart.wide', (charts) =>
          charts.map((chart) => {
            const text = chart.querySelector('text');
            return text === null ? '' : getComputedStyle(text).fill;
          }),
        ),
      );
      await tab.close();
    }
    expect(colors[0]).toEqual(Array(4).fill('rgb(87, 92, 102)'));
    expect(colors[1]).toEqual(Array(4).fill('rgb(166, 172, 180)'));
  });

  test('one drawing of each chart is shown: a wide one, or on a phone a narrow one with letters of the same size', async () => {
    const page = await renderScoreReport(makeReport());
    for (const [width, shown] of [
      [1280, 'wide'],
      [375, 'narrow'],
    ] as const) {
      const { tab } = await openReport(browser, { folder, page, width });
      const charts = await tab.$$eval('.chart', (all) =>
        all
          .filter((chart) => chart.checkVisibility())
          .map((chart) => ({
            kind: chart.className,
            letters: chart.querySelector('text')?.getBoundingClientRect().height,
          })),
      );
      expect(charts.map(({ kind }) => kind)).toEqual(Array(4).fill(`chart ${shown}`));
      for (const { letters } of charts) expect(letters).toBeGreaterThan(11);
      await tab.close();
    }
  });
});

describe('hostile text', () => {
  test.each(HOSTILE.map((text) => [text.slice(0, 50).toWellFormed(), text]))(
    '%j stays text wherever it stands',
    async (_, text) => {
      const plain = makeReport({ batches: 3 });
      const { tab, complaints } = await openReport(browser, {
        folder,
        page: await renderScoreReport(withText(plain, text)),
      });
      const count = (page: Page) =>
        page.evaluate(() => ({
          foreign: document.querySelectorAll(
            'img, iframe, script, object, embed, link, svg[onload], base, form',
          ).length,
          handlers: [...document.querySelectorAll('*')].filter((element) =>
            element.getAttributeNames().some((name) => name.startsWith('on') || name === 'style'),
          ).length,
          elements: document.querySelectorAll('body *').length,
          ran: 'ran' in globalThis,
        }));
      const found = await count(tab);
      const other = await openReport(browser, {
        folder,
        page: await renderScoreReport(withText(plain, 'plain words')),
      });
      expect(found).toEqual({ ...(await count(other.tab)), foreign: 0, handlers: 0, ran: false });
      expect(complaints).toEqual([]);
      await tab.close();
      await other.tab.close();
    },
  );

  test('is shown as it is written, without what nobody sees', async () => {
    const report = withText(makeReport({ batches: 2 }), '<b>&amp;"\'\u202e\u0000</b>');
    const { tab } = await openReport(browser, { folder, page: await renderScoreReport(report) });
    expect(await tab.$eval('h1', (heading) => heading.textContent)).toBe('<b>&amp;"\'\ufffd\ufffd</b>');
    expect(await tab.title()).toBe('<b>&amp;"\'\ufffd\ufffd</b>: score report, <b>&amp;"\'\ufffd\ufffd</b>');
    await tab.close();
  });

  test('of great length is cut, and the cut is shown', async () => {
    const report = withText(makeReport({ batches: 2 }), '😀'.repeat(10_000));
    const { tab } = await openReport(browser, { folder, page: await renderScoreReport(report), width: 375 });
    expect(await tab.$eval('h1', (heading) => heading.textContent)).toBe(`${'😀'.repeat(240)}…`);
    expect(await tab.evaluate(() => document.documentElement.scrollWidth)).toBe(375);
    await tab.close();
  });
});

function reports(many = 60): (readonly [string, ScoreReport])[] {
  const plain = makeReport();
  const noScores = makeEmptyProfile(0);
  return [
    ['a conversion of eight batches', plain],
    [
      `a churn of ${many} batches`,
      makeReport({ batches: many, propensityType: 'churn', shiftedAt: 0, bounds: [20, 40, 60, 80] }),
    ],
    ['a single empty batch', { ...makeReport({ batches: 1 }), batches: [{ profile: noScores }] }],
    ['hostile names', withText(makeReport({ batches: 3, bounds: [] }), HOSTILE.join(' '))],
  ];
}

/** The report with one text in every place that takes text. */
function withText(report: ScoreReport, text: string): ScoreReport {
  const movement = report.movement && { ...report.movement, fromBatch: text, toBatch: text };
  return {
    ...report,
    title: text,
    description: text,
    address: text,
    environment: text,
    generatedAt: text,
    batches: report.batches.map((batch) => ({
      ...batch,
      profile: {
        ...batch.profile,
        datasetId: text,
        batchId: text,
        completedAt: text,
        scoreDates: [{ value: text, rows: 1 }],
        modelTypes: [{ value: text, rows: 1 }],
        factors: batch.profile.factors.map((factor) => ({
          ...factor,
          code: text,
          value: text,
          importance: { [text]: 1 },
        })),
      },
      ...(batch.check && {
        check: {
          ...batch.check,
          results: batch.check.results.map((result) => ({
            ...result,
            name: text,
            description: text,
            expected: text,
            found: text,
            rule: text,
          })),
        },
      }),
    })),
    ...(movement && { movement }),
  };
}

async function openDetails(tab: Page): Promise<void> {
  await tab.$$eval('details', (all) => {
    for (const details of all) details.open = true;
  });
}

/** Runs axe over the page. The page forbids scripts, so axe comes in through the debugger and not as an element. */
async function runAxe(tab: Page): Promise<AxeResults> {
  await tab.evaluate(await readFile(resolve('node_modules/axe-core/axe.min.js'), 'utf8'));
  return await tab.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: { run(): Promise<AxeResults> } };
    return await axe.run();
  });
}

/** Elements that stick out of the page, those inside a container that scrolls left out. */
function findWide(): string[] {
  const width = document.documentElement.clientWidth;
  return [...document.querySelectorAll('body *')]
    .filter((element) => element.closest('.scroll, .unseen') === null && element.closest('svg') === null)
    .filter((element) => element.getBoundingClientRect().right > width + 1)
    .map((element) => element.outerHTML.slice(0, 120));
}
