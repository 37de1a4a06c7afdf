import { cjaRoutes } from '../../runner/emulator/cja/routes.ts';
import { findContract } from '../../runner/emulator/contract/check-exchange.ts';
import { GATEWAY_EVIDENCE } from '../../runner/emulator/contract/contract-check.ts';
import { CONTRACT_FILES } from '../../runner/emulator/contract/contract-files.ts';
import { Contracts } from '../../runner/emulator/contract/contracts.ts';
import { CORRECTIONS } from '../../runner/emulator/contract/corrections.ts';
import { FACTS_FILE } from '../../runner/emulator/contract/facts-document.ts';
import { KNOWN_ERRORS } from '../../runner/emulator/contract/known-errors.ts';
import type { ContractReport } from '../../runner/emulator/index.ts';
import { imsRoutes } from '../../runner/emulator/platform/ims-token.ts';
import { platformRoutes, registryRoutes } from '../../runner/emulator/platform/routes.ts';
import { startTestEmulator } from '../emulator/test-client.ts';
import { callEveryOperation } from './client-calls.ts';
import { connectClients } from './connect-clients.ts';
import { callEveryRoute } from './raw-calls.ts';

/** One operation of a contract, and who has to do with it. */
export interface CoveredOperation {
  readonly file: string;
  readonly method: string;
  readonly path: string;
  readonly isUsed: boolean;
  readonly isServed: boolean;
  /** Statuses that were seen, with how often. */
  readonly statuses: Readonly<Record<string, number>>;
}

/** What a run over every client operation and every route found. */
export interface Coverage {
  readonly operations: readonly CoveredOperation[];
  readonly violations: readonly string[];
  /** How often each known error was met, by its evidence. */
  readonly knownErrors: Readonly<Record<string, number>>;
  /** Evidence of known errors that nothing needed. */
  readonly unneeded: readonly string[];
  /** Names of the client's operations that were sent. */
  readonly clientOperations: readonly string[];
  /** How many operations each file has. */
  readonly sizes: Readonly<Record<string, number>>;
}

const RESPELLINGS = [undefined, 1, 2] as const;

/** Calls every operation of the clients and every route of the emulator over HTTP, also under respelling, strictly. */
export async function runScenario(folder: string): Promise<Coverage> {
  const contracts = new Contracts(folder);
  const runs = [];
  for (const respell of RESPELLINGS) runs.push(await runOnce(contracts, respell));
  const reports = runs.map(({ all }) => all);
  const knownErrors = sumCounts(reports.map((report) => report.knownErrors));
  const evidence = [...KNOWN_ERRORS, ...CORRECTIONS].map((entry) => entry.evidence);
  return {
    operations: listOperations(contracts, {
      used: runs.flatMap(({ clients }) => clients.operations),
      seen: reports.flatMap((report) => report.operations),
    }),
    violations: runs.flatMap(({ all, clients }) => [...all.violations, ...clients.refusedRequests]),
    knownErrors,
    unneeded: [...evidence, GATEWAY_EVIDENCE].filter((text) => knownErrors[text] === undefined),
    clientOperations: runs[0]?.sent ?? [],
    sizes: Object.fromEntries(
      CONTRACT_FILES.map(({ file }) => [file, contracts.getByFile(file).operations.length]),
    ),
  };
}

async function runOnce(
  contracts: Contracts,
  respell: number | undefined,
): Promise<{ clients: ContractReport; all: ContractReport; sent: readonly string[] }> {
  const emulator = await startTestEmulator({
    strict: contracts,
    onViolation: () => {},
    ...(respell === undefined ? {} : { respell }),
  });
  const clients = connectClients(emulator.url);
  try {
    const world = await callEveryOperation(emulator, clients);
    const seen = getReport(emulator.getContractReport());
    await callEveryRoute(emulator, world);
    const sent = Object.keys(clients.transport.getStats().byOperation).sort();
    return { clients: seen, all: getReport(emulator.getContractReport()), sent };
  } catch (error) {
    const { violations } = getReport(emulator.getContractReport());
    throw new Error(`the scenario (respelling ${respell}) ended early:\n${violations.join('\n')}`, {
      cause: error,
    });
  } finally {
    await clients.transport.close();
    await emulator.close().catch(() => {});
  }
}

function getReport(report: ContractReport | undefined): ContractReport {
  if (report === undefined) throw new Error('the emulator is not strict');
  return report;
}

type Operations = ContractReport['operations'];

function listOperations(
  contracts: Contracts,
  { used, seen }: { readonly used: Operations; readonly seen: Operations },
): readonly CoveredOperation[] {
  const served = [imsRoutes, platformRoutes, registryRoutes, cjaRoutes].flatMap(({ routes }) =>
    routes.map(({ method, path }) => describe(contracts, method, path)),
  );
  const described = (operations: Operations) =>
    operations.filter((operation) => isKnown(contracts, operation));
  const keys = new Map(
    [...served, ...described(used), ...described(seen)].map((operation) => [getKey(operation), operation]),
  );
  return [...keys].map(([key, { file, method, path }]) => ({
    file,
    method,
    path,
    isUsed: used.some((operation) => getKey(operation) === key),
    isServed: served.some((operation) => getKey(operation) === key),
    statuses: sumCounts(
      seen.filter((operation) => getKey(operation) === key).map(({ statuses }) => statuses),
    ),
  }));
}

/** The operation of a contract that a route serves; the route itself where no contract has it. */
function describe(
  contracts: Contracts,
  method: string,
  route: string,
): { file: string; method: string; path: string } {
  const sample = route.replaceAll(/\{\w+\}/g, 'x');
  const known = findContract(contracts, method, sample);
  if (!known) return { file: contracts.getByPath(sample).file, method, path: route };
  return { file: known.contract.file, method, path: known.found.operation.path };
}

/** Calls that no contract has were made to be refused: they are no coverage. */
function isKnown(contracts: Contracts, { file, method, path }: Operations[number]): boolean {
  const contract = file === FACTS_FILE ? contracts.facts : contracts.getByFile(file);
  return contract.operations.some((operation) => operation.method === method && operation.path === path);
}

function getKey({
  file,
  method,
  path,
}: {
  readonly file: string;
  readonly method: string;
  readonly path: string;
}): string {
  return `${file} ${method} ${path}`;
}

function sumCounts(counts: readonly Readonly<Record<string, number>>[]): Readonly<Record<string, number>> {
  const sums = new Map<string, number>();
  for (const [name, count] of counts.flatMap((each) => Object.entries(each))) {
    sums.set(name, (sums.get(name) ?? 0) + count);
  }
  return Object.fromEntries(sums);
}
