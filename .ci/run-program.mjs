/**
 * `node .ci/run-program.mjs [--built] ENTRY [ARGUMENTS]`: bundles a program of `test/` and runs it, so that it is the typed code that
 * the tests use. With `--built` the command is built first, as the tests build it.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const given = process.argv.slice(2);
const isBuilt = given[0] === '--built';
const [entry, ...args] = isBuilt ? given.slice(1) : given;
const name = basename(dirname(entry));

const folder = mkdtempSync(join(resolve('node_modules'), `.cai-${name}-`));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
process.on('SIGINT', () => process.exit(130));

if (isBuilt) {
  execFileSync(process.execPath, ['.ci/build-tested.mjs', join(folder, 'dist')], { stdio: 'inherit' });
  process.env.CAI_TEST_BUILD = join(folder, 'dist');
}
const outfile = join(folder, `${name}.mjs`);
await build({
  entryPoints: [entry],
  outfile,
  bundle: true,
  format: 'esm',
  platform: 'node',
  packages: 'external',
  sourcemap: 'inline',
  logLevel: 'warning',
});
process.setSourceMapsEnabled(true);
process.argv = [process.argv[0], outfile, ...args];
await import(pathToFileURL(outfile).href);
