import {
  type DecidedWrite,
  type Intent,
  kindOf,
  ProviderError,
  type RemoteKind,
  RunnerError,
  type State,
  type Transition,
} from '../model/index.ts';
import type { ApplyTools, Failure } from './tools.ts';
import { writeRequest } from './write-request.ts';

interface Performed {
  readonly state: State;
  readonly failures: readonly Failure[];
  /** What is said of writes of which nobody knows whether they happened. */
  readonly unanswered: readonly Failure[];
  readonly written: readonly DecidedWrite[];
}

/** Performs one wave: intents first, then the writes side by side, each result as it comes. */
export async function performWrites(tools: ApplyTools, writes: readonly DecidedWrite[]): Promise<Performed> {
  const intents = writes.map((write) => intentOf(tools, write));
  const begun = intents.map((intent): Transition => ({ type: 'begin', intent }));
  let state = await tools.lock.append(begun, `begin ${writes.map(({ line }) => line).join(', ')}`);
  const outcomes = await Promise.all(
    writes.map((write, index) => perform(tools, write, intents[index] as Intent)),
  );
  const transitions = outcomes.flatMap((outcome) => outcome.transitions);
  if (transitions.length > 0) {
    state = await tools.lock.append(transitions, `end ${writes.map(({ line }) => line).join(', ')}`);
  }
  return {
    state,
    failures: failuresOf(outcomes, 'failed'),
    unanswered: failuresOf(outcomes, 'unanswered'),
    written: writes.filter((_write, index) => outcomes[index]?.end === 'done'),
  };
}

function intentOf(tools: ApplyTools, write: DecidedWrite): Intent {
  const { manifest, line, address, fp, operation, payload, title, target } = write;
  const id = tools.newId();
  const since = tools.serverNow().toISOString();
  const known = target?.['id'] === undefined ? {} : { target: target['id'] };
  const dependsOn = write.desired === undefined ? {} : { dependsOn: write.desired.dependsOn };
  return { id, manifest, line, address, fp, operation, payload, title, ...known, ...dependsOn, since };
}

interface WriteOutcome {
  readonly end: 'done' | 'failed' | 'unanswered';
  readonly transitions: readonly Transition[];
  readonly failure?: Failure;
}

function failuresOf(outcomes: readonly WriteOutcome[], wanted: WriteOutcome['end']): readonly Failure[] {
  return outcomes.flatMap(({ end, failure }) => (end === wanted && failure !== undefined ? [failure] : []));
}

async function perform(tools: ApplyTools, write: DecidedWrite, intent: Intent): Promise<WriteOutcome> {
  const { address, operation, title, line } = write;
  tools.emit({ type: 'writing', address, operation, title });
  try {
    const transitions = await send(tools, write);
    tools.emit({ type: 'written', address, operation, ok: true });
    return {
      end: 'done',
      transitions: [...transitions, { type: 'end', intent: intent.id, outcome: 'done' }],
    };
  } catch (error) {
    if (!(error instanceof RunnerError)) throw error;
    tools.emit({ type: 'written', address, operation, ok: false, detail: error.message });
    const hint = error.hint === undefined ? {} : { hint: error.hint };
    const failure = { line, title, message: error.message, ...hint };
    if (error instanceof ProviderError && error.outcome === 'unknown')
      return { end: 'unanswered', failure, transitions: [] };
    return { end: 'failed', failure, transitions: [{ type: 'end', intent: intent.id, outcome: 'rejected' }] };
  }
}

async function send(tools: ApplyTools, write: DecidedWrite): Promise<readonly Transition[]> {
  const { address, fp, operation, desired, payload, target } = write;
  const remote = remoteOf(tools, address);
  if (operation === 'delete') {
    await remote.remove?.({ address, target: target ?? {} });
    return [];
  }
  if (desired === undefined) throw new Error(`nothing is desired at ${address}`);
  const request = writeRequest(write, desired, tools.signal);
  const { kind, title, dependsOn } = desired;
  const applied: Transition = {
    type: 'record-applied',
    address,
    fp,
    kind,
    title,
    applied: payload,
    dependsOn,
  };
  if (operation === 'update') {
    await remote.update?.(request);
    return [applied];
  }
  const created = await remote.create?.(request);
  return [{ type: 'bind', address, fp, kind, title, status: 'current', ids: created?.ids ?? {} }, applied];
}

function remoteOf(tools: ApplyTools, address: string): RemoteKind {
  const remote = tools.remotes.get(kindOf(address));
  if (remote === undefined) throw new Error(`kind of ${address} has no remote side`);
  return remote;
}
