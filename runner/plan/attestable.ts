import {
  type AttributePath,
  type BoundObject,
  boundObject,
  type Handoff,
  isSameJson,
  type JsonValue,
  type KindSpec,
  kindOf,
  type OpenAttribute,
  type Reading,
  STEP_RENAMED,
  specOf,
  unboundObject,
  type Values,
} from '../model/index.ts';
import { compareValues } from './compare.ts';
import { withoutIgnored } from './fingerprints.ts';
import { type LiveObject, visibilityOf } from './live.ts';
import { readingOf } from './reading.ts';
import { type Analysis, liveOf } from './situation.ts';

/** The object that a handoff is about, and how it stands to what the handoff asks. */
export interface HandedOff {
  readonly spec: KindSpec;
  readonly object: BoundObject;
  readonly reading: Reading;
  readonly live: LiveObject;
  /** What still differs, or that only a person can confirm. */
  readonly open: readonly OpenAttribute[];
}

/** Looks at the object of a handoff, whether or not YAML still wants that object. */
export function handedOff(analysis: Analysis, handoff: Handoff): HandedOff {
  const { address, fp } = handoff;
  const { world, idMap } = analysis;
  const spec = specOf(world.kinds, kindOf(address));
  const object = boundObject(world.state, address, fp) ?? unboundObject(fp);
  const reading = readingOf(world, address, object);
  const situation = analysis.situations.get(address);
  const wanted =
    situation?.fp === fp
      ? wantedOf(analysis, { handoff, object, reading, canonical: situation.canonical })
      : askedValues(handoff, object);
  const live = liveOf(world, idMap, { address, spec, canonical: wanted, object, reading });
  const context = { applied: object.applied, state: world.state };
  return { spec, object, reading, live, open: compareValues(spec, wanted, live, context).open };
}

/**
 * What a handoff is held against: what is desired, and where YAML has moved on since, what the handoff asks, for that is
 * what a person reads and answers. A new object is made also with what is left alone once it is there.
 */
function wantedOf(
  { world }: Analysis,
  of: {
    readonly handoff: Handoff;
    readonly object: BoundObject;
    readonly reading: Reading;
    readonly canonical: Values;
  },
): Values {
  const { handoff, object, reading, canonical } = of;
  const isNew = object.status === 'pending' && handoff.purpose !== 'adopt' && reading.status !== 'present';
  const ignore = isNew ? [] : (world.desired.resources[handoff.address]?.lifecycle.ignore ?? []);
  const asked = Object.entries(withoutIgnored(handoff.asked, ignore)).filter(
    ([path]) => !path.startsWith('step:'),
  );
  const gone = new Set(asked.filter(([, value]) => value === null).map(([path]) => path));
  const merged = Object.entries({ ...canonical, ...Object.fromEntries(asked) });
  return Object.fromEntries(merged.filter(([path]) => !gone.has(path)));
}

function askedValues(handoff: Handoff, object: BoundObject): Values {
  const asked = { ...object.applied, ...handoff.asked };
  return Object.fromEntries(
    Object.entries(asked).filter(([path, value]) => !path.startsWith('step:') && value !== null),
  );
}

/** Paths of an open handoff that a person's word can settle now; what an API shows is compared instead. */
export function attestablePaths(analysis: Analysis, handoff: Handoff): readonly AttributePath[] {
  const { spec, object, live } = handedOff(analysis, handoff);
  return Object.entries(handoff.asked)
    .filter(([path, value]) =>
      path.startsWith('step:')
        ? isStepOpen(handoff, object, path)
        : handoff.phase === 'main' && !isShown(spec, live, path) && !isAttested(object, path, value),
    )
    .map(([path]) => path)
    .sort();
}

function isStepOpen(handoff: Handoff, object: BoundObject, path: AttributePath): boolean {
  if (path === STEP_RENAMED && handoff.phase !== 'rename') return false;
  return object.attestations[path] === undefined;
}

function isShown(spec: KindSpec, live: LiveObject, path: AttributePath): boolean {
  const visibility = visibilityOf(spec, path);
  if (visibility === 'visible') return true;
  return visibility === 'afterRun' && live.presence === 'present' && !live.pending.has(path);
}

function isAttested(object: BoundObject, path: AttributePath, value: JsonValue): boolean {
  const word = object.attestations[path];
  return word !== undefined && isSameJson(word.value, value);
}

/** A rename, a deletion, an undo and an overdue run ask for one act; the others for values. */
export function isAboutValues({ purpose, phase }: Handoff): boolean {
  return phase === 'main' && purpose !== 'delete' && purpose !== 'undo' && purpose !== 'overdue';
}

/** What an API shows differently, and a person may declare equal with a reason: Adobe may spell it in its own way. */
export function equatableAttributes(analysis: Analysis, handoff: Handoff): readonly OpenAttribute[] {
  const { spec, live, open } = handedOff(analysis, handoff);
  if (live.presence !== 'present' || !isAboutValues(handoff)) return [];
  return open.filter(({ path, why }) => why === 'differs' && isShown(spec, live, path));
}
