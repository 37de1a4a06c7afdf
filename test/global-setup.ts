import { execFileSync } from 'node:child_process';

/** The command line is tested as it ships: built once before any test. */
export function setup(): void {
  execFileSync(process.execPath, ['.ci/build.mjs'], { stdio: 'inherit' });
}
