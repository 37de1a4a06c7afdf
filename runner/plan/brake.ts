import type { Change } from '../model/index.ts';

const SHARE = 0.3;
const FROM = 10;

/**
 * The brake: more than 30 % of an environment's managed resources (from ten on) updated, or deleted, in one plan needs
 * `--acknowledge DIGEST`. Returns what it stopped at, or undefined.
 */
export function brakeOf(changes: readonly Change[], managed: number): string | undefined {
  if (managed < FROM) return undefined;
  const fresh = changes.filter((change) => change.mode === 'managed' && change.manifest === undefined);
  const deletes = fresh.filter((change) => change.action === 'delete' || change.action === 'replace').length;
  const updates = fresh.filter((change) => change.action === 'update' || change.action === 'adopt').length;
  const limit = Math.floor(managed * SHARE);
  const stopped: string[] = [];
  if (updates > managed * SHARE) stopped.push(`${updates} of ${managed} managed resources would be updated`);
  if (deletes > managed * SHARE)
    stopped.push(`${deletes} of ${managed} managed resources would be deleted or replaced`);
  return stopped.length === 0
    ? undefined
    : `${stopped.join(', ')}; more than ${limit} at once must be acknowledged`;
}
