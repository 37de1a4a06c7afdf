import { type Address, type Fingerprint, formatObjectAddress, type ObjectAddress } from './address.ts';
import type { Equivalence, Handoff } from './handoff.ts';
import { isSameJson, type JsonValue } from './json.ts';
import type { LineStatus, Manifest } from './manifest.ts';
import { type Move, moveResource } from './move.ts';
import {
  type BoundObject,
  baseOf,
  type Intent,
  type ObjectStatus,
  type ResourceState,
  type State,
  unboundObject,
} from './state.ts';
import type { AttributePath, Values } from './values.ts';

/** Which object of which address, and what it is, where the state does not know it yet. */
export interface ObjectRef {
  readonly address: Address;
  readonly fp: Fingerprint;
}

/** The one way in which state changes. The journal is a list of these; state is their fold. */
export type Transition =
  | {
      readonly type: 'accept-manifest';
      readonly id: string;
      readonly manifest: Manifest;
      readonly acceptedBy: string;
    }
  | {
      readonly type: 'close-line';
      readonly manifest: string;
      readonly line: Address | ObjectAddress;
      readonly status: Exclude<LineStatus, 'open'>;
      readonly reason: string;
    }
  | { readonly type: 'open-handoff'; readonly handoff: Omit<Handoff, 'openedAt'>; readonly kind: string }
  | { readonly type: 'update-handoff'; readonly object: ObjectAddress; readonly change: Partial<Handoff> }
  | { readonly type: 'orphan-handoff'; readonly object: ObjectAddress }
  | { readonly type: 'close-handoff'; readonly object: ObjectAddress }
  | ({
      readonly type: 'attest';
      readonly values: Readonly<Record<AttributePath, JsonValue>>;
      readonly by: string;
      readonly asserted: boolean;
    } & ObjectRef)
  | ({ readonly type: 'equate'; readonly path: AttributePath } & Omit<Equivalence, 'at'> & ObjectRef)
  | ({
      readonly type: 'bind';
      readonly kind: string;
      readonly title: string;
      readonly status: ObjectStatus;
      readonly ids: Readonly<Record<string, string>>;
      readonly baseline?: readonly string[];
    } & ObjectRef)
  | ({
      readonly type: 'record-applied';
      readonly kind: string;
      readonly title: string;
      readonly applied: Values;
      readonly dependsOn: readonly Address[];
    } & ObjectRef)
  | ({ readonly type: 'unbind' } & ObjectRef)
  | ({ readonly type: 'set-status'; readonly status: ObjectStatus } & ObjectRef)
  | ({ readonly type: 'note-read'; readonly modifiedAt: string } & ObjectRef)
  | ({ readonly type: 'forget'; readonly reason: string } & ObjectRef)
  | { readonly type: 'begin'; readonly intent: Intent }
  | { readonly type: 'end'; readonly intent: string; readonly outcome: string }
  | { readonly type: 'record-allowance'; readonly address: Address; readonly allowDelete: boolean }
  | ({ readonly type: 'move' } & Move);

/** When a group of transitions was made. */
export interface TransitionContext {
  readonly at: string;
}

/** Applies one transition; pure, and total: a transition about something unknown changes nothing. */
export function applyTransition(state: State, transition: Transition, context: TransitionContext): State {
  switch (transition.type) {
    case 'accept-manifest': {
      const accepted = {
        id: transition.id,
        digest: transition.manifest.digest,
        versions: transition.manifest.versions,
        acceptedBy: transition.acceptedBy,
        acceptedAt: context.at,
        lines: transition.manifest.lines.map((line) => ({ ...line, status: 'open' as const })),
      };
      return {
        ...state,
        manifests: [...state.manifests.filter((known) => known.id !== accepted.id), accepted],
      };
    }
    case 'close-line':
      return closeLine(state, transition);
    case 'open-handoff':
      return openHandoff(state, transition, context);
    case 'update-handoff':
      return updateHandoff(state, transition, context);
    case 'orphan-handoff':
      return withHandoff(state, transition.object, ({ manifest: _gone, ...handoff }) => handoff);
    case 'close-handoff': {
      const { [transition.object]: _closed, ...handoffs } = state.handoffs;
      return { ...state, handoffs };
    }
    case 'attest':
      return withObject(state, transition, (object) => ({
        ...object,
        attestations: { ...object.attestations, ...attestationsOf(transition, context) },
      }));
    case 'equate': {
      const { type: _type, address: _address, fp: _fp, path, ...equivalence } = transition;
      return withObject(state, transition, (object) => ({
        ...object,
        equivalences: { ...object.equivalences, [path]: { ...equivalence, at: context.at } },
      }));
    }
    case 'bind':
      return bind(state, transition);
    case 'record-applied':
      return recordApplied(state, transition);
    case 'unbind':
      // What people said was about the remote resource that is gone.
      return withObject(state, transition, (object) => ({
        ...object,
        ids: {},
        attestations: {},
        equivalences: {},
      }));
    case 'set-status':
      return setStatus(state, transition, transition.status);
    case 'note-read':
      return withObject(state, transition, (object) => ({
        ...object,
        seenModifiedAt: transition.modifiedAt,
      }));
    case 'forget':
      return forget(state, transition);
    case 'begin':
      return { ...state, intents: [...state.intents, transition.intent] };
    case 'end':
      return { ...state, intents: state.intents.filter((intent) => intent.id !== transition.intent) };
    case 'record-allowance':
      return withResource(state, transition.address, (resource) => ({
        ...resource,
        allowDelete: transition.allowDelete,
      }));
    case 'move':
      return moveResource(state, transition);
  }
}

/** Applies transitions in order. */
export function applyTransitions(
  state: State,
  transitions: readonly Transition[],
  context: TransitionContext,
): State {
  return transitions.reduce((current, transition) => applyTransition(current, transition, context), state);
}

type Of<Type extends Transition['type']> = Extract<Transition, { type: Type }>;

function closeLine(state: State, closed: Of<'close-line'>): State {
  const manifests = state.manifests.map((manifest) =>
    manifest.id !== closed.manifest
      ? manifest
      : {
          ...manifest,
          lines: manifest.lines.map((line) =>
            line.address === closed.line && line.status === 'open'
              ? { ...line, status: closed.status, reason: closed.reason }
              : line,
          ),
        },
  );
  return { ...state, manifests };
}

/** Opening a handoff makes what it asks unknown again: an old "yes" must never answer a new question. */
function openHandoff(state: State, { handoff, kind }: Of<'open-handoff'>, context: TransitionContext): State {
  const ensured = ensureObject(state, handoff, kind, handoff.title);
  const opened = withObject(ensured, handoff, (object) => ({
    ...object,
    baseline: object.baseline.length > 0 ? object.baseline : handoff.baseline,
    titles: addTitle(object.titles, handoff.purpose === 'undo' ? '' : handoff.title),
    attestations: Object.fromEntries(
      Object.entries(object.attestations).filter(
        ([path]) => !(path in handoff.asked) && !path.startsWith('step:'),
      ),
    ),
  }));
  const key = formatObjectAddress(handoff.address, handoff.fp);
  return { ...opened, handoffs: { ...opened.handoffs, [key]: { ...handoff, openedAt: context.at } } };
}

/** What a handoff asks anew is unknown again, as when it is opened. */
function updateHandoff(
  state: State,
  { object: key, change }: Of<'update-handoff'>,
  context: TransitionContext,
): State {
  const handoff = state.handoffs[key];
  if (handoff === undefined) return state;
  const asked = change.asked ?? handoff.asked;
  const isAnew = !isSameJson(asked, handoff.asked);
  const updated = { ...handoff, ...change, ...(isAnew ? { askedAt: context.at } : {}) };
  const changed = { ...state, handoffs: { ...state.handoffs, [key]: updated } };
  if (!isAnew) return changed;
  return withObject(changed, handoff, (object) => ({
    ...object,
    attestations: Object.fromEntries(
      Object.entries(object.attestations).filter(
        ([path]) => !(path in asked) || isSameJson(asked[path], handoff.asked[path]),
      ),
    ),
  }));
}

function attestationsOf(transition: Of<'attest'>, context: TransitionContext): BoundObject['attestations'] {
  const { by, asserted } = transition;
  return Object.fromEntries(
    Object.entries(transition.values).map(([path, value]) => [path, { value, by, asserted, at: context.at }]),
  );
}

function bind(state: State, transition: Of<'bind'>): State {
  const ensured = ensureObject(state, transition, transition.kind, transition.title);
  const bound = withObject(ensured, transition, (object) => ({
    ...object,
    ids: { ...object.ids, ...transition.ids },
    baseline: transition.baseline ?? object.baseline,
    titles: addTitle(object.titles, transition.title),
  }));
  return setStatus(bound, transition, transition.status);
}

function recordApplied(state: State, transition: Of<'record-applied'>): State {
  const ensured = ensureObject(state, transition, transition.kind, transition.title);
  const recorded = withObject(ensured, transition, (object) => ({
    ...object,
    applied: transition.applied,
    dependsOn: transition.dependsOn,
    titles: addTitle(object.titles, transition.title),
  }));
  const titled = withResource(recorded, transition.address, (resource) => ({
    ...resource,
    title: transition.title,
  }));
  return setStatus(titled, transition, 'current');
}

/** At most one object is current: promoting one retires the other. */
function setStatus(state: State, { address, fp }: ObjectRef, status: ObjectStatus): State {
  return withResource(state, address, (resource) => {
    let past = resource.past;
    const objects = resource.objects.map((object): BoundObject => {
      if (object.fp === fp) {
        if (object.status === 'current' && status !== 'current') past = countPast(past, object.fp);
        return { ...object, status };
      }
      if (status !== 'current' || object.status !== 'current') return object;
      past = countPast(past, object.fp);
      return { ...object, status: 'retired' };
    });
    return { ...resource, objects, past };
  });
}

function forget(state: State, { address, fp }: ObjectRef): State {
  const resource = state.resources[address];
  const object = resource?.objects.find((known) => known.fp === fp);
  if (resource === undefined || object === undefined) return state;
  const past = object.status === 'current' ? countPast(resource.past, fp) : resource.past;
  const objects = resource.objects.filter((known) => known.fp !== fp);
  const { [formatObjectAddress(address, fp)]: _closed, ...handoffs } = state.handoffs;
  return { ...state, handoffs, resources: { ...state.resources, [address]: { ...resource, objects, past } } };
}

function countPast(past: ResourceState['past'], fp: Fingerprint): ResourceState['past'] {
  const base = baseOf(fp);
  return { ...past, [base]: (past[base] ?? 0) + 1 };
}

function addTitle(titles: readonly string[], title: string): readonly string[] {
  return title === '' || titles.at(-1) === title
    ? titles
    : [...titles.filter((known) => known !== title), title];
}

function withHandoff(state: State, key: ObjectAddress, change: (handoff: Handoff) => Handoff): State {
  const handoff = state.handoffs[key];
  return handoff === undefined
    ? state
    : { ...state, handoffs: { ...state.handoffs, [key]: change(handoff) } };
}

function withResource(
  state: State,
  address: Address,
  change: (resource: ResourceState) => ResourceState,
): State {
  const resource = state.resources[address];
  if (resource === undefined) return state;
  return { ...state, resources: { ...state.resources, [address]: change(resource) } };
}

function withObject(state: State, ref: ObjectRef, change: (object: BoundObject) => BoundObject): State {
  return withResource(state, ref.address, (resource) => ({
    ...resource,
    objects: resource.objects.map((object) => (object.fp === ref.fp ? change(object) : object)),
  }));
}

function ensureObject(state: State, { address, fp }: ObjectRef, kind: string, title: string): State {
  const resource = state.resources[address] ?? { kind, title, objects: [], past: {}, allowDelete: false };
  if (resource.objects.some((object) => object.fp === fp)) return state;
  const object = unboundObject(fp);
  return {
    ...state,
    resources: { ...state.resources, [address]: { ...resource, objects: [...resource.objects, object] } },
  };
}
