import {
  type AttributePath,
  type BoundObject,
  isSameJson,
  type JsonValue,
  type KindSpec,
  pathPattern,
  type Reading,
  type Values,
  type Visibility,
} from '../model/index.ts';
import { covers } from './fingerprints.ts';

/** What is known of one object now: what is visible as observed, what is hidden as attested for this very object. */
export interface LiveObject {
  /** `unseen`: nothing can be read of it, and nothing says that it is gone. */
  readonly presence: 'present' | 'absent' | 'unseen' | 'unreadable';
  readonly values: Values;
  /** Attributes that no API shows and that nobody has attested since they were last asked. */
  readonly unknown: ReadonlySet<AttributePath>;
  /** Attributes whose value is a person's word. */
  readonly attested: ReadonlySet<AttributePath>;
  /** Attributes that an API will show after a run, and does not yet. */
  readonly pending: ReadonlySet<AttributePath>;
}

/** A live object that is not there. */
export const NOTHING: LiveObject = {
  presence: 'absent',
  values: {},
  unknown: new Set(),
  attested: new Set(),
  pending: new Set(),
};

/** When an API shows an attribute; a path outside the table counts as visible. */
export function visibilityOf(spec: KindSpec, path: AttributePath): Visibility {
  const pattern = pathPattern(path);
  const rows = spec.attributes.filter((row) => covers(row.path, pattern));
  const longest = rows.reduce(
    (a, b) => (b.path.length > a.path.length ? b : a),
    rows[0] ?? { path: '', visibility: 'visible' as const },
  );
  return longest.visibility;
}

/** Joins what was read of an object with what was attested and, where reading was not needed, with what was applied. */
export function readLive(
  spec: KindSpec,
  object: BoundObject,
  reading: Reading,
  observed: Values,
  desired: Values,
): LiveObject {
  if (reading.status === 'absent') return NOTHING;
  if (reading.status === 'unreadable') return { ...NOTHING, presence: 'unreadable' };
  const seen = reading.status === 'present';
  const paths = new Set([
    ...Object.keys(desired),
    ...Object.keys(object.applied),
    ...Object.keys(observed),
    ...Object.keys(object.attestations),
  ]);
  const values: Record<AttributePath, JsonValue> = {};
  const unknown = new Set<AttributePath>();
  const attested = new Set<AttributePath>();
  const pending = new Set<AttributePath>();
  for (const path of [...paths].sort()) {
    if (path.startsWith('step:')) continue;
    const source = sourceOf(spec, path, reading);
    const word = object.attestations[path];
    if (source === 'word' && visibilityOf(spec, path) === 'afterRun') pending.add(path);
    if (source === 'word') (word === undefined ? unknown : attested).add(path);
    const value = valueFrom(source, { object, path, desired: desired[path], observed: observed[path] });
    if (value !== undefined && value !== null) values[path] = value;
  }
  return { presence: seen ? 'present' : 'unseen', values, unknown, attested, pending };
}

/** Where the value of an attribute comes from now: an API, what was last applied (reading was not needed), or a person. */
function sourceOf(spec: KindSpec, path: AttributePath, reading: Reading): 'observed' | 'applied' | 'word' {
  if (isVisibleNow(spec, path, reading)) return 'observed';
  const isUnread = reading.status !== 'present' && visibilityOf(spec, path) === 'visible';
  return isUnread ? 'applied' : 'word';
}

function valueFrom(
  source: 'observed' | 'applied' | 'word',
  of: {
    readonly object: BoundObject;
    readonly path: AttributePath;
    readonly desired: JsonValue | undefined;
    readonly observed: JsonValue | undefined;
  },
): JsonValue | undefined {
  const { object, path } = of;
  if (source === 'observed') return equated(object, path, of.desired, of.observed);
  return source === 'applied' ? object.applied[path] : object.attestations[path]?.value;
}

function isVisibleNow(spec: KindSpec, path: AttributePath, reading: Reading): boolean {
  if (reading.status !== 'present') return false;
  const visibility = visibilityOf(spec, path);
  if (visibility === 'hidden') return false;
  const pattern = pathPattern(path);
  return !reading.object.pending.some((row) => covers(row, pattern));
}

/** A comparison that a person declared wrong: this observed value counts as this desired one while both stay so. */
function equated(
  object: BoundObject,
  path: AttributePath,
  desired: JsonValue | undefined,
  observed: JsonValue | undefined,
): JsonValue | undefined {
  const equivalence = object.equivalences[path];
  if (equivalence === undefined) return observed;
  const holds =
    isSameJson(equivalence.desired, desired ?? null) && isSameJson(equivalence.observed, observed ?? null);
  return holds ? desired : observed;
}
