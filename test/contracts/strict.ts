// @ts-expect-error plain JavaScript, shared with the commands of .ci
import { findContracts } from '../../.ci/find-contracts.mjs';
import { Contracts } from '../../runner/emulator/contract/contracts.ts';
import type { ContractReport, EmulatorOptions, RunningEmulator } from '../../runner/emulator/index.ts';

/** The folder with Adobe's OpenAPI files; undefined where there are none, which `test/global-setup.ts` says. */
export const CONTRACT_FOLDER: string | undefined = findContracts();

const contracts = CONTRACT_FOLDER === undefined ? undefined : new Contracts(CONTRACT_FOLDER);

/** Options of an emulator in this process: strict where the files are there, quiet, since {@link assertKept} speaks. */
export const STRICT: Pick<EmulatorOptions, 'strict' | 'onViolation'> =
  contracts === undefined ? {} : { strict: contracts, onViolation: () => {} };

/** Arguments of an emulator in a process of its own. */
export const STRICT_ARGS: readonly string[] =
  CONTRACT_FOLDER === undefined ? [] : ['--strict', CONTRACT_FOLDER];

/** Whether requests that Adobe would refuse are mistakes: of the client always, of a test of refusals never. */
export interface ContractUse {
  readonly allowsRefused: boolean;
}

/** Fails when anything that an emulator saw or said breaks a contract. */
export function assertKept(report: ContractReport | undefined, { allowsRefused }: ContractUse): void {
  if (report === undefined) return;
  const broken = [...report.violations, ...(allowsRefused ? [] : report.refusedRequests)];
  if (broken.length > 0) throw new Error(`Adobe's contracts were broken:\n  ${broken.join('\n  ')}`);
}

/** Closes an emulator of this process, and fails when it saw or said anything that breaks a contract. */
export async function closeStrictly(emulator: RunningEmulator, use: ContractUse): Promise<void> {
  await emulator.close();
  assertKept(emulator.getContractReport(), use);
}
