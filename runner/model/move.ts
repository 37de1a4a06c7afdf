import { type Address, formatObjectAddress, type ObjectAddress } from './address.ts';
import type { JsonValue } from './json.ts';
import { renamedFingerprint, renameObjects } from './rename-objects.ts';
import { type BoundObject, baseOf, type ResourceState, type State } from './state.ts';

/** A resource under its new address, and every object whose name changes with it. */
export interface Move {
  readonly from: Address;
  readonly to: Address;
  readonly renames: Readonly<Record<ObjectAddress, ObjectAddress>>;
}

/** Gives a resource its new address, everywhere in state; lines keep their hashes. */
export function moveResource(state: State, move: Move): State {
  const { [move.from]: moved, ...others } = state.resources;
  const taken = others[move.to];
  // What is only observed is no resource of state: others refer to it, and they alone change.
  if (moved === undefined && Object.keys(move.renames).length === 0) return state;
  if (taken !== undefined && taken.objects.length > 0) return state;
  const address = (text: string): string =>
    move.renames[text] ??
    (text === move.from
      ? move.to
      : text.startsWith(`${move.from}~`)
        ? move.to + text.slice(move.from.length)
        : text);
  const resources = Object.entries(moved === undefined ? others : { ...others, [move.to]: moved }).map(
    ([key, resource]) => [key, renameResource(resource, key === move.to ? move.from : key, move)],
  );
  return {
    ...state,
    ...moveChecks(state, move),
    resources: Object.fromEntries(resources),
    manifests: state.manifests.map((manifest) => ({
      ...manifest,
      lines: manifest.lines.map((line) => ({ ...line, address: address(line.address) })),
    })),
    handoffs: Object.fromEntries(
      Object.entries(state.handoffs).map(([key, handoff]) => [
        address(key),
        {
          ...handoff,
          address: address(handoff.address),
          fp: renamedFingerprint(key, move.renames) ?? handoff.fp,
          asked: renameValues(handoff.asked, move),
        },
      ]),
    ),
    intents: state.intents.map((intent) => ({
      ...intent,
      address: address(intent.address),
      line: address(intent.line),
      fp: renamedFingerprint(formatObjectAddress(intent.address, intent.fp), move.renames) ?? intent.fp,
      payload: renameValues(intent.payload, move),
      ...(intent.dependsOn === undefined ? {} : { dependsOn: intent.dependsOn.map(address) }),
    })),
  };
}

function moveChecks({ scoreChecks }: State, { from, to }: Move): Pick<State, 'scoreChecks'> {
  const { [from]: checks, ...others } = scoreChecks ?? {};
  if (checks === undefined) return {};
  return { scoreChecks: { ...others, [to]: checks } };
}

/** `address` is the one that the resource had before. */
function renameResource(resource: ResourceState, address: Address, move: Move): ResourceState {
  const past: Record<string, number> = { ...resource.past };
  const objects = resource.objects.map((object): BoundObject => {
    const fp = renamedFingerprint(formatObjectAddress(address, object.fp), move.renames) ?? object.fp;
    const count = resource.past[baseOf(object.fp)];
    if (fp !== object.fp && count !== undefined) past[baseOf(fp)] = count;
    return {
      ...object,
      fp,
      ids: renameMaker(object, move),
      applied: renameValues(object.applied, move),
      attestations: renameValues(object.attestations, move),
      equivalences: renameValues(object.equivalences, move),
      dependsOn: object.dependsOn
        .map((dependency) => (dependency === move.from ? move.to : dependency))
        .sort(),
    };
  });
  return { ...resource, objects, past };
}

/** What Adobe made knows its maker by fingerprint alone. */
function renameMaker(object: BoundObject, move: Move): BoundObject['ids'] {
  const { maker } = object.ids;
  if (maker === undefined) return object.ids;
  const key = Object.keys(move.renames).find((known) => known.endsWith(`~${maker}`));
  return key === undefined
    ? object.ids
    : { ...object.ids, maker: renamedFingerprint(key, move.renames) ?? maker };
}

function renameValues<Data>(values: Data, move: Move): Data {
  return renameObjects(values as unknown as JsonValue, move.renames) as unknown as Data;
}
