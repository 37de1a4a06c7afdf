// @ts-expect-error plain JavaScript, shared with the commands of .ci
import { describeMissing } from '../../.ci/find-contracts.mjs';
import { EXIT_STATUS, renderCoverage } from './coverage-text.ts';
import { runScenario } from './scenario.ts';
import { CONTRACT_FOLDER } from './strict.ts';

/** `npm run contracts`: the table, and an exit code that says whether every contract was kept. */
async function main(): Promise<number> {
  if (CONTRACT_FOLDER === undefined) {
    console.error(`contracts: ${describeMissing()}`);
    return EXIT_STATUS.notFound;
  }
  const coverage = await runScenario(CONTRACT_FOLDER);
  console.log(renderCoverage(coverage, CONTRACT_FOLDER));
  const isKept = coverage.violations.length === 0 && coverage.unneeded.length === 0;
  return isKept ? EXIT_STATUS.kept : EXIT_STATUS.broken;
}

process.exitCode = await main();
