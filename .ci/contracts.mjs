/** `npm run contracts`: bundles the scenario of the tests and runs it, so that both check the same. */
import { mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const folder = mkdtempSync(join(resolve('node_modules'), '.cai-contracts-'));
const outfile = join(folder, 'contracts.mjs');
try {
  await build({
    entryPoints: ['test/contracts/main.ts'],
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
