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
  return withEnsured(state, transition, (resource) =>
    setObjectStatus(
      changeObject(resource, transition.fp, (object) => ({
        ...object,
        ids: { ...object.ids, ...transition.ids },
        ...(isOtherId(object, transition) ? { boundAt: context.at } : {}),
        baseline: transition.baseline ?? object.baseline,
        titles: addTitle(object.titles, transition.title),
      })),
      transition.fp,
      transition.status,
    ),
  );
}

function isOtherId(object: BoundObject, { ids }: TransitionOf<'bind'>): boolean {
  return ids['id'] !== undefined && ids['id'] !== object.ids['id'];
}

/** Notes what was last applied; the object is the current one from then on. */
export function recordApplied(state: State, transition: TransitionOf<'record-applied'>): State {
  const { fp, title, applied, dependsOn } = transition;
  return withEnsured(state, transition, (resource) => {
    const recorded = changeObject(resource, fp, (object) => ({
      ...object,
      applied,
      dependsOn,
      titles: addTitle(object.titles, title),
    }));
    return setObjectStatus({ ...recorded, title }, fp, 'current');
  });
}

/** At most one object is current: promoting one retires the other. */
export function setStatus(state: State, { address, fp }: ObjectRef, status: ObjectStatus): State {
  return withResource(state, address, (resource) => setObjectStatus(resource, fp, status));
}

function setObjectStatus(resource: ResourceState, fp: Fingerprint, status: ObjectStatus): ResourceState {
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
  { address, fp }: ObjectRef,
  change: (object: BoundObject) => BoundObject,
): State {
  return withResource(state, address, (resource) => changeObject(resource, fp, change));
}

function changeObject(
  resource: ResourceState,
  fp: Fingerprint,
  change: (object: BoundObject) => BoundObject,
): ResourceState {
  return {
    ...resource,
    objects: resource.objects.map((object) => (object.fp === fp ? change(object) : object)),
  };
}

/** An object, and what its resource is called where state learns of it by this object. */
type NamedObject = ObjectRef & { readonly kind: string; readonly title: string };

/** Makes sure that state knows an object, and changes its resource. All resources are copied once, however much changes. */
function withEnsured(
  state: State,
  { address, fp, kind, title }: NamedObject,
  change: (resource: ResourceState) => ResourceState,
): State {
  const resource = state.resources[address] ?? { kind, title, objects: [], past: {}, allowDelete: false };
  const objects = resource.objects.some((object) => object.fp === fp)
    ? resource.objects
    : [...resource.objects, unboundObject(fp)];
  return { ...state, resources: { ...state.resources, [address]: change({ ...resource, objects }) } };
}

/** Changes one object, which comes into being where state does not know it yet. */
export function withEnsuredObject(
  state: State,
  named: NamedObject,
  change: (object: BoundObject) => BoundObject,
): State {
  return withEnsured(state, named, (resource) => changeObject(resource, named.fp, change));
}
