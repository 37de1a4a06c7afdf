import {
  type Intent,
  type JsonValue,
  kindOf,
  type Observed,
  parseObjectAddress,
  type Reading,
  type RemoteObject,
  RunnerError,
  type State,
  type Transition,
} from '../model/index.ts';
import type { ApplyTools, ApplyWorld, Failure } from './tools.ts';

interface Recovered {
  readonly state: State;
  readonly observed: Observed;
  readonly failures: readonly Failure[];
}

/**
 * Finds out what became of every write that was begun and has no result (design §7). An update or delete is simply read
 * again. A create is looked up in fresh lists: exactly one candidate with the intent's payload is taken over; none, after
 * the gateway's time limit and the bound on stale reads, means that nothing happened; anything else stops that change
 * with the candidates named. Nothing is ever deleted to tidy up.
 */
export async function recoverIntents(
  tools: ApplyTools,
  world: ApplyWorld,
  held: ReadonlySet<string>,
): Promise<Recovered> {
  // Nobody knows when the requests were sent, only that it was before now: a wave may take minutes from its intents to its last write.
  const from = tools.clock.now().getTime();
  const intents = world.state.intents.filter(({ line }) => !held.has(line));
  const kinds = new Set(intents.map((intent) => kindOf(intent.address)));
  const failures: Failure[] = [];
  let current = { ...world, observed: await tools.observeAgain(world.state, world.observed, kinds) };
  for (const intent of intents) {
    if (tools.signal.aborted) break;
    tools.emit({ type: 'recovering', address: intent.address, detail: intent.operation });
    const found = await findOut(tools, current, { intent, from });
    if (found.failure !== undefined) failures.push(found.failure);
    if (found.transitions.length === 0) continue;
    const state = await tools.lock.append(found.transitions, `recover ${intent.line}`);
    current = { ...current, state };
  }
  const observed = await tools.observeAgain(current.state, current.observed, kinds);
  return { state: current.state, observed, failures };
}

/** A write without a result, and a time, in milliseconds, by which it had been sent. */
interface Doubt {
  readonly intent: Intent;
  readonly from: number;
}

interface Found {
  readonly transitions: readonly Transition[];
  readonly failure?: Failure;
}

/** One write that cannot be looked up now fails alone: its intent stays, and the next apply looks again. */
async function findOut(tools: ApplyTools, world: ApplyWorld, doubt: Doubt): Promise<Found> {
  const { operation, line, title } = doubt.intent;
  try {
    return operation === 'create' ? await lookUp(tools, world, doubt) : await readAgain(tools, world, doubt);
  } catch (error) {
    if (!(error instanceof RunnerError)) throw error;
    const message = `whether the ${operation} took effect could not be found out: ${error.message}`;
    return { transitions: [], failure: { line, title, message, hint: 'Run apply again: it looks again.' } };
  }
}

/** An update that may still be under way must not overtake what is sent next, so its time is waited out first. */
async function readAgain(tools: ApplyTools, world: ApplyWorld, { intent, from }: Doubt): Promise<Found> {
  const { address, fp, id, title: sent } = intent;
  const ended: Transition = { type: 'end', intent: id, outcome: 'read again' };
  if (intent.operation === 'delete') return { transitions: [ended] };
  const object = world.state.resources[address]?.objects.find((known) => known.fp === fp);
  let current = world;
  if (!isShown(tools, current, intent)) {
    await waitOut(tools, { intent, from }, tools.desired.environment.limits.gatewaySeconds);
    if (tools.signal.aborted) return { transitions: [] };
    const kinds = new Set([kindOf(address)]);
    current = { ...world, observed: await tools.observeAgain(world.state, world.observed, kinds) };
  }
  if (object === undefined) return { transitions: [ended] };
  const { kind, title } = world.state.resources[address] ?? { kind: kindOf(address), title: sent };
  const record = { type: 'record-applied', address, fp, kind } as const;
  if (isShown(tools, current, intent)) {
    const dependsOn = intent.dependsOn ?? object.dependsOn;
    return { transitions: [{ ...record, title: sent, applied: intent.payload, dependsOn }, ended] };
  }
  // Nothing shows what is there now, old or new: it counts as neither, so that it is written again.
  if (readingOf(current, intent)?.status !== 'unread') return { transitions: [ended] };
  return { transitions: [{ ...record, title, applied: {}, dependsOn: object.dependsOn }, ended] };
}

function readingOf({ observed }: ApplyWorld, { address, fp }: Intent): Reading | undefined {
  return observed.byAddress[address]?.bound[fp];
}

function isShown(tools: ApplyTools, world: ApplyWorld, intent: Intent): boolean {
  const reading = readingOf(world, intent);
  return reading?.status === 'present' && isPayload(tools, world, intent, reading.object);
}

async function lookUp(tools: ApplyTools, world: ApplyWorld, { intent, from }: Doubt): Promise<Found> {
  const { gatewaySeconds, staleReadSeconds } = tools.desired.environment.limits;
  let candidates = await findCandidates(tools, world, intent);
  if (candidates.length === 0) {
    await waitOut(tools, { intent, from }, gatewaySeconds + staleReadSeconds);
    if (tools.signal.aborted) return { transitions: [] };
    candidates = await findCandidates(tools, world, intent);
  }
  if (candidates.length === 0) {
    return { transitions: [{ type: 'end', intent: intent.id, outcome: 'nothing happened' }] };
  }
  const named = world.desired.resources[intent.address]?.adoptId;
  const chosen = candidates.find((candidate) => candidate.ids['id'] === named);
  if (chosen !== undefined) return takeOver(world, intent, chosen);
  const [only, another] = candidates.filter((candidate) => isPayload(tools, world, intent, candidate));
  if (only !== undefined && another === undefined) return takeOver(world, intent, only);
  return { transitions: [], failure: stopped(intent, candidates) };
}

function isPayload(tools: ApplyTools, world: ApplyWorld, intent: Intent, candidate: RemoteObject): boolean {
  return tools.differencesFrom(world, intent.address, intent.payload, candidate).length === 0;
}

/** Adobe's times have whole seconds. */
const CLOCK_STEP_MS = 1000;

/**
 * Whether something that is not what was sent may have become of it: it was made after the intent, in the same parent, and
 * somebody has changed it since, as far as times tell.
 */
function mayHaveBecome(tools: ApplyTools, world: ApplyWorld, intent: Intent, found: RemoteObject): boolean {
  const { createdAt, modifiedAt } = found;
  const isSince =
    createdAt === undefined || Date.parse(createdAt) >= Date.parse(intent.since) - CLOCK_STEP_MS;
  const isChanged = createdAt === undefined || modifiedAt === undefined || createdAt !== modifiedAt;
  if (!isSince || !isChanged) return false;
  const differing = tools.differencesFrom(world, intent.address, intent.payload, found);
  return !differing.some((path) => isReference(intent.payload[path]));
}

/** What refers to another resource says where something lives, and nobody can edit that. */
function isReference(value: JsonValue | undefined): boolean {
  return typeof value === 'string' && parseObjectAddress(value).fp !== undefined;
}

/**
 * What the create may have made: bound nowhere, and not what another interrupted create of this run sent. Its own payload
 * is recognised whatever the times say, for clocks differ, and its natural key was free.
 */
async function findCandidates(
  tools: ApplyTools,
  world: ApplyWorld,
  intent: Intent,
): Promise<readonly RemoteObject[]> {
  const remote = tools.remotes.get(kindOf(intent.address));
  const found = (await remote?.findCreated?.(intent)) ?? [];
  const resources = Object.values(world.state.resources);
  const bound = new Set(resources.flatMap((resource) => resource.objects.map((object) => object.ids['id'])));
  const others = world.state.intents.filter(
    (other) =>
      other.id !== intent.id &&
      other.operation === 'create' &&
      kindOf(other.address) === kindOf(intent.address),
  );
  return found.filter(
    (candidate) =>
      !bound.has(candidate.ids['id']) &&
      (isPayload(tools, world, intent, candidate) ||
        (mayHaveBecome(tools, world, intent, candidate) &&
          !others.some((other) => isPayload(tools, world, other, candidate)))),
  );
}

function takeOver(world: ApplyWorld, intent: Intent, object: RemoteObject): Found {
  const { address, fp, payload, title, id } = intent;
  const kind = kindOf(address);
  const dependsOn = intent.dependsOn ?? world.desired.resources[address]?.dependsOn ?? [];
  return {
    transitions: [
      { type: 'bind', address, fp, kind, title, status: 'current', ids: object.ids },
      { type: 'record-applied', address, fp, kind, title, applied: payload, dependsOn },
      { type: 'end', intent: id, outcome: `found ${object.ids['id'] ?? ''}` },
    ],
  };
}

function stopped(intent: Intent, candidates: readonly RemoteObject[]): Failure {
  const names = candidates.map((candidate) => `${candidate.ids['id']} "${candidate.title}"`).join(', ');
  return {
    line: intent.line,
    title: intent.title,
    message: `a create got no answer, and it is not certain which of these it made: ${names}`,
    hint: 'Name the right one with adopt: { id: … } in YAML. Delete another only where you are sure that nobody else made it. Then run apply again.',
  };
}

/** Waits until a request that had been sent by then can no longer take effect or be missing from a list. */
async function waitOut(tools: ApplyTools, { intent, from }: Doubt, seconds: number): Promise<void> {
  const rest = from + seconds * 1000 - tools.clock.now().getTime();
  if (rest <= 0 || tools.signal.aborted) return;
  const reason = `whether the ${intent.operation} of ${intent.address} took effect`;
  tools.emit({ type: 'waiting', reason, seconds: Math.ceil(rest / 1000) });
  await tools.clock.sleep(rest, tools.signal).catch(() => undefined);
}
