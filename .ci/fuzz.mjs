/**
 * `npm run fuzz [-- --seed N] [--surface NAME] [--inputs N] [--input I] [--record]`: bundles the command and the fuzzing
 * program, so that both are what the tests use, and runs it.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';

const folder = mkdtempSync(join(resolve('node_modules'), '.cai-fuzz-'));
const args = process.argv.slice(2);
const isRecording = args.includes('--record');
try {
  if (isRecording) spawnSync(process.execPath, ['.ci/build.mjs', join(folder, 'dist')], { stdio: 'inherit' });
  const outfile = join(folder, 'fuzz.mjs');
  await build({
    entryPoints: [isRecording ? 'test/fuzz/record.ts' : 'test/fuzz/main.ts'],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  const { status } = spawnSync(process.execPath, ['--enable-source-maps', outfile, ...args], {
    stdio: 'inherit',
    env: { ...process.env, CAI_TEST_BUILD: join(folder, 'dist') },
  });
  process.exitCode = status ?? 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
