import {
  type Address,
  currentObject,
  type DesiredExpectation,
  type Diagnostic,
  type ExpectationResult,
  hashRule,
  type ScoreCheck,
} from '../model/index.ts';
import { dependenciesOf } from './order.ts';
import type { World } from './world.ts';

/** An expectation that the newest batch does not meet. */
export interface FailedExpectation extends DesiredExpectation {
  readonly address: Address;
  readonly check: ScoreCheck;
  readonly result: ExpectationResult;
}

/**
 * What the newest batch of a score dataset does not meet, by what was recorded. A result counts only for the dataset that is
 * bound now and for the expectation as YAML has it now.
 */
export function failedExpectations(
  { desired, state }: World,
  address: Address,
): readonly FailedExpectation[] {
  const [check] = state.scoreChecks?.[address] ?? [];
  if (check === undefined || currentObject(state, address)?.ids.id !== check.datasetId) return [];
  return (desired.resources[address]?.scores?.expectations ?? []).flatMap((wanted) => {
    const result = check.results.find(({ name }) => name === wanted.expectation.name);
    if (result?.outcome !== 'failed' || result.rule !== hashRule(wanted.expectation)) return [];
    return [{ ...wanted, address, check, result }];
  });
}

/** Why an address must wait for better scores; undefined where it need not. */
export function gateReason(world: World, address: Address): string | undefined {
  const kind = world.desired.resources[address]?.kind ?? '';
  if (world.kinds.get(kind)?.ignoresChecks === true) return undefined;
  for (const dependency of dependenciesOf(world.desired, address)) {
    const failed = failedExpectations(world, dependency).filter(
      ({ expectation }) => expectation.severity === 'error',
    );
    const [first] = failed;
    if (first === undefined) continue;
    const more = failed.length === 1 ? '' : `, and ${failed.length - 1} more`;
    return `${dependency}: batch ${first.check.batchId} does not meet the expectation "${first.expectation.name}" (${first.result.found})${more}`;
  }
  return undefined;
}

/** Says of every failed expectation what was expected and what was found, at its line of YAML. */
export function diagnoseGates(world: World): readonly Diagnostic[] {
  return Object.keys(world.desired.resources)
    .sort()
    .flatMap((address) => failedExpectations(world, address))
    .map(({ address, expectation, source, check, result }): Diagnostic => {
      const isError = expectation.severity === 'error';
      const effect = isError
        ? 'What depends on these scores is blocked until a batch meets it, or the expectation is changed.'
        : 'It is a warning: nothing is blocked.';
      return {
        severity: 'warning',
        code: 'expectation-failed',
        summary: 'scores do not meet an expectation',
        detail: `"${expectation.name}" of ${address}: expected ${result.expected}; ${result.found}. Found in batch ${check.batchId} of ${check.completedAt.slice(0, 10)}. ${effect}`,
        address,
        ...(source === undefined ? {} : { source }),
      };
    });
}
