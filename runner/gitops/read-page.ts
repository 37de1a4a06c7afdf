import { asMembers, type Members, readText } from '../host/index.ts';
import { MissingMember } from './needed-members.ts';

/** The objects of one page of a list. */
export function readObjectsOf(data: unknown): readonly Members[] {
  if (!Array.isArray(data)) throw new MissingMember('it is not a list');
  return data.map((item: unknown) => {
    const object = asMembers(item);
    if (object === undefined) throw new MissingMember('its list holds something else than objects');
    return object;
  });
}

/** The link to the next page; undefined on the last one. */
export function readNextLink(headers: Members): string | undefined {
  const [, next] = /<([^<>]{1,2000})>;\s{0,9}rel="next"/u.exec(readText(headers, 'link') ?? '') ?? [];
  return next;
}
