/** Builds into a folder what tests run: the command and the emulator as they ship, and what is loaded before the command to break its disk. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { build } from 'esbuild';

const folder = process.argv[2];
execFileSync(process.execPath, ['.ci/build.mjs', folder], { stdio: 'inherit' });
await build({
  entryPoints: ['test/crash-matrix/disk/preload.ts'],
  outfile: join(folder, 'disk-preload.js'),
  bundle: true,
  format: 'esm',
  platform: 'node',
  logLevel: 'warning',
});
