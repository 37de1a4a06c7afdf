import {
  type Address,
  applyTransitions,
  type Change,
  compareText,
  type Diagnostic,
  type EnvironmentLimits,
  type EquivalenceSummary,
  formatObjectAddress,
  type HandoffSummary,
  type ManifestLine,
  type Plan,
  type ResourceStatus,
  type ResourceSummary,
  type RetiredSummary,
} from '../model/index.ts';
import { isDeletionAllowed } from './allowance.ts';
import { attestablePaths } from './attestable.ts';
import { brakeOf } from './brake.ts';
import { presenceReadiness } from './dependencies.ts';
import { diagnoseGates } from './gates.ts';
import { handoffFingerprint, handoffWaitsFor } from './handoffs.ts';
import { makeManifest } from './manifest.ts';
import { moveObserved } from './moves.ts';
import { isWithin, scopeOf } from './partial.ts';
import { planChanges } from './plan-changes.ts';
import { reconcileObjects } from './reconcile.ts';
import { type Analysis, analyse, type Situation } from './situation.ts';
import type { World } from './world.ts';

const MAX_ROUNDS = 20;

/** The world with the observation absorbed into state: what is moved, what is gone, what turned up, what people answered. */
export function absorb(world: World): World {
  let current = world;
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const transitions = reconcileObjects(current);
    if (transitions.length === 0) return current;
    const moves = transitions.filter((transition) => transition.type === 'move');
    const observed = moveObserved(current.observed, moves);
    const state = applyTransitions(current.state, transitions, { at: world.observed.observedAt });
    current = { ...current, observed, state };
  }
  return current;
}

/** Computes the plan of one environment, or of some of its addresses and what they depend on. Pure, and total for everything that validation lets through. */
export function makePlan(
  world: World,
  diagnostics: readonly Diagnostic[],
  targets: readonly Address[] = [],
): Plan {
  const before = analyse(world);
  const analysis = analyse(absorb(world));
  const scope = scopeOf(analysis.world, targets);
  const all = planChanges(analysis, before);
  const changes = all.filter((change) => isWithin(scope, change));
  const summaries = summariesOf(analysis, changes).filter((resource) => isWithin(scope, resource));
  const brake = brakeOf(changes, countManaged(world));
  const { environment } = world.desired;
  const cost = applyCost(changes, environment.limits);
  return {
    formatVersion: 1,
    environment: environment.name,
    sandbox: environment.sandbox,
    endpoint: environment.baseUrls.cja,
    observedAt: world.observed.observedAt,
    stateLineage: world.state.lineage,
    stateSerial: world.state.serial,
    changes,
    manifest: makeManifest(newLines(changes)),
    resources: summaries,
    handoffs: handoffsOf(analysis).filter((handoff) => isWithin(scope, handoff)),
    equivalences: equivalencesOf(analysis).filter((equivalence) => isWithin(scope, equivalence)),
    retired: retiredOf(analysis).filter(({ object }) => isWithin(scope, { address: object })),
    diagnostics: [
      ...diagnostics,
      ...unreadable(analysis),
      ...missing(analysis, diagnostics),
      ...diagnoseGates(analysis.world),
    ].filter((diagnostic) => isWithin(scope, diagnostic)),
    ...(scope === undefined
      ? {}
      : { partial: { targets: [...targets], leftOut: all.length - changes.length } }),
    ...(brake === undefined ? {} : { brake }),
    requests: {
      plan: Object.fromEntries(Object.entries(world.observed.requests).sort(([a], [b]) => compareText(a, b))),
      apply: cost.requests,
      applyMinutes: cost.minutes,
    },
  };
}

/** What the brake's share is counted of. */
export function countManaged({ desired, kinds }: World): number {
  return Object.values(desired.resources).filter(({ kind }) => kinds.get(kind)?.mode === 'managed').length;
}

/** API requests that changes will take, and minutes at the pace that the service allows. */
export function applyCost(
  changes: readonly Change[],
  limits: EnvironmentLimits,
): { readonly requests: number; readonly minutes: number } {
  const requests = changes
    .filter((change) => !isForbidden(change))
    .reduce((sum, change) => sum + change.requests, 0);
  return { requests, minutes: Math.ceil((requests / limits.requests) * (limits.windowSeconds / 60)) };
}

/** A rule forbids it: it is shown, and stands in no manifest. */
export function isForbidden({ readiness }: Change): boolean {
  return readiness.status === 'blocked' && readiness.by === 'rule';
}

/** Lines of changes that no accepted manifest holds and that no rule forbids. */
function newLines(changes: readonly Change[]): readonly ManifestLine[] {
  return changes.filter((change) => change.manifest === undefined && !isForbidden(change)).map(toLine);
}

/** What of a change is reviewed. */
export function toLine({ address, action, before, after }: Change): ManifestLine {
  return { address, action: action === 'no-op' ? 'hold' : action, before, after };
}

function summariesOf(analysis: Analysis, changes: readonly Change[]): readonly ResourceSummary[] {
  const changed = new Set(changes.map((change) => change.address));
  return [...analysis.situations.values()]
    .filter((situation) => situation.desired !== undefined && !changed.has(situation.address))
    .map((situation) => summaryOf(analysis, situation))
    .sort((a, b) => compareText(a.address, b.address));
}

function summaryOf(analysis: Analysis, situation: Situation): ResourceSummary {
  const { address, spec, desired, asDesired } = situation;
  const base = {
    address,
    kind: spec.kind,
    mode: spec.mode,
    title: desired?.title ?? '',
    watched: spec.watched,
  };
  if (!asDesired) {
    const readiness = presenceReadiness(analysis, address);
    return {
      ...base,
      status: 'awaiting',
      ...(readiness.status === 'ready' ? {} : { note: ofItself(readiness.reason, address) }),
    };
  }
  return { ...base, status: statusOf(situation) };
}

/** A reason as it is said below the address that it is about. */
function ofItself(reason: string, address: string): string {
  if (reason.startsWith(`${address}: `)) return reason.slice(address.length + 2);
  return reason.startsWith(`${address} `) ? `it${reason.slice(address.length)}` : reason;
}

/** How sure the runner is of a resource that is as desired. */
function statusOf({ live, spec }: Situation): ResourceStatus {
  if (live.presence === 'present') return live.attested.size > 0 ? 'verified+attested' : 'verified';
  if (spec.attributes.some((attribute) => attribute.visibility === 'afterRun')) return 'not-visible-yet';
  return live.attested.size > 0 ? 'attested' : 'verified';
}

function handoffsOf(analysis: Analysis): readonly HandoffSummary[] {
  return Object.entries(analysis.world.state.handoffs)
    .sort(([a], [b]) => compareText(a, b))
    .map(([object, handoff]) => {
      const waitsFor = handoffWaitsFor(analysis, handoff);
      return {
        address: handoff.address,
        object,
        purpose: handoff.purpose,
        title: handoff.title,
        fingerprint: handoffFingerprint(handoff),
        openAttributes: attestablePaths(analysis, handoff).length,
        ...(waitsFor === undefined ? {} : { waitsFor }),
      };
    });
}

function equivalencesOf(analysis: Analysis): readonly EquivalenceSummary[] {
  return Object.entries(analysis.world.state.resources)
    .flatMap(([address, resource]) =>
      resource.objects
        .filter((object) => object.status === 'current')
        .flatMap((object) =>
          Object.entries(object.equivalences).map(([path, { reason, by }]) => ({
            address,
            path,
            reason,
            by,
          })),
        ),
    )
    .sort((a, b) => compareText(a.address + a.path, b.address + b.path));
}

function retiredOf(analysis: Analysis): readonly RetiredSummary[] {
  return Object.entries(analysis.world.state.resources)
    .filter(([, resource]) => analysis.world.kinds.get(resource.kind)?.mode !== 'observed')
    .flatMap(([address, resource]) =>
      resource.objects
        .filter((object) => object.status === 'retired')
        .map((object) => ({
          object: formatObjectAddress(address, object.fp),
          title: object.titles.at(-1) ?? '',
          deletable: isDeletionAllowed(analysis.world, address),
        })),
    )
    .sort((a, b) => compareText(a.object, b.object));
}

/** A failed read is an error of its address, never "absent". */
function unreadable(analysis: Analysis): readonly Diagnostic[] {
  return [...analysis.situations.values()].flatMap((situation) =>
    situation.unreadable === undefined ? [] : [{ ...situation.unreadable, address: situation.address }],
  );
}

/** Preconditions that are not met: inputs that somebody else must provide. */
function missing(analysis: Analysis, given: readonly Diagnostic[]): readonly Diagnostic[] {
  const explained = new Set(given.filter(isAboutInput).map(({ address }) => address));
  return [...analysis.situations.values()].flatMap((situation): readonly Diagnostic[] => {
    const { address, spec, desired, asDesired, unreadable: failed, live } = situation;
    if (spec.mode !== 'observed' || spec.madeBy !== undefined || asDesired || desired === undefined)
      return [];
    // The preflight of inputs says it better: with Adobe's rule, at the line.
    if (failed !== undefined || explained.has(address)) return [];
    return [missingInput(address, desired.title, live.presence, situation, desired.source)];
  });
}

function isAboutInput({ code, severity }: Diagnostic): boolean {
  return severity === 'error' && ['input-missing', 'input-unfit', 'input-identity-unfit'].includes(code);
}

function missingInput(
  address: Address,
  title: string,
  presence: string,
  situation: Situation,
  source: Diagnostic['source'],
): Diagnostic {
  const absent = presence === 'absent';
  const differing = situation.comparison.open.map((open) => open.path).join(', ');
  return {
    severity: 'error',
    code: absent ? 'input-missing' : 'input-unfit',
    summary: absent ? 'input does not exist' : 'input is not as declared',
    detail: absent
      ? `The sandbox has no dataset "${title}". Everything that depends on ${address} is blocked. Check the title and the sandbox, or have the dataset made.`
      : `The dataset "${title}" differs in ${differing}. Everything that depends on ${address} is blocked until it is mended in Adobe or in YAML.`,
    address,
    ...(source === undefined ? {} : { source }),
  };
}
