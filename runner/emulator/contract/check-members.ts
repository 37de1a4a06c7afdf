import type { Exchange } from './exchange.ts';
import { asObject } from './json.ts';
import type { Operation } from './openapi-document.ts';
import { REQUIRED_MEMBERS } from './required-members.ts';
import type { SchemaError } from './schemas.ts';

/** Members that the files do not require though nothing works without them. */
export function checkMembers(
  part: 'request' | 'answer',
  operation: Operation,
  exchange: Exchange,
): readonly SchemaError[] {
  const isSuccess = exchange.status >= 200 && exchange.status < 300;
  if (!isSuccess) return [];
  const body = part === 'answer' ? exchange.answer : parse(exchange.requestBody);
  if (body === undefined) return [];
  const name = `${operation.method} ${operation.path}`;
  return REQUIRED_MEMBERS.filter((entry) => entry.part === part && entry.operation.test(name)).flatMap(
    ({ at, members }) =>
      select(body, at.split('/').slice(1)).flatMap((object) =>
        members
          .filter((member) => asObject(object)[member] === undefined)
          .map((member) => ({
            at: `${at}/${member}`,
            keyword: 'member',
            message: 'is missing: nothing works without it',
            value: undefined,
          })),
      ),
  );
}

/** All values at a path; `*` is every member of a list or an object. */
function select(value: unknown, path: readonly string[]): readonly unknown[] {
  const [name, ...below] = path;
  if (name === undefined || name === '') return [value];
  if (name === '*') return Object.values(Object(value)).flatMap((item) => select(item, below));
  const found = asObject(value)[name];
  return found === undefined || found === null ? [] : select(found, below);
}

function parse(bytes: Uint8Array): unknown {
  try {
    return bytes.length === 0 ? undefined : JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch {
    return undefined;
  }
}
