import type { Address } from './address.ts';
import { type Fingerprint, formatObjectAddress } from './address.ts';
import {
  type BoundObject,
  baseOf,
  type ObjectStatus,
  type ResourceState,
  type State,
  unboundObject,
} from './state.ts';
import type { ObjectRef, TransitionContext, TransitionOf } from './transition.ts';

/** Binds remote ids to an object, which comes into being with them where state does not know it yet. */
export function bind(state: State, transition: TransitionOf<'bind'>, context: TransitionContext): State {
  const ensured = ensureObject(state, transition, transition.kind, transition.title);
  const bound = withObject(ensured, transition, (object) => ({
    ...object,
    ids: { ...object.ids, ...transition.ids },
    ...(isOtherId(object, transition) ? { boundAt: context.at } : {}),
    baseline: transition.baseline ?? object.baseline,
    titles: addTitle(object.titles, transition.title),
  }));
  return setStatus(bound, transition, transition.status);
}

function isOtherId(object: BoundObject, { ids }: TransitionOf<'bind'>): boolean {
  return ids['id'] !== undefined && ids['id'] !== object.ids['id'];
}

/** Notes what was last applied; the object is the current one from then on. */
export function recordApplied(state: State, transition: TransitionOf<'record-applied'>): State {
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
export function setStatus(state: State, { address, fp }: ObjectRef, status: ObjectStatus): State {
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

/** Forgets an object that is gone, and its handoff. */
export function forget(state: State, { address, fp }: ObjectRef): State {
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

/** Titles that were asked for, newest last, each once. */
export function addTitle(titles: readonly string[], title: string): readonly string[] {
  return title === '' || titles.at(-1) === title
    ? titles
    : [...titles.filter((known) => known !== title), title];
}

/** Changes one resource, where state knows it. */
export function withResource(
  state: State,
  address: Address,
  change: (resource: ResourceState) => ResourceState,
): State {
  const resource = state.resources[address];
  if (resource === undefined) return state;
  return { ...state, resources: { ...state.resources, [address]: change(resource) } };
}

/** Changes one object, where state knows it. */
export function withObject(
  state: State,
  ref: ObjectRef,
  change: (object: BoundObject) => BoundObject,
): State {
  return withResource(state, ref.address, (resource) => ({
    ...resource,
    objects: resource.objects.map((object) => (object.fp === ref.fp ? change(object) : object)),
  }));
}

/** Makes sure that state knows an object. */
export function ensureObject(state: State, { address, fp }: ObjectRef, kind: string, title: string): State {
  const resource = state.resources[address] ?? { kind, title, objects: [], past: {}, allowDelete: false };
  if (resource.objects.some((object) => object.fp === fp)) return state;
  const object = unboundObject(fp);
  return {
    ...state,
    resources: { ...state.resources, [address]: { ...resource, objects: [...resource.objects, object] } },
  };
}
