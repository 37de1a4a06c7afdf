/** `npm run crash-matrix`: builds what it runs, bundles the program, runs it; the typed code of the tests, without a test runner. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const folder = mkdtempSync(join(resolve('node_modules'), '.cai-crash-matrix-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
process.on('SIGINT', () => process.exit(130));
execFileSync(process.execPath, ['.ci/build-tested.mjs', folder], { stdio: 'inherit' });
process.env.CAI_TEST_BUILD = folder;
const outfile = join(folder, 'crash-matrix.mjs');
await build({
  entryPoints: ['test/crash-matrix/main.ts'],
  outfile,
  bundle: true,
  format: 'esm',
  platform: 'node',
  packages: 'external',
  logLevel: 'warning',
});
await import(pathToFileURL(outfile).href);
