import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
// @ts-expect-error plain JavaScript, shared with the commands of .ci
import { describeMissing, findContracts } from '../.ci/find-contracts.mjs';

/** The command line is tested as it ships: built once before any test, into a folder of this run's own. */
export function setup(): () => void {
  if (findContracts() === undefined) console.log(`contract checks are skipped: ${describeMissing()}`);
  const folder = mkdtempSync(join(resolve('node_modules'), '.cai-test-'));
  execFileSync(process.execPath, ['.ci/build-tested.mjs', folder], { stdio: 'inherit' });
  process.env.CAI_TEST_BUILD = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}
