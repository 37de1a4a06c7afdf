import type { LastChange } from '../../model/index.ts';
import { toIsoTime } from './canonical.ts';
import type { AuditedComponent } from './client/audit-record.ts';
import type { CjaClient } from './client/cja-client.ts';

/** Who edited something last, by the newest audit record; undefined where the log says nothing (facts §6.7). */
export async function readLastChange(
  client: CjaClient,
  component: AuditedComponent,
  id: string | undefined,
): Promise<LastChange | undefined> {
  if (id === undefined) return undefined;
  const records = await client.listAuditRecords({ component, componentId: id, atMost: 5 });
  const [newest] = records.filter(({ action }) => action !== 'API_REQUEST');
  const at = toIsoTime(newest?.dateCreated);
  const by = newest?.userName ?? newest?.userEmail ?? newest?.userId;
  return at === undefined || by === undefined ? undefined : { by, at };
}
