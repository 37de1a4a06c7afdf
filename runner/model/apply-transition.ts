import { formatObjectAddress, type ObjectAddress } from './address.ts';
import {
  addTitle,
  bind,
  forget,
  recordApplied,
  setStatus,
  withEnsuredObject,
  withObject,
  withResource,
} from './change-objects.ts';
import type { Handoff } from './handoff.ts';
import { isSameJson } from './json.ts';
import { moveResource } from './move.ts';
import { recordCheck } from './record-check.ts';
import type { BoundObject, State } from './state.ts';
import type { Transition, TransitionContext, TransitionOf } from './transition.ts';

/** Applies one transition; pure, and total: a transition about something unknown changes nothing. */
export function applyTransition(state: State, transition: Transition, context: TransitionContext): State {
  switch (transition.type) {
    case 'accept-manifest': {
      const accepted = {
        id: transition.id,
        digest: transition.manifest.digest,
        versions: transition.manifest.versions,
        acceptedBy: transition.acceptedBy,
        ...(transition.acceptedIn === undefined ? {} : { acceptedIn: transition.acceptedIn }),
        acceptedAt: context.at,
        ...(transition.isDestroy === undefined ? {} : { isDestroy: transition.isDestroy }),
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
      return bind(state, transition, context);
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
    case 'record-commit':
      return { ...state, appliedCommit: transition.commit };
    case 'record-check':
      return recordCheck(state, transition);
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

function closeLine(state: State, closed: TransitionOf<'close-line'>): State {
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
function openHandoff(
  state: State,
  { handoff, kind }: TransitionOf<'open-handoff'>,
  context: TransitionContext,
): State {
  const { address, fp, title } = handoff;
  const opened = withEnsuredObject(state, { address, fp, kind, title }, (object) => ({
    ...object,
    baseline: object.baseline.length > 0 ? object.baseline : handoff.baseline,
    titles: addTitle(object.titles, handoff.purpose === 'undo' ? '' : title),
    attestations: Object.fromEntries(
      Object.entries(object.attestations).filter(
        ([path]) => !(path in handoff.asked) && !path.startsWith('step:'),
      ),
    ),
  }));
  const key = formatObjectAddress(address, fp);
  return { ...opened, handoffs: { ...opened.handoffs, [key]: { ...handoff, openedAt: context.at } } };
}

/** What a handoff asks anew is unknown again, as when it is opened. */
function updateHandoff(
  state: State,
  { object: key, change }: TransitionOf<'update-handoff'>,
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

function attestationsOf(
  transition: TransitionOf<'attest'>,
  context: TransitionContext,
): BoundObject['attestations'] {
  const { by, asserted } = transition;
  return Object.fromEntries(
    Object.entries(transition.values).map(([path, value]) => [path, { value, by, asserted, at: context.at }]),
  );
}

function withHandoff(state: State, key: ObjectAddress, change: (handoff: Handoff) => Handoff): State {
  const handoff = state.handoffs[key];
  return handoff === undefined
    ? state
    : { ...state, handoffs: { ...state.handoffs, [key]: change(handoff) } };
}
