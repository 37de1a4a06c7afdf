import { type Address, compareText, type Desired } from '../model/index.ts';

/**
 * Desired addresses, each after everything that it depends on; ties by address. Addresses within a cycle, which
 * validation refuses, come last in order of address, so that this always ends.
 */
export function orderByDependency(desired: Desired): readonly Address[] {
  const ordered: Address[] = [];
  const done = new Set<Address>();
  let waiting = Object.keys(desired.resources).sort(compareText);
  while (waiting.length > 0) {
    const ready = waiting.filter((address) =>
      (desired.resources[address]?.dependsOn ?? []).every(
        (dependency) => done.has(dependency) || desired.resources[dependency] === undefined,
      ),
    );
    const next = ready.length > 0 ? ready : waiting;
    for (const address of next) {
      ordered.push(address);
      done.add(address);
    }
    waiting = waiting.filter((address) => !done.has(address));
  }
  return ordered;
}

/** Every desired address that depends on one, directly or through others. */
export function dependantsOf(desired: Desired, address: Address): readonly Address[] {
  const found = new Set<Address>([address]);
  for (const candidate of orderByDependency(desired)) {
    if ((desired.resources[candidate]?.dependsOn ?? []).some((dependency) => found.has(dependency))) {
      found.add(candidate);
    }
  }
  found.delete(address);
  return [...found];
}

/** Every address that one depends on, directly or through others. */
export function dependenciesOf(desired: Desired, address: Address): readonly Address[] {
  const found = new Set<Address>();
  const visit = (at: Address): void => {
    for (const dependency of desired.resources[at]?.dependsOn ?? []) {
      if (found.has(dependency)) continue;
      found.add(dependency);
      visit(dependency);
    }
  };
  visit(address);
  return [...found].sort(compareText);
}
