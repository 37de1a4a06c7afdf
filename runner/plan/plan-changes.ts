import {
  ABSENT,
  type Address,
  type AttributeDiff,
  type BoundObject,
  type Change,
  compareText,
  formatObjectAddress,
  hash128,
  isOpen,
  type LineAction,
  type ManifestLine,
  type OpenAttribute,
  type Readiness,
} from '../model/index.ts';
import { goesWith, isDeletionAllowed } from './allowance.ts';
import { adoptable } from './candidates.ts';
import { isImmutable } from './fingerprints.ts';
import { stepOf } from './line-facts.ts';
import type { NextStep } from './next-step.ts';
import { orderByDependency } from './order.ts';
import { type Analysis, type Situation, situationAt } from './situation.ts';

/** What a change is, before it is known whether an accepted line says the same. */
interface Draft {
  readonly line: ManifestLine;
  readonly situation: Situation;
  readonly diff: readonly AttributeDiff[];
  readonly drift: boolean;
  /** Set where a rule forbids the change: it is shown, and stands in no manifest. */
  readonly forbidden?: string;
}

/** All changes of a world, dependencies first, deletions last and in reverse. */
export function planChanges(analysis: Analysis, before: Analysis): readonly Change[] {
  const order = orderByDependency(analysis.world.desired);
  const wanted = order
    .flatMap((address) => draftsOfDesired(analysis, before, address))
    .map((draft) => changeOf(analysis, draft));
  const removed = [...analysis.situations.keys()]
    .filter((address) => analysis.world.desired.resources[address] === undefined)
    .sort(compareText);
  const deletions = orderDeletions(analysis, removed).flatMap((address) =>
    draftsOfRemoved(analysis, address),
  );
  const replaced = new Set(wanted.filter(isReplacing).map(({ address }) => address));
  const retired = [...analysis.situations.keys()].sort(compareText).reverse();
  const last = retired.flatMap((address) => draftsOfRetired(analysis, address, replaced.has(address)));
  return [...wanted, ...[...deletions, ...last].map((draft) => changeOf(analysis, draft))];
}

/** A replace that a rule forbids retires nothing. */
function isReplacing({ action, readiness }: Change): boolean {
  return action === 'replace' && !(readiness.status === 'blocked' && readiness.by === 'rule');
}

function draftsOfDesired(analysis: Analysis, before: Analysis, address: Address): readonly Draft[] {
  const situation = situationAt(analysis, address);
  const { spec, comparison, after } = situation;
  if (spec.mode === 'observed' || situation.unreadable !== undefined || situation.asDesired) return [];
  const action = actionOf(analysis, situation);
  const live =
    action === 'create' ? ABSENT : action === 'adopt' ? adoptedHash(analysis, situation) : comparison.hash;
  const line = { address, action, before: live, after };
  const current = before.situations.get(address)?.subject;
  const drift = current?.status === 'current' && sameAsApplied(situation, current);
  const diff = action === 'adopt' ? diffOfAdoption(analysis, situation) : diffOf(situation, action);
  const costly =
    action === 'replace' && spec.mode === 'managed' && !isDeletionAllowed(analysis.world, address);
  return [{ line, situation, diff, drift, ...(costly ? { forbidden: FORBIDDEN_REPLACE } : {}) }];
}

/** Which action brings an address to what is desired. */
function actionOf(analysis: Analysis, situation: Situation): LineAction {
  const { address, fp, subject, candidates, live } = situation;
  const objects = analysis.world.state.resources[address]?.objects ?? [];
  const current = objects.find((object) => object.status === 'current');
  if (current !== undefined && current.fp !== fp) return 'replace';
  if (subject !== undefined) {
    if (subject.status === 'current') return live.presence === 'absent' ? 'create' : 'update';
    const handoff = analysis.world.state.handoffs[formatObjectAddress(address, subject.fp)];
    return handoff?.purpose === 'adopt' ? 'adopt' : 'create';
  }
  return candidates.length > 0 ? 'adopt' : 'create';
}

function adoptedHash(analysis: Analysis, situation: Situation): string {
  if (situation.subject !== undefined) return situation.comparison.hash;
  return adoptable(analysis, situation)?.comparison.hash ?? ABSENT;
}

/** Whether YAML asks for exactly what was last applied, so that the difference is somebody else's doing. */
function sameAsApplied(situation: Situation, current: BoundObject): boolean {
  return Object.keys(current.applied).length > 0 && hash128(current.applied) === situation.after;
}

function draftsOfRemoved(analysis: Analysis, address: Address): readonly Draft[] {
  const situation = situationAt(analysis, address);
  const { spec, subject, comparison, live } = situation;
  if (spec.mode === 'observed' || subject?.status !== 'current' || live.presence === 'absent') return [];
  const line = { address, action: 'delete', before: comparison.hash, after: ABSENT } as const;
  const diff = Object.entries(live.values).map(
    ([path, value]): AttributeDiff => ({ path, before: value, knowledge: 'observed' }),
  );
  const forbidden = whyForbidden(analysis, situation);
  return [{ line, situation, diff, drift: false, ...(forbidden === undefined ? {} : { forbidden }) }];
}

/** Why something may not be deleted; what lives in something else goes exactly when that does. */
function whyForbidden(analysis: Analysis, situation: Situation): string | undefined {
  const { world } = analysis;
  const parent = goesWith(analysis, situation);
  if (parent === undefined) return isDeletionAllowed(world, situation.address) ? undefined : FORBIDDEN_DELETE;
  const stays = world.state.resources[parent]?.objects.some(({ status }) => status === 'current') === true;
  return stays && !isDeletionAllowed(world, parent)
    ? `it lives in ${parent}, whose deletion is not allowed`
    : undefined;
}

const FORBIDDEN_REPLACE =
  'a replace gives it a new id, which breaks the projects on it: it counts as a deletion, which is not allowed here';

const FORBIDDEN_DELETE =
  'deletion is not allowed. If it was renamed, say so under moved. If it is to go, set lifecycle.allowDelete: true and apply that first, or list the address under allowDelete of the environment';

/** Objects that were replaced, or are about to be: their own line, once deletion is allowed. */
function draftsOfRetired(analysis: Analysis, address: Address, isReplaced: boolean): readonly Draft[] {
  const { world } = analysis;
  const situation = situationAt(analysis, address);
  if (situation.spec.mode === 'observed' || situation.spec.deletion === 'with-parent') return [];
  if (!isDeletionAllowed(world, address)) return [];
  const objects = world.state.resources[address]?.objects ?? [];
  const retired = objects.filter(
    ({ status }) => status === 'retired' || (status === 'current' && isReplaced),
  );
  return retired.map((object) => {
    const target = formatObjectAddress(address, object.fp);
    const line = {
      address: target,
      action: 'delete',
      before: hash128({ retired: target }),
      after: ABSENT,
    } as const;
    return { line, situation, diff: [], drift: false };
  });
}

/** What lives in or hangs on others is deleted before them. */
function orderDeletions(analysis: Analysis, removed: readonly Address[]): readonly Address[] {
  const { resources } = analysis.world.state;
  const depths = new Map<Address, number>();
  const depth = (address: Address): number => {
    const known = depths.get(address);
    if (known !== undefined) return known;
    // What leads back to itself, as only a damaged state has it, adds nothing.
    depths.set(address, 0);
    const object = resources[address]?.objects.find((current) => current.status === 'current');
    const found = (object?.dependsOn ?? []).reduce((most, parent) => Math.max(most, 1 + depth(parent)), 0);
    depths.set(address, found);
    return found;
  };
  return [...removed].sort((a, b) => depth(b) - depth(a) || compareText(a, b));
}

/** Attributes as a reviewer sees them: both values, and how the one before is known. */
function diffOf(situation: Situation, action: LineAction): readonly AttributeDiff[] {
  if (action === 'create' || action === 'replace') {
    const open =
      action === 'create' ? undefined : new Map(situation.comparison.open.map((item) => [item.path, item]));
    return Object.entries(situation.canonical)
      .filter(([path]) => open === undefined || open.has(path))
      .map(([path, value]) => ({
        path,
        ...beforeOf(open?.get(path)),
        after: value,
        knowledge: knowledgeOf(situation, path),
      }));
  }
  return situation.comparison.open.map((item) => ({
    path: item.path,
    ...beforeOf(item),
    ...(item.desired === undefined ? {} : { after: item.desired }),
    knowledge: knowledgeOf(situation, item.path),
  }));
}

function diffOfAdoption(analysis: Analysis, situation: Situation): readonly AttributeDiff[] {
  const found = situation.subject === undefined ? adoptable(analysis, situation) : undefined;
  return diffOf(found === undefined ? situation : { ...situation, ...found }, 'update');
}

function beforeOf(item: OpenAttribute | undefined): Pick<AttributeDiff, 'before'> {
  return item?.live === undefined ? {} : { before: item.live };
}

function knowledgeOf({ live }: Situation, path: string): AttributeDiff['knowledge'] {
  if (live.unknown.has(path)) return 'unknown';
  return live.attested.has(path) ? 'attested' : 'observed';
}

/** Joins a draft with the open line that already says it, and with its readiness. */
function changeOf(analysis: Analysis, draft: Draft): Change {
  const { situation, diff, drift } = draft;
  const accepted = acceptedLine(analysis, draft.line);
  const line = accepted?.line ?? draft.line;
  const readiness =
    draft.forbidden === undefined
      ? readinessOf(stepOf(analysis, accepted?.manifest, line))
      : ({ status: 'blocked', reason: draft.forbidden, by: 'rule' } as const);
  const { spec, desired, subject, reading } = situation;
  const read = reading.status === 'present' ? reading.object : undefined;
  return {
    address: line.address,
    kind: spec.kind,
    mode: spec.mode,
    title:
      desired?.title ??
      subject?.titles.at(-1) ??
      analysis.world.state.resources[situation.address]?.title ??
      '',
    action: line.action,
    before: line.before,
    after: line.after,
    readiness,
    diff,
    destructive: isDestructive(situation, line.action, diff),
    ...(accepted === undefined ? {} : { manifest: accepted.manifest }),
    drift,
    ...(drift && read?.modifiedBy !== undefined ? { changedBy: read.modifiedBy } : {}),
    ...(drift && read?.modifiedAt !== undefined ? { changedAt: read.modifiedAt } : {}),
    requests: spec.mode === 'managed' ? spec.requestsPerWrite : 0,
    ...(accepted === undefined ? declinedNote(analysis, line) : {}),
  };
}

/** Somebody said no to the same change before, and why: whoever accepts it again should know. */
function declinedNote(analysis: Analysis, wanted: ManifestLine): Pick<Change, 'note'> {
  const lines = analysis.world.state.manifests.flatMap((manifest) => manifest.lines);
  const same = lines.filter((line) => line.address === wanted.address && line.after === wanted.after);
  const last = same.at(-1);
  return last?.status === 'withdrawn' && last.reason !== undefined ? { note: last.reason } : {};
}

function acceptedLine(
  analysis: Analysis,
  wanted: ManifestLine,
): { readonly manifest: string; readonly line: ManifestLine } | undefined {
  for (const manifest of analysis.world.state.manifests) {
    for (const line of manifest.lines) {
      if (isOpen(line) && line.address === wanted.address && line.after === wanted.after) {
        const { address, action, before, after } = line;
        return { manifest: manifest.id, line: { address, action, before, after } };
      }
    }
  }
  return undefined;
}

function readinessOf(step: NextStep): Readiness {
  switch (step.do) {
    case 'wait':
      return step.readiness;
    case 'close':
      return step.status === 'done'
        ? { status: 'ready' }
        : { status: 'blocked', reason: step.reason, by: 'rule' };
    case 'recover':
      return { status: 'blocked', reason: 'an interrupted write is looked up first', by: 'change' };
    default:
      return { status: 'ready' };
  }
}

function isDestructive(situation: Situation, action: LineAction, diff: readonly AttributeDiff[]): boolean {
  if (action === 'delete' || action === 'replace') return true;
  if (action !== 'update') return false;
  return (
    diff.some(({ path, after }) => after === undefined && path.includes('[')) ||
    // What nobody knows is looked at by a person first: that destroys nothing.
    diff.some(({ path, knowledge }) => knowledge !== 'unknown' && isImmutable(situation.spec, path))
  );
}
