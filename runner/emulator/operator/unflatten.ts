/** Attributes of a handoff, as the flat paths that it prints. */
export type Attributes = Readonly<Record<string, unknown>>;

/** The members of `list[key].attribute` paths, by key; attributes keep their own dots. */
export function membersOf(
  attributes: Attributes,
  list: string,
): ReadonlyMap<string, Record<string, unknown>> {
  const members = new Map<string, Record<string, unknown>>();
  for (const [path, value] of Object.entries(attributes)) {
    if (!path.startsWith(`${list}[`)) continue;
    const end = path.lastIndexOf(']');
    const key = path.slice(list.length + 1, end);
    const attribute = path.slice(end + 1).replace(/^\./, '');
    members.set(key, { ...members.get(key), [attribute]: value });
  }
  return members;
}

/** The nested object of dotted paths below a prefix, or undefined where there is none. */
export function objectOf(attributes: Attributes, prefix: string): Record<string, unknown> | undefined {
  const entries = Object.entries(attributes)
    .filter(([path, value]) => path.startsWith(`${prefix}.`) && value !== undefined && value !== null)
    .map(([path, value]) => [path.slice(prefix.length + 1), value] as const);
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}
