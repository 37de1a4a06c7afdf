import type { Handoff } from './handoff.ts';
import {
  flagShape,
  listOf,
  objectOf,
  oneOf,
  optional,
  recordOf,
  type Shape,
  textShape,
  variantsOf,
} from './shape.ts';
import {
  addressShape,
  commitShape,
  handoffMembers,
  intentShape,
  jsonShape,
  manifestShape,
  objectAddressShape,
  objectStatusShape,
  scoreCheckShape,
  valuesShape,
} from './state-shape.ts';
import type { Transition, TransitionOf } from './transition.ts';

const { openedAt: _openedAt, ...newHandoffMembers } = handoffMembers;

const ref = { address: addressShape, fp: textShape };

/** Any of the members of a handoff, each as it must be. */
const handoffChangeShape: Shape<Partial<Handoff>> = objectOf<Partial<Handoff>>({
  address: optional(handoffMembers.address),
  fp: optional(handoffMembers.fp),
  purpose: optional(handoffMembers.purpose),
  phase: optional(handoffMembers.phase),
  asked: optional(handoffMembers.asked),
  manifest: handoffMembers.manifest,
  title: optional(handoffMembers.title),
  baseline: optional(handoffMembers.baseline),
  openedAt: optional(handoffMembers.openedAt),
  askedAt: handoffMembers.askedAt,
  restoreTitle: handoffMembers.restoreTitle,
});

function transitionOf<Type extends Transition['type']>(
  type: Type,
  members: Omit<Parameters<typeof objectOf<TransitionOf<Type>>>[0], 'type'>,
): Shape<TransitionOf<Type>> {
  const all = { type: oneOf(type), ...members };
  return objectOf<TransitionOf<Type>>(all as unknown as Parameters<typeof objectOf<TransitionOf<Type>>>[0]);
}

/** What one transition of a journal must look like before it is applied. */
export const transitionShape: Shape<Transition> = variantsOf<'type', Transition>('type', {
  'accept-manifest': transitionOf('accept-manifest', {
    id: textShape,
    manifest: manifestShape,
    acceptedBy: textShape,
    acceptedIn: optional(textShape),
    isDestroy: optional(flagShape),
  }),
  'close-line': transitionOf('close-line', {
    manifest: textShape,
    line: objectAddressShape,
    status: oneOf('done', 'superseded', 'refused', 'withdrawn'),
    reason: textShape,
  }),
  'open-handoff': transitionOf('open-handoff', {
    handoff: objectOf<Omit<Handoff, 'openedAt'>>(newHandoffMembers),
    kind: textShape,
  }),
  'update-handoff': transitionOf('update-handoff', {
    object: objectAddressShape,
    change: handoffChangeShape,
  }),
  'orphan-handoff': transitionOf('orphan-handoff', { object: objectAddressShape }),
  'close-handoff': transitionOf('close-handoff', { object: objectAddressShape }),
  attest: transitionOf('attest', { ...ref, values: valuesShape, by: textShape, asserted: flagShape }),
  equate: transitionOf('equate', {
    ...ref,
    path: textShape,
    desired: jsonShape,
    observed: jsonShape,
    reason: textShape,
    by: textShape,
    asserted: flagShape,
  }),
  bind: transitionOf('bind', {
    ...ref,
    kind: textShape,
    title: textShape,
    status: objectStatusShape,
    ids: recordOf(textShape),
    baseline: optional(listOf(textShape)),
  }),
  'record-applied': transitionOf('record-applied', {
    ...ref,
    kind: textShape,
    title: textShape,
    applied: valuesShape,
    dependsOn: listOf(addressShape),
  }),
  unbind: transitionOf('unbind', ref),
  'set-status': transitionOf('set-status', { ...ref, status: objectStatusShape }),
  'note-read': transitionOf('note-read', { ...ref, modifiedAt: textShape }),
  forget: transitionOf('forget', { ...ref, reason: textShape }),
  begin: transitionOf('begin', { intent: intentShape }),
  end: transitionOf('end', { intent: textShape, outcome: textShape }),
  'record-allowance': transitionOf('record-allowance', { address: addressShape, allowDelete: flagShape }),
  'record-commit': transitionOf('record-commit', { commit: commitShape }),
  'record-check': transitionOf('record-check', { address: addressShape, check: scoreCheckShape }),
  move: transitionOf('move', {
    from: addressShape,
    to: addressShape,
    renames: recordOf(objectAddressShape, objectAddressShape),
  }),
});
