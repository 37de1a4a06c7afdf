import type { AttributePath } from '../../../model/index.ts';

/** The path of a member with a key that a person chose: brackets in the key must not end the key. */
export function memberPath(list: string, key: string): AttributePath {
  return `${list}[${key.replace(/[%[\]]/g, encodeURIComponent)}]`;
}

/** The list, the key and the attribute within a path; undefined where it is no member of the list. */
export function readMemberPath(
  list: string,
  path: AttributePath,
): { readonly key: string; readonly attribute: string } | undefined {
  if (!path.startsWith(`${list}[`)) return undefined;
  const end = path.lastIndexOf(']');
  const key = path.slice(list.length + 1, end).replace(/%(25|5B|5D)/g, decodeURIComponent);
  return { key, attribute: path.slice(end + 1).replace(/^\./, '') };
}
