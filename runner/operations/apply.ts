import { type ApplyOutcome, applyLines, recoverOnly } from '../apply/index.ts';
import {
  type ApplySummary,
  type Desired,
  type Diagnostic,
  isOpen,
  type Lock,
  type Manifest,
  type Observed,
  type Plan,
  RunnerError,
  type State,
  type Transition,
} from '../model/index.ts';
import { absorb, decide, makePlan, reconcile, recordAllowances } from '../plan/index.ts';
import { differencesFrom, verifyChanges } from '../verify/index.ts';
import { checkBefore, type FetchedScores, fetchScores, NOTHING_FETCHED } from './fetch-scores.ts';
import { observeAgain, observeWorld } from './observe-world.ts';
import type { Session } from './session.ts';
import { summarize } from './summarize.ts';
import { noteUnjudged, validateChanges } from './validate-changes.ts';
import { withLock } from './with-lock.ts';

/** A manifest that was reviewed, and who accepted it where. */
export interface Offer {
  readonly manifest: Manifest;
  /** @default who runs the command */
  readonly acceptedBy?: string;
  /** The commit or dispatch: one that the state knows already is not accepted twice. */
  readonly acceptedIn?: string;
  /** A destroy offers it. */
  readonly isDestroy?: boolean;
}

type AcceptedOffer = Offer & { readonly acceptedBy: string };

/** Everything that was reviewed, oldest first. */
export interface Acceptance {
  readonly manifests: readonly Offer[];
  /** The commit of the base branch up to which everything is looked through now. */
  readonly commit?: string;
}

/** What an apply is asked. */
export interface ApplyRequest {
  readonly desired: Desired;
  readonly diagnostics: readonly Diagnostic[];
  /** What was reviewed before, asked for once the state is locked. */
  readonly reviewed?: (state: State) => Promise<Acceptance> | Acceptance;
  /** Is shown what nobody has accepted yet, and says whether that is accepted. Without it nothing more is. */
  readonly confirm?: (plan: Plan) => Promise<boolean>;
  /** The digest that a person acknowledged, where the brake asked for it. */
  readonly acknowledged?: string;
  /** `destroy`: nothing that is open is to go on, so nothing at all is done before the answer. */
  readonly verb: 'apply' | 'destroy';
}

/**
 * Continues the open manifests without asking, then asks about changes that are in none, carries out what was accepted,
 * fetches missing score batches, and plans once more to say what is left.
 */
export async function apply(session: Session, request: ApplyRequest): Promise<ApplySummary> {
  return await withLock(session, request.verb, async (lock) => await applyUnderLock(session, request, lock));
}

async function applyUnderLock(session: Session, request: ApplyRequest, lock: Lock): Promise<ApplySummary> {
  const { desired, diagnostics } = request;
  const before = lock.state;
  await acceptReviewed(session, request, lock);
  if (request.verb === 'apply') await checkBefore(session, desired, lock);
  const world = await observeWorld(session, desired, lock.state);
  const start = { observed: world.observed, failures: [] };
  let outcome = await carryOut(
    session,
    desired,
    lock,
    start,
    request.verb === 'destroy' ? recoverOnly : applyLines,
  );
  const accepted = outcome.interrupted ? undefined : await acceptNew(session, request, outcome);
  if (accepted !== undefined) {
    const isDestroy = request.verb === 'destroy' ? { isDestroy: true } : {};
    await accept(lock, [{ manifest: accepted, acceptedBy: session.by, ...isDestroy }]);
    outcome = await carryOut(session, desired, lock, outcome);
  }
  const scores = await fetchAfter(session, request, lock, outcome);
  await keepAllowances(session, desired, lock, outcome.observed);
  const after = { desired, observed: outcome.observed, state: lock.state, kinds: session.kinds };
  const plan = makePlan(after, [...diagnostics, ...scores.diagnostics]);
  outcome = { ...outcome, interrupted: scores.interrupted };
  return summarize({ verb: request.verb, before, outcome, pulled: scores.pulled, plan, world: after });
}

/** Scores come with an apply alone: what is to go is not filled once more. */
async function fetchAfter(
  session: Session,
  { desired, verb }: ApplyRequest,
  lock: Lock,
  { interrupted }: ApplyOutcome,
): Promise<FetchedScores> {
  if (interrupted || verb === 'destroy') return { ...NOTHING_FETCHED, interrupted };
  return await fetchScores(session, desired, lock);
}

/** Takes what was reviewed before the first write; in the same entry, the commit up to which that is done. */
async function acceptReviewed({ by }: Session, request: ApplyRequest, lock: Lock): Promise<void> {
  const acceptance = await request.reviewed?.(lock.state);
  if (acceptance === undefined) return;
  const offers = acceptance.manifests.map((offer) => ({ acceptedBy: by, ...offer }));
  await accept(lock, offers, acceptance.commit);
}

async function accept(lock: Lock, offers: readonly AcceptedOffer[], commit?: string): Promise<void> {
  const { serial, manifests, appliedCommit } = lock.state;
  const isKnown = ({ manifest, acceptedIn }: AcceptedOffer): boolean =>
    acceptedIn !== undefined &&
    manifests.some((known) => known.digest === manifest.digest && known.acceptedIn === acceptedIn);
  const fresh = offers.filter((offer) => offer.manifest.lines.length > 0 && !isKnown(offer));
  const transitions: Transition[] = fresh.map((offer, index) => ({
    type: 'accept-manifest',
    id: index === 0 ? `m${serial + 1}` : `m${serial + 1}-${index + 1}`,
    ...offer,
  }));
  if (commit !== undefined && commit !== appliedCommit) transitions.push({ type: 'record-commit', commit });
  if (transitions.length === 0) return;
  const digests = fresh.map(({ manifest }) => manifest.digest.slice(0, 12));
  await lock.append(transitions, digests.length === 0 ? 'nothing to accept' : `accept ${digests.join(', ')}`);
}

async function keepAllowances(
  { kinds }: Session,
  desired: Desired,
  lock: Lock,
  observed: Observed,
): Promise<void> {
  const allowances = recordAllowances({ desired, observed, state: lock.state, kinds });
  if (allowances.length > 0) await lock.append(allowances, 'record allowances');
}

/** Runs all open lines against what was observed, but those that failed before in this apply. */
async function carryOut(
  session: Session,
  desired: Desired,
  lock: Lock,
  earlier: Pick<ApplyOutcome, 'observed' | 'failures'>,
  run: typeof applyLines = applyLines,
): Promise<ApplyOutcome> {
  const { kinds } = session;
  return run(
    {
      ...session,
      lock,
      desired,
      reconcile: (world) => reconcile({ ...world, kinds }),
      decide: (world, held) => decide({ ...world, kinds }, held),
      verifyChanges: (world, addresses) => verifyChanges({ ...world, kinds }, addresses),
      differencesFrom: (world, address, payload, object) =>
        differencesFrom({ ...world, kinds }, address, payload, object),
      observeAgain: (state, earlier, changed) => observeAgain(session, desired, state, earlier, changed),
    },
    earlier.observed,
    earlier.failures,
  );
}

/** The manifest to accept now, which a person says yes to. */
async function acceptNew(
  session: Session,
  request: ApplyRequest,
  outcome: ApplyOutcome,
): Promise<Manifest | undefined> {
  const { desired, acknowledged, confirm } = request;
  if (confirm === undefined) return undefined;
  const world = { desired, observed: outcome.observed, state: outcome.state, kinds: session.kinds };
  const isNothingNew = makePlan(world, request.diagnostics).manifest.lines.length === 0;
  if (isNothingNew && !(request.verb === 'destroy' && hasOpen(outcome.state))) return undefined;
  const judged = await validateChanges(session, absorb(world));
  const made = makePlan(world, [...request.diagnostics, ...judged.diagnostics]);
  const plan = { ...made, changes: noteUnjudged(session, made.changes, judged.asked) };
  if (plan.brake !== undefined && acknowledged !== plan.manifest.digest) {
    throw new RunnerError({
      code: 'brake',
      message: `the brake stopped this plan: ${plan.brake}`,
      hint: `If that is meant: cai ${request.verb} --env ${plan.environment} --acknowledge ${plan.manifest.digest}`,
      exitCode: 4,
    });
  }
  return (await confirm(plan)) ? plan.manifest : undefined;
}

/** Whether there is anything that would be given up. */
function hasOpen({ manifests, handoffs }: State): boolean {
  return Object.keys(handoffs).length > 0 || manifests.some(({ lines }) => lines.some(isOpen));
}
