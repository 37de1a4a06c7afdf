// @ts-expect-error plain JavaScript, shared with the commands of .ci
import { describeMissing } from '../../.ci/find-contracts.mjs';
import { findGitHubFile } from '../github/github-contract.ts';
import { runGitHubScenario } from '../github/scenario.ts';
import { EXIT_STATUS, renderCoverage } from './coverage-text.ts';
import { renderGitHub } from './github-text.ts';
import { runScenario } from './scenario.ts';
import { CONTRACT_FOLDER } from './strict.ts';

/** `npm run contracts`: the tables, and an exit code that says whether every contract was kept. */
async function main(): Promise<number> {
  if (CONTRACT_FOLDER === undefined) {
    console.error(`contracts: ${describeMissing()}`);
    return EXIT_STATUS.notFound;
  }
  const coverage = await runScenario(CONTRACT_FOLDER);
  console.log(renderCoverage(coverage, CONTRACT_FOLDER));
  const isKept = coverage.violations.length === 0 && coverage.unneeded.length === 0;
  const isGitHubKept = await checkGitHub();
  return isKept && isGitHubKept ? EXIT_STATUS.kept : EXIT_STATUS.broken;
}

/** GitHub's description is not fetched: where it is not, that is said. */
async function checkGitHub(): Promise<boolean> {
  const file = findGitHubFile();
  if (file === undefined) {
    console.log("\nGitHub's OpenAPI file was not found in github/ beside Adobe's: the forge was not checked");
    return true;
  }
  const coverage = await runGitHubScenario(file);
  console.log(`\nGitHub's OpenAPI file ${file}\n\n${renderGitHub(coverage)}`);
  return coverage.violations.length === 0 && coverage.unneeded.length === 0;
}

process.exitCode = await main();
