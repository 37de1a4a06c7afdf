import { type Place, refuse, type Value } from '../expression/index.ts';
import { at, readMapping } from './members.ts';

export type Access = 'none' | 'read' | 'write';

/** What a token may, by the names of a workflow's `permissions:`; what is not named is `none`. */
export type Permissions = Readonly<Record<string, Access>>;

const SCOPES = [
  'actions',
  'attestations',
  'checks',
  'contents',
  'deployments',
  'discussions',
  'id-token',
  'issues',
  'models',
  'packages',
  'pages',
  'pull-requests',
  'security-events',
  'statuses',
];

/** Reads `permissions:`; undefined where it is not stated. */
export function readPermissions(value: Value | undefined, place: Place): Permissions | undefined {
  if (value === undefined) return undefined;
  if (value === 'read-all' || value === 'write-all') {
    const access = value === 'read-all' ? 'read' : 'write';
    return Object.fromEntries(SCOPES.map((scope) => [scope, access]));
  }
  const stated = readMapping(value, place, SCOPES);
  return Object.fromEntries(
    Object.entries(stated).map(([scope, access]) => {
      if (access !== 'none' && access !== 'read' && access !== 'write') {
        refuse(at(place, scope), 'it is none of none, read, write');
      }
      return [scope, access];
    }),
  );
}

/** The most that a pull request of a fork gets. */
export function withoutWriting(permissions: Permissions): Permissions {
  return Object.fromEntries(
    Object.entries(permissions).map(([scope, access]) => [scope, access === 'write' ? 'read' : access]),
  );
}

/** Whether a line as `issues: write` is granted; writing includes reading. */
export function isGranted(permissions: Permissions, line: string): boolean {
  const [scope = '', wanted] = line.split(': ');
  const access = permissions[scope] ?? 'none';
  return access === 'write' || (access === 'read' && wanted === 'read');
}
