import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { AxeResults } from 'axe-core';
import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../runner/host/index.ts';
import type { State } from '../../runner/model/index.ts';
import { openBrowser } from '../browser/open-browser.ts';
import type { PageDocument } from '../browser/page-types.ts';
import type { CliResult } from '../operator/command.ts';
import { HandoffSite } from '../operator/handoff-site.ts';
import { runInside } from '../operator/inside.ts';
import { ConsoleReader } from './console-reader.ts';
import { readPrintedHandoff } from './printed-handoff.ts';

/** What the functions below find inside the page, where the browser runs them. */
declare const document: PageDocument;

/** A new repository, its emulator, and a person in front of a browser and a terminal: nothing goes through the control API. */
describe('the console and the handoffs of the demo', () => {
  let site: HandoffSite;
  let browser: Browser;
  let tab: Page;
  const complaints: string[] = [];

  beforeAll(async () => {
    [site, browser] = [await HandoffSite.open(), await openBrowser()];
    tab = await browser.newPage();
    tab.on('console', (message) => complaints.push(message.text()));
    tab.on('pageerror', (error) => complaints.push(String(error)));
    await tab.goto(`${site.emulator.url}/console`);
  });

  afterAll(async () => {
    await browser?.close();
    await site?.close();
  });

  async function type(...args: readonly string[]): Promise<CliResult> {
    const result = await runInside(args, site.folder, systemClock, { COLUMNS: '140' });
    expect(result.code, `cai ${args.join(' ')}: ${result.stderr}`).toBeLessThan(2);
    return result;
  }

  async function listOpen(): Promise<readonly string[]> {
    const { handoffs } = JSON.parse((await type('state', 'list', '--json')).stdout) as State;
    return Object.values(handoffs)
      .map(({ address }) => address)
      .sort();
  }

  /** Reads one handoff, does its steps in their order, and confirms what it asks to confirm. */
  async function follow(address: string): Promise<void> {
    const handoff = readPrintedHandoff((await type('handoffs', 'show', address)).stdout);
    const reader = new ConsoleReader(tab);
    for (const step of handoff.steps) {
      await reader.perform(step).catch((error: unknown) => {
        throw new Error(`${address}, ${step.verb} "${step.label}": ${String(error)}`);
      });
    }
    const { screen, label } = handoff.steps.at(-1) ?? { screen: '', label: '' };
    expect(await tab.$('.problems'), `${address}: ${screen}, ${label}`).toBeNull();
    if (handoff.attest !== undefined) await type(...handoff.attest);
  }

  async function letTimePass(): Promise<void> {
    await tab.goto(`${site.emulator.url}/console`);
    await new ConsoleReader(tab).perform({
      screen: 'Overview',
      verb: 'Choose',
      label: 'Let time pass',
      value: '',
      isDone: false,
    });
  }

  it.each([
    ['first the instances', ['customer-ai-instance']],
    ['after the first run the connections', ['connection']],
    ['after the backfill the components and the access', ['data-view-access', 'data-view-components']],
  ])('are followed word for word: %s', async (_, kinds) => {
    const open = await listOpen();
    expect([...new Set(open.map((address) => address.split('/')[1]))]).toEqual(kinds);
    for (const address of open) await follow(address);
    await letTimePass();
    await type('apply', '--yes');
    expect(complaints).toEqual([]);
  });

  it('leave nothing to do: what the console made is what YAML asks for', async () => {
    expect(await listOpen()).toEqual([]);
    const { code, stdout } = await type('plan');
    expect(stdout).toMatch(/no changes: 16 verified, 3 attested/);
    expect(code).toBe(0);
  });

  it('finds nothing on any page that axe complains of, light or dark, nor anything wider than a phone', async () => {
    const found: unknown[] = [];
    for (const address of await listPages()) {
      for (const [scheme, width] of [
        ['light', 1280],
        ['dark', 375],
      ] as const) {
        await tab.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
        await tab.setViewport({ width, height: 900 });
        await tab.goto(address);
        await tab.$$eval('details', (all) => {
          for (const details of all) details.open = true;
        });
        const { violations, passes } = await runAxe(tab);
        expect(passes.map(({ id }) => id)).toContain('color-contrast');
        found.push(
          ...violations.map(({ id, nodes }) => [address, scheme, id, nodes.map(({ html }) => html)]),
        );
        const wide = await tab.evaluate(() => document.documentElement.scrollWidth);
        if (wide > width) found.push([address, width, wide]);
      }
    }
    expect(found).toEqual([]);
    expect(complaints).toEqual([]);
  });

  /** Every page that the navigation and the pages behind it lead to, one of each kind; forms as they are when opened. */
  async function listPages(): Promise<readonly string[]> {
    const pages = new Map<string, string>();
    const left = [`${site.emulator.url}/console`];
    for (let next = left.pop(); next !== undefined; next = left.pop()) {
      const kind = next
        .replace(/\/(?:[0-9a-f]{24}|[0-9a-f-]{36}|(?:dg|dv)_[0-9a-f-]+)/, '/ID')
        .replace(/[?#].*/, '');
      if (pages.has(kind)) continue;
      pages.set(kind, next);
      await tab.goto(next);
      left.push(...(await tab.$$eval('a', (links) => links.map(({ href }) => href))));
    }
    expect([...pages.keys()].length).toBeGreaterThan(18);
    return [...pages.values()];
  }
});

/** Runs axe over the page. The page forbids scripts, so axe comes in through the debugger and not as an element. */
async function runAxe(tab: Page): Promise<AxeResults> {
  await tab.evaluate(await readFile(resolve('node_modules/axe-core/axe.min.js'), 'utf8'));
  return await tab.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: { run(): Promise<AxeResults> } };
    return await axe.run();
  });
}
