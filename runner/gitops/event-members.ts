import { type Members, readMember, readObject, readText } from '../host/index.ts';
import { UsageError } from '../model/index.ts';

/** Environment variables, given: nothing here reads those of the process. */
export type Variables = Readonly<Record<string, string | undefined>>;

const COMMIT = /^[0-9a-f]{40}$/;
/** What git says instead of a commit where there is none. */
const NO_COMMIT = '0'.repeat(40);
const LOGIN = /^[A-Za-z0-9](?:[\w.-]{0,98})(?:\[bot\])?$/;
const LONGEST_REF = 1000;
/** What git allows in no ref. */
const NOT_IN_REFS = /[\p{Cc}\p{Cf}\s~^:?*[\\]|\.\.|@\{|\/\/|\.lock(?:\/|$)/u;

/** The error for an event that lacks something, or has something else in its place. Nothing of the event is repeated. */
export function makeEventError(what: string, expected: string): UsageError {
  return new UsageError({
    code: 'workflow-event',
    message: `The event of this workflow run cannot be used: ${what} is not ${expected}`,
    hint: 'GITHUB_EVENT_NAME and GITHUB_EVENT_PATH must be those that GitHub sets. Run cai in a step of a workflow.',
  });
}

/** An object inside an object of the event. */
export function needEventObject(object: Members | undefined, path: string): Members {
  const name = lastOf(path);
  const value = readObject(object, name);
  if (value === undefined) throw makeEventError(path, 'an object');
  return value;
}

/** A number above 0. */
export function needId(object: Members, path: string): number {
  const value = readMember(object, lastOf(path));
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 1) {
    throw makeEventError(path, 'a whole number above 0');
  }
  return value;
}

/** A commit. */
export function needCommit(object: Members, path: string): string {
  const value = findCommit(object, path);
  if (value === undefined) throw makeEventError(path, 'a commit');
  return value;
}

/** A commit; undefined where the event says that there is none. */
export function findCommit(object: Members, path: string): string | undefined {
  const value = readMember(object, lastOf(path));
  if (value === undefined || value === null || value === NO_COMMIT) return undefined;
  if (typeof value !== 'string' || !COMMIT.test(value)) throw makeEventError(path, '40 hexadecimal digits');
  return value;
}

/** A ref or the name of a branch. What begins with a hyphen would be an option to git, also once `refs/heads/` is taken off. */
export function needRef(object: Members, path: string): string {
  const value = readMember(object, lastOf(path));
  const isRef =
    typeof value === 'string' &&
    value !== '' &&
    value.length <= LONGEST_REF &&
    value.isWellFormed() &&
    !/^(?:refs\/heads\/)?[-/.]|[/.]$/.test(value) &&
    !NOT_IN_REFS.test(value);
  if (!isRef) throw makeEventError(path, 'the name of a ref');
  return value;
}

/** A login; an app's ends in `[bot]`. */
export function needLogin(object: Members, path: string): string {
  const value = readMember(object, lastOf(path));
  if (typeof value !== 'string' || !LOGIN.test(value)) throw makeEventError(path, 'a login');
  return value;
}

/** One of GitHub's own words. */
export function needWord(object: Members, path: string): string {
  const value = readMember(object, lastOf(path));
  if (typeof value !== 'string' || !/^[A-Za-z_]{1,50}$/.test(value)) throw makeEventError(path, 'a word');
  return value;
}

/** Any text. */
export function needText(object: Members, path: string): string {
  const value = readText(object, lastOf(path));
  if (value === undefined) throw makeEventError(path, 'a text');
  return value;
}

function lastOf(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1);
}
