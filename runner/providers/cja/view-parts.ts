import {
  type Address,
  type BoundObject,
  type ObserveRequest,
  parseObjectAddress,
  type Reading,
} from '../../model/index.ts';
import { objectsOf } from './observation.ts';

/** The data view in which components or access live, and how it was read. */
export interface ViewOfPart {
  readonly address: Address;
  readonly id: string | undefined;
  readonly reading: Reading;
}

const ABSENT: Reading = { status: 'absent' };

/**
 * The view of an object that lives in one: that which it was applied to, else the one that is current or being made. A view that
 * state has forgotten is gone.
 */
export function viewOf(request: ObserveRequest, address: Address, object: BoundObject): ViewOfPart {
  const applied = object.applied.dataView;
  const { address: parent, fp } =
    typeof applied === 'string'
      ? parseObjectAddress(applied)
      : { address: parentOf(request, address, object) };
  const views = objectsOf(request, parent);
  const view =
    fp === undefined
      ? (views.find(({ status }) => status === 'current') ?? views.find(({ status }) => status === 'pending'))
      : views.find((known) => known.fp === fp);
  if (view === undefined) return { address: parent, id: undefined, reading: ABSENT };
  const observation = request.earlier[parent];
  const failed = observation?.unreadable;
  const unknown: Reading =
    failed === undefined ? { status: 'unread' } : { status: 'unreadable', diagnostic: failed };
  return { address: parent, id: view.ids.id, reading: observation?.bound[view.fp] ?? unknown };
}

function parentOf(request: ObserveRequest, address: Address, object: BoundObject): Address {
  const isView = (candidate: Address): boolean => candidate.includes('/data-view/');
  const declared = request.desired.resources[address]?.dependsOn ?? object.dependsOn;
  return declared.find(isView) ?? address.replace(/\/data-view-[a-z]+\//, '/data-view/');
}
