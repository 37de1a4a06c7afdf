import type { GitHubContract } from './github-contract.ts';
import { ROUTES } from './routes/index.ts';

/** One operation of GitHub's. */
export interface GitHubOperationRow {
  /** Method and template of the path. */
  readonly operation: string;
  /** Whether the client calls it. */
  readonly isUsed: boolean;
  /** Whether the stand-in serves it. */
  readonly isServed: boolean;
  /** How often each status was answered. */
  readonly statuses: Readonly<Record<string, number>>;
}

/** What a run says of GitHub's description. */
export interface GitHubCoverage {
  readonly operations: readonly GitHubOperationRow[];
  /** How often each known error of the file was met. */
  readonly knownErrors: Readonly<Record<string, number>>;
  /** Known errors that nothing needs any more. */
  readonly unneeded: readonly string[];
  readonly violations: readonly string[];
}

/** The table of operations: used by the client, served by the stand-in, exercised in what the contract saw. */
export function listCoverage(contract: GitHubContract, used: readonly string[]): GitHubCoverage {
  const seen = new Map(contract.getSeen().map(({ operation, statuses }) => [operation, statuses]));
  const names = [...new Set([...used, ...Object.keys(ROUTES), ...seen.keys()])].sort();
  const knownErrors = contract.getKnownErrors();
  return {
    operations: names.map((operation) => ({
      operation,
      isUsed: used.includes(operation),
      isServed: Object.hasOwn(ROUTES, operation),
      statuses: seen.get(operation) ?? {},
    })),
    knownErrors,
    unneeded: Object.keys(knownErrors).filter((evidence) => knownErrors[evidence] === 0),
    violations: contract.getViolations(),
  };
}
