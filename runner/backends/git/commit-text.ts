import { addressesOf, type Transition } from '../../model/index.ts';
import type { JournalEntry } from '../journal-entry.ts';
import type { Lease } from './lease.ts';

/** What one type of transition did, before and after the number of them. */
const DONE: Readonly<Record<Transition['type'], readonly [string, string, string]>> = {
  'accept-manifest': ['accept', 'plan', 'plans'],
  'close-line': ['close', 'line', 'lines'],
  'open-handoff': ['open', 'handoff', 'handoffs'],
  'update-handoff': ['change', 'handoff', 'handoffs'],
  'orphan-handoff': ['detach', 'handoff', 'handoffs'],
  'close-handoff': ['close', 'handoff', 'handoffs'],
  attest: ['attest', 'object', 'objects'],
  equate: ['equate', 'attribute', 'attributes'],
  bind: ['bind', 'object', 'objects'],
  'record-applied': ['record', 'object', 'objects'],
  unbind: ['unbind', 'object', 'objects'],
  'set-status': ['change status of', 'object', 'objects'],
  'note-read': ['note', 'read', 'reads'],
  forget: ['forget', 'object', 'objects'],
  begin: ['begin', 'write', 'writes'],
  end: ['end', 'write', 'writes'],
  'record-allowance': ['record', 'allowance', 'allowances'],
  'record-commit': ['record', 'commit', 'commits'],
  'record-check': ['record', 'check', 'checks'],
  move: ['move', 'resource', 'resources'],
};

const LONGEST_SUBJECT = 72;

/** Message of the commit of an entry: what and how many; then who, in which run, and about what. */
export function makeEntryText(environment: string, entry: JournalEntry, lease: Lease): string {
  const addresses = addressesOf(entry.transitions);
  const about =
    addresses.length === 0 ? [] : ['', 'Addresses:', ...addresses.map((one) => `- ${toLine(one)}`)];
  return lines([
    subjectOf(`${environment} ${entry.serial}: `, entry.transitions),
    '',
    `By: ${toLine(entry.by)}`,
    `Operation: ${toLine(lease.operation)}`,
    `Run: ${lease.id}, on ${toLine(lease.host)}, process ${lease.pid}`,
    `Message: ${toLine(entry.message)}`,
    ...about,
  ]);
}

/** Message of the first commit of a branch. */
export function makeFirstText(environment: string, lease: Omit<Lease, 'commit' | 'serial'>): string {
  return lines([
    `${environment} 0: begin the state`,
    '',
    `By: ${toLine(lease.by)}`,
    `Operation: ${toLine(lease.operation)}`,
    `Run: ${lease.id}, on ${toLine(lease.host)}, process ${lease.pid}`,
  ]);
}

/** Message of a lease. */
export function makeLeaseText(environment: string, lease: Lease): string {
  const end = lease.releasedAt === undefined ? '' : ', released';
  return lines([
    `${environment}: lease of ${toLine(lease.by)}${end}`,
    '',
    `Operation: ${toLine(lease.operation)}`,
  ]);
}

function subjectOf(start: string, transitions: readonly Transition[]): string {
  const counts = new Map<Transition['type'], number>();
  for (const { type } of transitions) counts.set(type, (counts.get(type) ?? 0) + 1);
  const parts = [...counts].map(([type, count]) => {
    const [verb, one, many] = DONE[type];
    return `${verb} ${count} ${count === 1 ? one : many}`;
  });
  for (let shown = parts.length; shown > 0; shown -= 1) {
    const rest = parts.length - shown;
    const text = `${start}${parts.slice(0, shown).join(', ')}${rest === 0 ? '' : ` and ${rest} more`}`;
    if (text.length <= LONGEST_SUBJECT) return text;
  }
  return `${start}${parts[0] ?? 'nothing'}`;
}

const LONGEST_LINE = 400;

/** Text that people chose, on one line, and without what a forge turns into a mention or a link to an issue. */
function toLine(text: string): string {
  const plain = text
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]+/gu, ' ')
    .replaceAll('@', ' at ')
    .replaceAll('#', 'no. ')
    .replace(/\s+/gu, ' ')
    .trim();
  return plain.length > LONGEST_LINE ? `${plain.slice(0, LONGEST_LINE)}…` : plain;
}

function lines(texts: readonly string[]): string {
  return `${texts.join('\n')}\n`;
}
