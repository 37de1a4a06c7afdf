import { FAULT_KINDS, type FaultKind } from '../../runner/emulator/index.ts';
import type { GateRequest } from '../operator/gate.ts';
import type { DiskEvent, DiskStep } from './disk/order.ts';
import { PUSH_EVENTS, type PushOrder } from './keep/push-watch.ts';
import type { Phase } from './record.ts';

/**
 * What happens at a request. `kill…` and `interrupt` are about the process; the others about what it hears, or what Adobe gets.
 * These are what the emulator cannot do to itself, since a process is held or killed at a known moment.
 *
 * - `kill-before`, `kill-after`: killed before the request arrives; when it is done, before its answer.
 * - `interrupt`: Ctrl-C when the request arrives.
 * - `lost`: done, and its connection dies before the answer. `lost-kill`: the same, and killed at a later request.
 * - `twice`: Adobe gets it twice. `twice-lost`: and the connection dies before the answer.
 */
export type RequestEvent =
  | 'kill-before'
  | 'kill-after'
  | 'interrupt'
  | 'lost'
  | 'lost-kill'
  | 'twice'
  | 'twice-lost';

/** One disturbance of one apply. Its id says all of it, so that it can be repeated alone. */
export interface Point {
  readonly id: string;
  readonly phase: number;
  readonly at: RequestPlace | FaultPlace | DiskPlace | PushPlace;
}

/** The nth request in order of arrival, or the nth write in order of what it writes. */
export interface RequestPlace {
  readonly on: 'request' | 'write';
  readonly index: number;
  readonly event: RequestEvent;
  /** How many requests after that one the process is killed. */
  readonly later?: number;
}

/** The nth request in order of arrival, or the nth write for a fault that is for writes: one of the emulator's faults strikes it. */
export interface FaultPlace {
  readonly on: 'fault';
  readonly index: number;
  readonly event: FaultKind['name'];
}

/** The nth change of the disk. */
export interface DiskPlace {
  readonly on: 'disk';
  readonly index: number;
  readonly event: DiskEvent;
}

/** The nth push of the state. */
export interface PushPlace {
  readonly on: 'push';
  readonly index: number;
  readonly event: PushOrder['event'];
}

/** What identifies a write in every run of a phase. */
export function writeKey({ method, path, body }: GateRequest): string {
  return `${method} ${path} ${method === 'POST' ? String((JSON.parse(body) as { name?: string }).name) : ''}`;
}

/** Whether a request changes something at Adobe. */
export function isWrite({ method, path }: GateRequest): boolean {
  return method === 'PUT' || method === 'DELETE' || (method === 'POST' && path === '/data/dataviews');
}

/** The writes of a phase, in the order by which points count them. */
export function writesOf(phase: Phase): readonly string[] {
  return phase.requests.filter(isWrite).map(writeKey).sort();
}

/** Every point of the phases; those that follow from what a lost answer leads to are added when that was seen. */
export function listPoints(phases: readonly Phase[], isFull: boolean): readonly Point[] {
  return phases.flatMap((phase) => [
    ...phase.requests.flatMap((request, index) =>
      requestEvents(request, phase, isFull).map((event) =>
        makePoint(phase.number, { on: 'request', index, event }),
      ),
    ),
    ...writesOf(phase).flatMap((key, index) =>
      writeEvents(key).map((event) => makePoint(phase.number, { on: 'write', index, event })),
    ),
    ...(isFull ? listFaultPlaces(phase).map((at) => makePoint(phase.number, at)) : []),
    ...phase.disk.flatMap((step, index) =>
      diskEvents(step, phase.disk[index - 1], isFull).map((event) =>
        makePoint(phase.number, { on: 'disk', index, event }),
      ),
    ),
    ...phase.pushes.flatMap((_, index) =>
      PUSH_EVENTS.map((event) => makePoint(phase.number, { on: 'push', index, event })),
    ),
  ]);
}

/**
 * A read has no effect: killed before it and killed after it, the same stands in the world and on the disk. Where the state is pushed it is
 * also what the last push or write has left, and those have points of their own.
 */
function requestEvents(request: GateRequest, { pushes }: Phase, isFull: boolean): readonly RequestEvent[] {
  if (isWrite(request) || isFull) return ['kill-before', 'kill-after', 'interrupt'];
  return pushes.length === 0 ? ['kill-before'] : [];
}

/** Every fault at every request that it means something for. */
function listFaultPlaces(phase: Phase): readonly FaultPlace[] {
  return FAULT_KINDS.flatMap(({ name, isForWrites = false }) => {
    const { length } = isForWrites ? writesOf(phase) : phase.requests;
    return Array.from({ length }, (_, index): FaultPlace => ({ on: 'fault', index, event: name }));
  });
}

/** Whether a create is delivered twice: then, and only then, the right end is the stop that names both. */
export function isTwiceCreated({ at }: Point, met: string | undefined): boolean {
  return mayDouble({ at }) && met?.startsWith('POST ') === true;
}

/** Whether something is delivered twice. */
export function mayDouble({ at }: Pick<Point, 'at'>): boolean {
  return at.on !== 'disk' && at.event.startsWith('twice');
}

function writeEvents(key: string): readonly RequestEvent[] {
  return key.startsWith('POST') ? ['lost', 'twice', 'twice-lost'] : ['lost'];
}

/** Kinds of steps that make something durable, and change nothing that is seen. */
const SYNCS: ReadonlySet<DiskStep['kind'] | undefined> = new Set(['sync', 'sync-folder']);

/**
 * What may happen before a step. Unless all is asked for, only what leaves something else than the same event one step earlier: a kill
 * where the step before changed what is seen, a loss of power where it changed what is durable. Where a request came between the two
 * steps, the points of requests kill there.
 */
function diskEvents(
  { kind, unsynced }: DiskStep,
  before: DiskStep | undefined,
  isFull: boolean,
): readonly DiskEvent[] {
  const { bytes, entries } = unsynced;
  const last = before?.kind;
  const isEach = isFull || last === undefined;
  return [
    ...(isEach || !SYNCS.has(last) ? (['kill'] as const) : []),
    ...(kind === 'write' ? (['tear'] as const) : []),
    ...((bytes || entries) && (isEach || SYNCS.has(last)) ? (['lose'] as const) : []),
    ...(bytes && entries && (isEach || last !== 'write') ? (['lose-bytes'] as const) : []),
    ...(bytes && entries && (isEach || last === 'write' || last === 'sync-folder')
      ? (['lose-entries'] as const)
      : []),
    ...(isFull ? (['fill', 'freeze'] as const) : []),
  ];
}

/** The kills that follow a lost answer, each so many requests after it. */
export function listLaterKills({ phase, at }: Point, later: readonly number[]): readonly Point[] {
  if (at.on !== 'write' || at.event !== 'lost') return [];
  return later.map((count) => makePoint(phase, { ...at, event: 'lost-kill', later: count }));
}

function makePoint(phase: number, at: Point['at']): Point {
  const later = 'later' in at && at.later !== undefined ? `/${at.later}` : '';
  return { id: `${phase}/${at.on}/${at.index}/${at.event}${later}`, phase, at };
}

/** A point by its id; throws where the phases have no such point. */
export function parsePoint(phases: readonly Phase[], id: string): Point {
  const known = listPoints(phases, true).find((point) => point.id === id);
  if (known !== undefined) return known;
  const [, first = '', later] = /^(.*)-kill\/(\d{1,4})$/.exec(id) ?? [];
  const lost = listPoints(phases, true).find((point) => point.id === first);
  const kill = lost === undefined ? undefined : listLaterKills(lost, [Number(later)])[0];
  if (kill === undefined) throw new Error(`there is no point ${id}`);
  return kill;
}
