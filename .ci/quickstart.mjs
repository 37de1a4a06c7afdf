/** `npm run quickstart`: bundles the narrated tour and runs it, so that it is the same typed code that the tests use. */
import { mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const folder = mkdtempSync(join(resolve('node_modules'), '.cai-quickstart-'));
const outfile = join(folder, 'tour.mjs');
try {
  await build({
    entryPoints: ['test/quickstart/tour.ts'],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    logLevel: 'warning',
  });
  await import(pathToFileURL(outfile).href);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
