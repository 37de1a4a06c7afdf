/** Runs dependency-cruiser over `runner/` and `test/`, and fails when it saw nothing: a silent green is worse than a red. */
import { execFileSync } from 'node:child_process';

const FEWEST_MODULES = 50;

const output = run();
const { summary } = JSON.parse(output);
const comments = new Map(summary.ruleSetUsed.forbidden.map((rule) => [rule.name, rule.comment]));
for (const violation of summary.violations) {
  const rule = violation.rule.name;
  const cycle =
    violation.cycle === undefined
      ? violation.to
      : violation.cycle.map((step) => step.name ?? step).join(' → ');
  console.error(`${rule}: ${violation.from} → ${cycle}\n  ${comments.get(rule) ?? ''}`);
}
if (summary.totalCruised < FEWEST_MODULES) {
  console.error(
    `dependency-cruiser saw only ${summary.totalCruised} modules: it does not understand the sources`,
  );
  process.exitCode = 1;
} else if (summary.error > 0) {
  process.exitCode = 1;
} else {
  console.log(
    `rooms: ${summary.totalCruised} modules, ${summary.totalDependenciesCruised} imports, no wall crossed`,
  );
}

function run() {
  const args = [
    '--config',
    '.dependency-cruiser.mjs',
    '--output-type',
    'json',
    ...(process.argv.slice(2).length > 0 ? process.argv.slice(2) : ['runner', 'test']),
  ];
  try {
    return execFileSync('node_modules/.bin/depcruise', args, {
      encoding: 'utf8',
      maxBuffer: 256 * 1024 * 1024,
    });
  } catch (error) {
    if (typeof error.stdout === 'string' && error.stdout.startsWith('{')) return error.stdout;
    throw error;
  }
}
