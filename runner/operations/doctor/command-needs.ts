import type { CommandReadiness, DoctorCheck } from '../../model/index.ts';

const ASKING = [
  'yaml',
  'client-id',
  'client-secret',
  'organization-id',
  'tls',
  'proxy',
  'base-urls',
  'token',
];
const READING = [
  ...ASKING,
  'rights',
  'scopes',
  'reach-platform',
  'sandbox',
  'tenant',
  'view-schemas',
  'view-datasets',
];
const PLANNING = [...READING, 'reach-cja', 'connections', 'data-views', 'annotations', 'state'];
const WRITING = [...PLANNING, 'lock', 'clock'];
const ROWS = ['duckdb', 'query-service', 'state'];

/** What each command needs, by ids of checks; a check that was not part of a report is not needed there. */
const NEEDS: readonly (readonly [command: string, needs: readonly string[]])[] = [
  ['cai validate', ['yaml']],
  ['cai plan', PLANNING],
  ['cai drift', [...PLANNING, 'audit-logs']],
  ['cai inputs check', [...READING, 'query-service']],
  ['cai apply', [...WRITING, 'writing']],
  ['cai handoffs', WRITING],
  ['cai scores pull', [...READING, 'score-files', 'state']],
  ['cai scores check', [...READING, ...ROWS]],
  ['cai state', ['state']],
  ['cai ci', [...WRITING, 'github']],
];

/** Checks whose warning already means that a command cannot run. */
const DECISIVE: ReadonlySet<string> = new Set(['duckdb']);

/** For each command: which of its needs are problems, and which nobody can vouch for. */
export function listReadiness(checks: readonly DoctorCheck[]): readonly CommandReadiness[] {
  return NEEDS.map(([command, needs]) => {
    const needed = checks.filter(({ id }) => needs.includes(id));
    const isLacking = ({ id, status }: DoctorCheck): boolean =>
      status === 'problem' || (status === 'warning' && DECISIVE.has(id));
    // What a setting makes superfluous is not missed.
    const isUnsure = (check: DoctorCheck): boolean =>
      !isLacking(check) &&
      check.status !== 'ok' &&
      !(check.id === 'duckdb' && check.status === 'not-checked');
    return {
      command,
      lacks: needed.filter(isLacking).map(({ id }) => id),
      unsure: needed.filter(isUnsure).map(({ id }) => id),
    };
  });
}
