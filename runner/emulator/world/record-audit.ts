import { createHexId } from './create-id.ts';
import type { Actor, AuditRecord, World } from './types.ts';

/** Puts down who did what, for CJA's audit log (facts §6.7). */
export function recordAudit(
  world: World,
  record: Pick<AuditRecord, 'action' | 'description' | 'component'> & { at: number; user: Actor },
): void {
  world.audit.push({ id: createHexId(world, 'audit'), ...record });
}
