import type { ApplyOutcome } from '../apply/index.ts';
import {
  type AcceptedLine,
  type ApplySummary,
  kindOf,
  type LineResult,
  type Mode,
  type Plan,
  type PulledScores,
  parseObjectAddress,
  type State,
  type WaitingLine,
} from '../model/index.ts';
import type { World } from '../plan/index.ts';

/** What an apply began with and ended with. */
export interface SummaryRequest {
  readonly verb: ApplySummary['verb'];
  readonly before: State;
  readonly outcome: ApplyOutcome;
  readonly pulled: readonly PulledScores[];
  readonly plan: Plan;
  readonly world: World;
}

/** Puts every line of this apply into exactly one list. */
export function summarize(request: SummaryRequest): ApplySummary {
  const { verb, before, outcome, pulled, plan } = request;
  const touched = linesNow(outcome.state).filter((line) => wasOpen(before, line));
  const ids = new Set(touched.map(({ manifest }) => manifest));
  return {
    verb,
    environment: plan.environment,
    sandbox: plan.sandbox,
    endpoint: plan.endpoint,
    ...listsOf(request, touched),
    manifests: outcome.state.manifests
      .filter(({ id }) => ids.has(id))
      .map(({ id, digest, acceptedBy, acceptedIn, lines }) => ({
        id,
        digest,
        acceptedBy,
        ...(acceptedIn === undefined ? {} : { acceptedIn }),
        ...listsOf(
          request,
          lines.map((line) => ({ manifest: id, line })),
        ),
      })),
    handoffs: plan.handoffs,
    opened: plan.handoffs
      .map(({ object }) => object)
      .filter((object) => before.handoffs[object] === undefined),
    pulled,
    equivalences: plan.equivalences,
    interrupted: outcome.interrupted,
    plan,
  };
}

type LineLists = Pick<ApplySummary, 'done' | 'failed' | 'refused' | 'superseded' | 'waiting'>;

function listsOf({ outcome, world }: SummaryRequest, lines: readonly LineOfManifest[]): LineLists {
  const failed = new Map(outcome.failures.map((failure) => [failure.line, failure]));
  const results = lines.map(({ manifest, line }) => ({ manifest, line, result: resultOf(world, line) }));
  const closed = (status: AcceptedLine['status']): readonly LineResult[] =>
    results.filter(({ line }) => line.status === status).map(({ result }) => result);
  const open = results.filter(({ line }) => line.status === 'open');
  return {
    done: closed('done'),
    refused: closed('refused'),
    superseded: closed('superseded'),
    failed: open.flatMap(({ line, result }) => {
      const failure = failed.get(line.address);
      if (failure === undefined) return [];
      const hint = failure.hint === undefined ? {} : { hint: failure.hint };
      return [{ ...result, message: failure.message, ...hint }];
    }),
    waiting: open.flatMap(({ manifest, line, result }): readonly WaitingLine[] => {
      if (failed.has(line.address)) return [];
      const waits = outcome.waiting.find((wait) => wait.manifest === manifest && wait.line === line.address);
      return [{ ...result, readiness: waits?.readiness ?? { status: 'ready' } }];
    }),
  };
}

interface LineOfManifest {
  readonly manifest: string;
  readonly line: AcceptedLine;
}

function linesNow(state: State): readonly (LineOfManifest & { readonly index: number })[] {
  return state.manifests.flatMap(({ id, lines }) =>
    lines.map((line, index) => ({ manifest: id, line, index })),
  );
}

/** Lines that were closed before this apply are history. A move gives a line another address, and leaves it at its place. */
function wasOpen(
  before: State,
  { manifest, index }: { readonly manifest: string; readonly index: number },
): boolean {
  const same = before.manifests.find(({ id }) => id === manifest)?.lines[index];
  return same === undefined || same.status === 'open';
}

function resultOf(world: World, line: AcceptedLine): LineResult {
  const { address } = parseObjectAddress(line.address);
  const mode: Mode = world.kinds.get(kindOf(address))?.mode ?? 'managed';
  const title = world.desired.resources[address]?.title ?? world.state.resources[address]?.title ?? '';
  return {
    address: line.address,
    action: line.action,
    mode,
    title,
    ...(line.reason === undefined ? {} : { reason: line.reason }),
  };
}
