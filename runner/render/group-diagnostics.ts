import type { Address, Diagnostic } from '../model/index.ts';
import { countText } from './count-text.ts';
import { sortDiagnostics } from './sort-diagnostics.ts';

/** A diagnostic, and where else the same is to be said. */
export interface DiagnosticGroup {
  readonly diagnostic: Diagnostic;
  /** Addresses besides that of the diagnostic. */
  readonly others: readonly Address[];
}

/** How many addresses of a group are named. */
const NAMED = 5;

/** Diagnostics in the order in which people read them; those that differ in nothing but the address stand together. */
export function groupDiagnostics(diagnostics: readonly Diagnostic[]): readonly DiagnosticGroup[] {
  const groups = new Map<string, { readonly diagnostic: Diagnostic; readonly others: Address[] }>();
  for (const diagnostic of sortDiagnostics(diagnostics)) {
    const { address, ...rest } = diagnostic;
    const key = JSON.stringify(rest);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { diagnostic, others: [] });
    else if (address !== undefined) group.others.push(address);
  }
  return [...groups.values()];
}

/** The addresses of a group as its reader's medium writes them, and how many are not named. */
export function groupAddresses(
  { diagnostic: { address }, others }: DiagnosticGroup,
  write: (address: Address) => string,
): string | undefined {
  if (address === undefined) return undefined;
  const all = [address, ...others];
  const more = all.length - NAMED;
  const named = all.slice(0, NAMED).map(write).join(', ');
  return more > 0 ? `${named} and ${countText(more, 'more', 'more')}` : named;
}
