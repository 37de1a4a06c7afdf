const PREFIX = 'dg_';

/** A connection id with its prefix; Adobe writes it both ways (facts §4.1, §5.5). */
export function toConnectionId(id: string): string {
  return id.startsWith(PREFIX) ? id : `${PREFIX}${id}`;
}

/** A connection id as `externalParentId` has it, without prefix (facts §5.2). */
export function toBareConnectionId(id: string): string {
  return id.startsWith(PREFIX) ? id.slice(PREFIX.length) : id;
}
