import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'puppeteer-core';

export interface ReportView {
  readonly folder: string;
  readonly page: string;
  readonly width?: number;
  readonly scheme?: 'light' | 'dark';
}

/** A report opened from its file: the tab, and all that the browser complained of or tried to fetch. */
export interface OpenReport {
  readonly tab: Page;
  readonly complaints: readonly string[];
  readonly requests: readonly string[];
}

/** Opens a report as a reader would, from `file:` and without a network. The content security policy of the page stays on. */
export async function openReport(browser: Browser, view: ReportView): Promise<OpenReport> {
  const file = join(view.folder, 'report.html');
  await writeFile(file, view.page);
  const tab = await browser.newPage();
  const complaints: string[] = [];
  const requests: string[] = [];
  tab.on('console', (message) => complaints.push(message.text()));
  tab.on('pageerror', (error) => complaints.push(String(error)));
  tab.on('dialog', (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  tab.on('request', (request) => requests.push(request.url()));
  await tab.setOfflineMode(true);
  await tab.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: view.scheme ?? 'light' }]);
  await tab.setViewport({ width: view.width ?? 1280, height: 900 });
  await tab.goto(pathToFileURL(file).href);
  return { tab, complaints, requests };
}
