/** Everything that must hold before a commit, in one command: the cheap steps first, the first failure ends it. */
import { spawnSync } from 'node:child_process';

const bin = (name) => `node_modules/.bin/${name}`;

const steps = [
  ['format and lint', bin('biome'), ['check', '--error-on-warnings', '.']],
  ['promises', bin('oxlint'), ['--type-aware', '--deny-warnings']],
  ['types', bin('tsc'), []],
  ['regular expressions', process.execPath, ['.ci/check-regexps.mjs']],
  ['rooms', process.execPath, ['.ci/check-rooms.mjs']],
  ['generated files', process.execPath, ['.ci/generate.mjs', '--check']],
  ['dead code', bin('knip'), []],
  ['build', process.execPath, ['.ci/build.mjs']],
  ['package', bin('publint'), ['--strict']],
  ['tests', bin('vitest'), ['run']],
];

for (const [name, command, args] of steps) {
  const start = Date.now();
  const { status } = spawnSync(command, args, { stdio: 'inherit' });
  const seconds = ((Date.now() - start) / 1000).toFixed(1);
  console.log(`${status === 0 ? 'ok' : 'FAILED'}: ${name} (${seconds} s)`);
  if (status !== 0) {
    process.exitCode = 1;
    break;
  }
}
