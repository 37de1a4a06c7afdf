import { type Address, type Desired, type State, UsageError } from '../model/index.ts';
import { suggest } from '../validate/index.ts';

/** Refuses a target that neither YAML nor state knows, and says which was probably meant. */
export function checkTargets(
  targets: readonly Address[],
  { desired, state }: { readonly desired: Desired; readonly state: State },
): void {
  const moved = new Map(desired.moved.map(({ from, to }) => [from, to]));
  const kept = Object.keys(state.resources).filter(
    (address) => !moved.has(address) && (state.resources[address]?.objects.length ?? 0) > 0,
  );
  const known = [...new Set([...Object.keys(desired.resources), ...kept])].sort();
  const unknown = targets.find((target) => !known.includes(target));
  if (unknown === undefined) return;
  const meant = moved.get(unknown) ?? suggest(unknown, known);
  throw new UsageError({
    message: `--target ${unknown} is no address that environment "${desired.environment.name}" knows`,
    hint:
      meant === undefined
        ? `An address is PIPELINE/KIND/NAME. Every plan shows them: cai plan --env ${desired.environment.name}`
        : `Did you mean ${meant}?`,
  });
}
