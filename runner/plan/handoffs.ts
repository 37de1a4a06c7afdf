import {
  type Address,
  type AttributePath,
  type BoundObject,
  formatObjectAddress,
  type Handoff,
  type HandoffPurpose,
  hash128,
  type JsonValue,
  type OpenAttribute,
  STEP_DELETED,
  STEP_RENAMED,
  STEP_UNDONE,
  type Transition,
} from '../model/index.ts';
import { visibilityOf } from './live.ts';
import type { Analysis, Situation } from './situation.ts';

const FINGERPRINT_LENGTH = 6;

/** What `attest ADDRESS@…` must name: it changes with everything that the handoff asks, so that no answer is stale. */
export function handoffFingerprint(handoff: Omit<Handoff, 'openedAt' | 'manifest'>): string {
  const { address, fp, purpose, phase, asked } = handoff;
  return hash128([address, fp, purpose, phase, asked]).slice(0, FINGERPRINT_LENGTH);
}

/** The title that an object is given when a clone takes its place; the same at every planning. */
export function retiredTitle(title: string, newFp: string): string {
  return `${title} (before ${newFp.slice(0, FINGERPRINT_LENGTH)})`;
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
  const asked = known ? askedOf(situation.comparison.open) : { ...situation.canonical };
  if (line.purpose === 'replace') asked[STEP_RENAMED] = true;
  const opened: Transition = {
    type: 'open-handoff',
    kind: spec.kind,
    handoff: {
      address,
      fp,
      purpose: line.purpose,
      phase: line.purpose === 'replace' ? 'rename' : 'main',
      asked,
      manifest: line.manifest,
      title: desired.title,
      baseline: line.purpose === 'adopt' ? [] : analysis.world.observed.scoreDatasets,
    },
  };
  return [opened];
}

/** Opens the deletion of one object. */
export function openDeletion(kind: string, address: Address, object: BoundObject, manifest: string): Transition {
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

/** What a person must set: the open attributes with their desired values, null for what must go. */
export function askedOf(open: readonly OpenAttribute[]): Record<AttributePath, JsonValue> {
  return Object.fromEntries(open.map((attribute) => [attribute.path, attribute.desired ?? null]));
}

/**
 * What becomes of a handoff that no open line stands behind: it waits for the next line while its object is still the
 * desired one, ends where nothing differs, and is undone otherwise.
 */
export function settleOrphan(analysis: Analysis, handoff: Handoff): readonly Transition[] {
  const { address, fp, purpose } = handoff;
  const key = formatObjectAddress(address, fp);
  const situation = analysis.situations.get(address);
  if (purpose === 'undo' || purpose === 'overdue' || situation === undefined) return [];
  if (purpose === 'delete') return situation.desired === undefined ? [] : [{ type: 'close-handoff', object: key }];
  if (situation.fp === fp) return situation.asDesired ? [{ type: 'close-handoff', object: key }] : [];
  if (purpose === 'update' || purpose === 'adopt') {
    return situation.subject?.status === 'current' ? [{ type: 'close-handoff', object: key }] : undo(analysis, handoff);
  }
  return undo(analysis, handoff);
}

function undo(analysis: Analysis, handoff: Handoff): readonly Transition[] {
  const { address, fp, title, baseline } = handoff;
  const resource = analysis.world.state.resources[address];
  if (resource === undefined) return [];
  const current = resource.objects.find((object) => object.status === 'current');
  const restoreTitle = handoff.purpose === 'replace' ? (current?.titles.at(-1) ?? resource.title) : undefined;
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

/** Attributes of an open handoff that a person's word can settle; what an API shows is compared instead. */
export function attestablePaths(situation: Situation, handoff: Handoff): readonly AttributePath[] {
  const steps = Object.keys(handoff.asked).filter(
    (path) => path.startsWith('step:') && situation.subject?.attestations[path] === undefined,
  );
  if (handoff.purpose === 'delete' || handoff.purpose === 'undo' || handoff.purpose === 'overdue') return steps;
  if (handoff.phase === 'rename') return steps;
  const open = situation.comparison.open.filter(
    (attribute) => attribute.why !== 'differs' || visibilityOf(situation.spec, attribute.path) !== 'visible',
  );
  const seen = (path: AttributePath): boolean =>
    situation.live.presence === 'present' && !situation.live.pending.has(path) && !situation.live.attested.has(path) &&
    !situation.live.unknown.has(path) && visibilityOf(situation.spec, path) !== 'hidden';
  return [...open.map((attribute) => attribute.path).filter((path) => !seen(path)), ...steps.filter((path) => path !== STEP_RENAMED)];
}
