import type { ApiName } from '../http/api-error.ts';
import { FAULT_KINDS, type Fault, MIXED } from './fault-kinds.ts';

/** An operation of the route tables. */
export interface Operation {
  readonly api: ApiName;
  readonly method: string;
  /** Pattern of the route table. */
  readonly path: string;
}

/** Which requests a rule is about. */
export type Where =
  | { readonly kind: 'all' | 'reads' | 'writes' }
  | { readonly kind: 'api'; readonly apis: readonly ApiName[] }
  | { readonly kind: 'operation'; readonly method: string | undefined; readonly path: string };

/** Which of those requests the fault strikes. */
export type When =
  | { readonly kind: 'share'; readonly share: number }
  | { readonly kind: 'next'; readonly count: number }
  | { readonly kind: 'nth'; readonly nth: number };

/** One rule: where, when, which fault. */
export interface FaultRule {
  readonly text: string;
  readonly where: Where;
  readonly when: When;
  readonly fault: Fault | typeof MIXED;
}

/** What is wrong with a text of fault rules. */
export class FaultSyntaxError extends Error {
  override readonly name = 'FaultSyntaxError';
}

const APIS: Readonly<Record<string, readonly ApiName[]>> = {
  ims: ['ims'],
  platform: ['platform', 'registry'],
  cja: ['cja'],
};

/** How rules are written, for messages and `--help`. */
export const FAULTS_SYNTAX = 'WHERE:WHEN:FAULT, such as all:20%:mixed or "POST /data/dataviews:2:lost=5"';

/** Reads rules such as `all:20%:mixed,POST /data/dataviews:2:lost`; throws a {@link FaultSyntaxError} that names the mistake. */
export function parseFaults(text: string, operations: readonly Operation[]): readonly FaultRule[] {
  const rules = text
    .split(',')
    .map((rule) => rule.trim())
    .filter((rule) => rule !== '');
  if (rules.length === 0) throw new FaultSyntaxError(`no rule is given; expected ${FAULTS_SYNTAX}`);
  return rules.map((rule) => parseRule(rule, operations));
}

function parseRule(text: string, operations: readonly Operation[]): FaultRule {
  const parts = text.split(':').map((part) => part.trim());
  const [where = '', when = '', fault = ''] = parts;
  if (parts.length !== 3)
    throw new FaultSyntaxError(`"${text}" has ${count(parts.length, 'part')}; expected ${FAULTS_SYNTAX}`);
  return {
    text,
    where: parseWhere(where, operations),
    when: parseWhen(when),
    fault: fault === MIXED ? MIXED : parseFault(fault),
  };
}

function parseWhere(text: string, operations: readonly Operation[]): Where {
  if (text === 'all' || text === 'reads' || text === 'writes') return { kind: text };
  const apis = Object.entries(APIS).find(([name]) => name === text)?.[1];
  if (apis !== undefined) return { kind: 'api', apis };
  const match = /^(?:([A-Z]+) +)?(\/\S*)$/.exec(text);
  if (match?.[2] === undefined) {
    throw new FaultSyntaxError(
      `where "${text}": expected all, reads, writes, ${Object.keys(APIS).join(', ')}, or METHOD /path`,
    );
  }
  const where = { kind: 'operation', method: match[1], path: match[2] } as const;
  if (!operations.some((operation) => isAbout(where, operation))) {
    throw new FaultSyntaxError(
      `where "${text}": the emulator has no such operation; expected one such as ${suggest(where.path, operations)}`,
    );
  }
  return where;
}

/** Operations whose path begins alike. */
function suggest(path: string, operations: readonly Operation[]): string {
  const segments = path.split('/');
  const inCommon = (operation: Operation): number => {
    const other = operation.path.split('/');
    const at = other.findIndex((segment, index) => segment !== segments[index]);
    return at < 0 ? other.length : at;
  };
  const nearest = [...operations].sort((first, second) => inCommon(second) - inCommon(first)).slice(0, 3);
  return nearest.map((operation) => `${operation.method} ${operation.path}`).join(', ');
}

/** Whether a rule is about an operation; the names of path parameters do not matter. */
export function isAbout(where: Where & { kind: 'operation' }, { method, path }: Operation): boolean {
  return (where.method === undefined || where.method === method) && plain(where.path) === plain(path);
}

function plain(path: string): string {
  return path.replaceAll(/\{[^{}/]*\}/g, '{}');
}

function parseWhen(text: string): When {
  if (text === 'always') return { kind: 'share', share: 1 };
  const share = /^(\d{1,3}(?:\.\d{1,6})?)%$/.exec(text);
  if (share !== null && Number(share[1]) <= 100) return { kind: 'share', share: Number(share[1]) / 100 };
  const counted = /^(#?)([1-9]\d{0,8})$/.exec(text);
  if (counted === null) {
    throw new FaultSyntaxError(
      `when "${text}": expected always, a share such as 20%, the next requests such as 2, or one of them such as #3`,
    );
  }
  const value = Number(counted[2]);
  return counted[1] === '#' ? { kind: 'nth', nth: value } : { kind: 'next', count: value };
}

function parseFault(text: string): Fault {
  const [name = '', value, ...rest] = text.split('=');
  const kind = FAULT_KINDS.find((known) => known.name === name);
  if (kind === undefined) {
    const names = [...FAULT_KINDS.map((known) => known.name), MIXED].join(', ');
    throw new FaultSyntaxError(`fault "${text}": expected one of ${names}`);
  }
  if (value === undefined) return { kind, seconds: kind.value?.fallback ?? 0 };
  if (kind.value === undefined) throw new FaultSyntaxError(`fault "${text}": ${name} takes no value`);
  const seconds = Number(value);
  if (rest.length > 0 || !/^-?\d{1,6}(?:\.\d{1,3})?$/.test(value) || seconds < kind.value.min)
    throw new FaultSyntaxError(`fault "${text}": expected seconds, such as ${name}=${kind.value.fallback}`);
  return { kind, seconds };
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}
