import {
  type AcceptedLine,
  type Address,
  type AttributePath,
  type BoundObject,
  baseOf,
  formatObjectAddress,
  type Handoff,
  type HandoffPurpose,
  hash128,
  isOpen,
  type JsonValue,
  STEP_DELETED,
  STEP_RENAMED,
  STEP_UNDONE,
  type State,
  type Transition,
  type Values,
} from '../model/index.ts';
import { canonicalWhole } from './fingerprints.ts';
import type { Analysis, Situation } from './situation.ts';
import type { World } from './world.ts';

const FINGERPRINT_LENGTH = 6;

/**
 * What `attest ADDRESS@…` must name: it changes with everything that the handoff asks and with every time that it asks
 * anew, so that no answer is stale.
 */
export function handoffFingerprint(handoff: Handoff): string {
  const { address, fp, purpose, phase, asked, askedAt, openedAt } = handoff;
  return hash128([address, fp, purpose, phase, asked, askedAt ?? openedAt]).slice(0, FINGERPRINT_LENGTH);
}

/** The title that an object is given when a clone takes its place; the same at every planning. */
export function retiredTitle(title: string, newFp: string): string {
  const base = baseOf(newFp);
  const recurrence = newFp.slice(base.length).replace('#', '-');
  return `${title} (before ${base.slice(0, FINGERPRINT_LENGTH)}${recurrence})`;
}

/** All that a new object is made with. */
export function wholeOf(analysis: Analysis, { spec, desired }: Situation): Values {
  return desired === undefined ? {} : canonicalWhole(spec, desired, analysis.fingerprints);
}

/** Opens the handoff of a line of a guided kind. */
export function openLineHandoff(
  analysis: Analysis,
  situation: Situation,
  line: { readonly manifest: string; readonly purpose: Exclude<HandoffPurpose, 'undo' | 'overdue'> },
): readonly Transition[] {
  const { address, spec, desired, fp, subject } = situation;
  if (line.purpose === 'delete') {
    return subject === undefined ? [] : [openDeletion(spec.kind, address, subject, line.manifest)];
  }
  if (desired === undefined || fp === undefined) return [];
  const known = line.purpose === 'update' || line.purpose === 'adopt';
  const asked: Record<AttributePath, JsonValue> = known
    ? askedOfChange(situation)
    : { ...wholeOf(analysis, situation) };
  const renames = line.purpose === 'replace' && spec.deletion === 'own';
  if (renames) asked[STEP_RENAMED] = true;
  const opened: Transition = {
    type: 'open-handoff',
    kind: spec.kind,
    handoff: {
      address,
      fp,
      purpose: line.purpose,
      phase: renames ? 'rename' : 'main',
      asked,
      manifest: line.manifest,
      title: desired.title,
      baseline: line.purpose === 'adopt' ? [] : baselineOf(analysis.world, address),
    },
  };
  return [opened];
}

/** Ids of everything that could be taken for an object which does not exist yet: score datasets, and what bears its key. */
export function baselineOf(world: World, address: Address): readonly string[] {
  const candidates = world.observed.byAddress[address]?.candidates ?? [];
  const ids = candidates.flatMap((candidate) => candidate.ids['id'] ?? []);
  return [...new Set([...world.observed.scoreDatasets, ...ids])].sort();
}

/**
 * Once the old object of a clone is renamed, it is known by its new title, what exists is noted, and only then the new
 * one is made.
 */
export function beginMainPhase(world: World, handoff: Handoff): readonly Transition[] {
  const { address, fp, title } = handoff;
  const resource = world.state.resources[address];
  if (resource === undefined) return [];
  const { kind } = resource;
  const baseline = baselineOf(world, address);
  const old = resource.objects.find((known) => known.status === 'current');
  const renamed: readonly Transition[] =
    old === undefined
      ? []
      : [
          {
            type: 'bind',
            address,
            fp: old.fp,
            kind,
            title: retiredTitle(resource.title, fp),
            status: 'current',
            ids: {},
          },
        ];
  return [
    ...renamed,
    { type: 'bind', address, fp, kind, title, status: 'pending', ids: {}, baseline },
    { type: 'update-handoff', object: formatObjectAddress(address, fp), change: { phase: 'main', baseline } },
  ];
}

/** Opens the deletion of one object. */
export function openDeletion(
  kind: string,
  address: Address,
  object: BoundObject,
  manifest: string,
): Transition {
  return {
    type: 'open-handoff',
    kind,
    handoff: {
      address,
      fp: object.fp,
      purpose: 'delete',
      phase: 'main',
      asked: { [STEP_DELETED]: true },
      manifest,
      title: object.titles.at(-1) ?? '',
      baseline: [],
    },
  };
}

/** What a person must set of something that is there: what is open, null for what must go, and what is lost on the way. */
export function askedOfChange({ spec, comparison, canonical }: Situation): Record<AttributePath, JsonValue> {
  const { open } = comparison;
  const lost = Object.entries(canonical).filter(([path]) =>
    open.some((changed) => spec.loses?.(changed.path, path) === true),
  );
  const differing = open.map(({ path, desired }): [AttributePath, JsonValue] => [path, desired ?? null]);
  return Object.fromEntries([...lost, ...differing]);
}

/** The open line that a handoff serves, if there is one. */
export function lineBehind(state: State, handoff: Handoff): AcceptedLine | undefined {
  const object = formatObjectAddress(handoff.address, handoff.fp);
  const manifest = state.manifests.find((known) => known.id === handoff.manifest);
  const lines = (manifest?.lines ?? []).filter(isOpen);
  return (
    lines.find((line) => line.address === object) ?? lines.find((line) => line.address === handoff.address)
  );
}

/** Whether a destroy asks for it: then YAML still names what goes, and only a destroy goes on with it. */
export function isOfDestroy({ world }: Analysis, { manifest, purpose }: Handoff): boolean {
  return (
    purpose === 'delete' &&
    world.state.manifests.some(({ id, isDestroy }) => id === manifest && isDestroy === true)
  );
}

/** Why nothing is to be done about an open handoff now; undefined where a person is asked. */
export function handoffWaitsFor(analysis: Analysis, handoff: Handoff): string | undefined {
  if (handoff.purpose === 'undo' || handoff.purpose === 'overdue') return undefined;
  const line = lineBehind(analysis.world.state, handoff);
  if (line === undefined) {
    return 'its change is superseded or withdrawn: it goes on when the next one is accepted, or is undone';
  }
  const desired = analysis.situations.get(line.address)?.after;
  if (desired === undefined || desired === line.after || isOfDestroy(analysis, handoff)) return undefined;
  return 'YAML asks for something else by now: the next apply takes that up';
}

/**
 * Ends a handoff that no line will continue. What a person may have begun to make is undone; what was there before, and
 * what was only to be adopted, is left alone.
 */
export function endHandoff(analysis: Analysis, handoff: Handoff): readonly Transition[] {
  const { address, fp, purpose } = handoff;
  const object = analysis.world.state.resources[address]?.objects.find((known) => known.fp === fp);
  if (object?.status === 'pending') {
    if (purpose === 'adopt') return [{ type: 'forget', address, fp, reason: 'it is not adopted after all' }];
    if (purpose === 'create' || purpose === 'replace') return undo(analysis, handoff);
  }
  return [{ type: 'close-handoff', object: formatObjectAddress(address, fp) }];
}

function undo(analysis: Analysis, handoff: Handoff): readonly Transition[] {
  const { address, fp, title, baseline } = handoff;
  const resource = analysis.world.state.resources[address];
  if (resource === undefined) return [];
  const restoreTitle = handoff.purpose === 'replace' ? resource.title : undefined;
  return [
    { type: 'set-status', address, fp, status: 'abandoned' },
    {
      type: 'open-handoff',
      kind: resource.kind,
      handoff: {
        address,
        fp,
        purpose: 'undo',
        phase: 'main',
        asked: { [STEP_UNDONE]: true },
        title,
        baseline,
        ...(restoreTitle === undefined ? {} : { restoreTitle }),
      },
    },
  ];
}
