import { compact, type Members, readObject, readText } from '../../../host/index.ts';

/** Kinds of components that audit logs know and this tool asks for (facts §6.7). */
export type AuditedComponent = 'ANNOTATION' | 'CONNECTION' | 'DATA_VIEW';

/** Who did what, newest first (facts §6.7). */
export type CjaAuditRecord = ReturnType<typeof readAuditRecord>;

/** The id of a record. */
export function readAuditRecordId(item: Members): string | undefined {
  return readText(item, 'id');
}

/** Reads a record whose id is known. */
export function readAuditRecord(item: Members, id: string) {
  const user = readObject(item, 'user');
  const component = readObject(item, 'component');
  return compact({
    id,
    dateCreated: readText(item, 'dateCreated'),
    action: readText(item, 'action'),
    description: readText(item, 'description'),
    userId: readText(user, 'id'),
    userName: readText(user, 'name'),
    userEmail: readText(user, 'email'),
    componentId: readText(component, 'id'),
    componentName: readText(component, 'name'),
  });
}
