import { afterEach, expect, test, vi } from 'vitest';
import { openBrowser } from './open-browser.ts';

afterEach(() => vi.unstubAllEnvs());

test('a browser that is not where CHROMIUM_PATH says ends in a plain reason', async () => {
  vi.stubEnv('CHROMIUM_PATH', '/nowhere/chromium');
  await expect(openBrowser()).rejects.toThrow(
    'CHROMIUM_PATH names /nowhere/chromium, which does not exist: name the executable of Chromium or Chrome.',
  );
});
