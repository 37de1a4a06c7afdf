import { existsSync } from 'node:fs';
import { type Browser, launch } from 'puppeteer-core';

/** Where Chromium and Chrome usually are, where `CHROMIUM_PATH` does not say. */
const USUAL_PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** Starts a real Chromium without a window. Whoever opens it closes it. Throws a plain reason where none is installed. */
export async function openBrowser(): Promise<Browser> {
  return await launch({
    executablePath: findChromium(),
    // The sandbox of the browser needs rights that containers do not give; it opens nothing but our own pages here.
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--hide-scrollbars', '--force-color-profile=srgb'],
  });
}

function findChromium(): string {
  const named = process.env.CHROMIUM_PATH;
  if (named !== undefined && named !== '') {
    if (existsSync(named)) return named;
    throw new Error(
      `CHROMIUM_PATH names ${named}, which does not exist: name the executable of Chromium or Chrome.`,
    );
  }
  const found = USUAL_PLACES.find((place) => existsSync(place));
  if (found !== undefined) return found;
  throw new Error(
    `The tests of pages need Chromium or Chrome, and none is in ${USUAL_PLACES.slice(0, 4).join(', ')}. Install it (Debian: apt-get install chromium), or name its executable in CHROMIUM_PATH.`,
  );
}
