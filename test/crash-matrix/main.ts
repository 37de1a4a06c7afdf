/** The program of `npm run crash-matrix`. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readOptions, USAGE } from './options.ts';
import { runMatrix } from './run-matrix.ts';

const args = process.argv.slice(2);
if (args.includes('--help')) {
  process.stdout.write(USAGE);
} else {
  process.exitCode = await main();
}

async function main(): Promise<number> {
  let options: ReturnType<typeof readOptions>;
  try {
    options = readOptions(args);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
    return 1;
  }
  const root = await mkdtemp(join(tmpdir(), 'cai-crash-matrix-'));
  try {
    return await runMatrix(root, options);
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}
