import { ABSENT, type HandoffPurpose, type LineAction, type Mode, type Readiness } from '../model/index.ts';

/** Everything that decides about one open line, as plain facts. */
export interface LineFacts {
  readonly action: LineAction;
  readonly mode: Mode;
  readonly before: string;
  readonly after: string;
  /** Hash of what is desired at the address now, or `absent`. */
  readonly desired: string;
  readonly live:
    | 'absent'
    | 'unreadable'
    | {
        /** Hash of the live values. */
        readonly hash: string;
        /** Everything known is as desired. */
        readonly asDesired: boolean;
        /** It is what our own last write or recovered intent left there. */
        readonly asApplied: boolean;
      };
  /** The object in question: the desired one (`same`), an earlier one that must be replaced (`other`), or none. */
  readonly object: 'none' | 'same' | 'other';
  /** How many remote resources that are not ours carry the natural key, and the hash of the only one. */
  readonly taken: {
    readonly count: number;
    readonly hash?: string;
    /** What differs of it, and nobody can edit: it can never become what is desired. */
    readonly unfit?: string;
  };
  /** What several remote resources, each of which may be the one that was asked for, are; undefined where that is clear. */
  readonly ambiguous?: string;
  /** What bears its title, and was there before it was asked for. */
  readonly earlier?: string;
  /** The open handoff of the object in question. */
  readonly handoff: HandoffPurpose | undefined;
  /** An undo that must be answered before this address gets another handoff. */
  readonly undoOpen: boolean;
  /** A write that was begun and has no result. */
  readonly intent: boolean;
  readonly dependencies: Readiness;
  /** Only for deletions: whether they are allowed, and the resource that it lives in and goes together with. */
  readonly deletion: { readonly allowed: boolean; readonly goesWith: string | undefined };
  /** Who changed it, where audit logs tell. */
  readonly changedBy?: string;
}

/** What happens to a line next. */
export type NextStep =
  | { readonly do: 'recover' }
  | { readonly do: 'close'; readonly status: 'done' | 'superseded' | 'refused'; readonly reason: string }
  | { readonly do: 'write'; readonly operation: 'create' | 'update' | 'delete' | 'adopt' }
  | { readonly do: 'open-handoff' }
  | { readonly do: 'wait'; readonly readiness: Readiness };

/**
 * Decides what an accepted line does next (design §6, rules 1 to 5). The only place where that is decided: planning
 * shows its answer, apply executes it.
 */
export function nextStep(facts: LineFacts): NextStep {
  if (facts.intent) return { do: 'recover' };
  if (facts.desired !== facts.after) {
    return close('superseded', 'YAML asks for something else now');
  }
  if (facts.live === 'unreadable') return wait(blocked('it could not be read', 'unreadable'));
  if (facts.after === ABSENT) return nextOfDeletion(facts);
  if (typeof facts.live === 'object' && facts.live.asDesired && facts.object === 'same') {
    return close('done', 'live as desired');
  }
  return facts.mode === 'managed' ? nextOfManaged(facts) : nextOfGuided(facts);
}

function nextOfDeletion(facts: LineFacts): NextStep {
  if (facts.live === 'absent') return close('done', 'gone');
  const { goesWith } = facts.deletion;
  if (goesWith !== undefined) return wait(blocked(`it goes with ${goesWith}, in which it lives`, 'change'));
  if (!facts.deletion.allowed) return close('refused', 'the deletion is no longer allowed');
  if (facts.dependencies.status !== 'ready') return wait(facts.dependencies);
  if (facts.mode === 'guided') return facts.handoff === 'delete' ? waitForPerson(facts) : openHandoff(facts);
  return isExpected(facts) ? { do: 'write', operation: 'delete' } : refuseChanged(facts);
}

function nextOfManaged(facts: LineFacts): NextStep {
  if (facts.dependencies.status !== 'ready') return wait(facts.dependencies);
  switch (facts.action) {
    case 'create':
      return nextOfCreate(facts);
    case 'replace':
      return nextOfReplace(facts);
    case 'adopt':
      return nextOfAdoption(facts);
    default:
      if (facts.live === 'absent') return close('refused', 'it is gone: the next plan says create');
      if (facts.object === 'other') return close('refused', ANOTHER_OBJECT);
      return updateIfExpected(facts);
  }
}

function nextOfCreate(facts: LineFacts): NextStep {
  if (facts.object === 'other') return close('refused', ANOTHER_OBJECT);
  if (facts.live !== 'absent') return updateIfExpected(facts);
  return facts.taken.count > 0 ? close('refused', TAKEN) : { do: 'write', operation: 'create' };
}

function nextOfReplace(facts: LineFacts): NextStep {
  if (facts.live === 'absent') return close('refused', 'the object to replace is gone: plan again');
  if (!facts.deletion.allowed) {
    return close('refused', 'a replace counts as a deletion, which is not allowed');
  }
  if (facts.object === 'same') return updateIfExpected(facts);
  if (facts.taken.count > 0) return close('refused', TAKEN_BY_OTHER);
  return isExpected(facts) ? { do: 'write', operation: 'create' } : refuseChanged(facts);
}

function updateIfExpected(facts: LineFacts): NextStep {
  return isExpected(facts) ? { do: 'write', operation: 'update' } : refuseChanged(facts);
}

const ANOTHER_OBJECT = 'another object stands at this address: plan again';

const TAKEN_BY_OTHER =
  'its natural key is taken by something that is not ours: rename or remove that in Adobe, then plan again';

const TAKEN = 'its natural key is taken by something that is not ours: the next plan says adopt';

function refuseUnfit(unfit: string): NextStep {
  const what = `what carries its natural key differs in ${unfit}, which nobody can edit`;
  return close('refused', `${what}: rename or remove that in Adobe, or declare it as it is`);
}

function nextOfAdoption(facts: LineFacts): NextStep {
  if (facts.object === 'same' && facts.live !== 'absent') {
    return isExpected(facts) ? { do: 'write', operation: 'update' } : refuseChanged(facts);
  }
  if (facts.taken.count === 0) return close('refused', 'what was to be adopted is gone: plan again');
  if (facts.taken.count > 1) return close('refused', 'several carry its natural key: name one with adopt');
  if (facts.taken.unfit !== undefined) return refuseUnfit(facts.taken.unfit);
  return facts.taken.hash === facts.before ? { do: 'write', operation: 'adopt' } : refuseChanged(facts);
}

function nextOfGuided(facts: LineFacts): NextStep {
  if (facts.undoOpen) return wait(blocked('an earlier handoff must be undone first', 'handoff'));
  if (facts.handoff !== undefined && facts.handoff !== 'overdue' && facts.object === 'same') {
    return facts.dependencies.status === 'ready' ? waitForPerson(facts) : wait(facts.dependencies);
  }
  if (facts.action === 'create' && facts.object === 'other') return close('refused', ANOTHER_OBJECT);
  if (facts.action === 'create' && facts.taken.count > 0 && facts.object === 'none')
    return close('refused', TAKEN);
  if (
    (facts.action === 'update' || facts.action === 'replace') &&
    facts.live === 'absent' &&
    facts.object !== 'same'
  ) {
    return close('refused', 'it is gone: the next plan says create');
  }
  if (facts.action === 'adopt' && facts.object === 'none' && facts.taken.unfit !== undefined) {
    return refuseUnfit(facts.taken.unfit);
  }
  if (facts.action === 'adopt' && facts.taken.count > 1) {
    return close('refused', 'several carry its natural key: name one with adopt');
  }
  if (facts.dependencies.status !== 'ready') return wait(facts.dependencies);
  return openHandoff(facts);
}

/** Live is what was reviewed, or what our own last write left there. */
function isExpected(facts: LineFacts): boolean {
  return typeof facts.live === 'object' && (facts.live.hash === facts.before || facts.live.asApplied);
}

function openHandoff(facts: LineFacts): NextStep {
  return facts.undoOpen
    ? wait(blocked('an earlier handoff must be undone first', 'handoff'))
    : { do: 'open-handoff' };
}

function refuseChanged(facts: LineFacts): NextStep {
  const by = facts.changedBy === undefined ? '' : ` by ${facts.changedBy}`;
  return close('refused', `it was changed since the review${by}: plan again`);
}

function waitForPerson({ ambiguous, earlier }: LineFacts): NextStep {
  if (ambiguous === undefined) {
    const note = `; ${earlier} was there before it was asked for: if that is the one, name it with adopt: { id }`;
    return wait(blocked(`its handoff is open${earlier === undefined ? '' : note}`, 'handoff'));
  }
  const reason = `it is not certain which one was made for it: ${ambiguous}; delete the others, or name it with adopt: { id }`;
  return wait(blocked(reason, 'rule'));
}

function close(status: 'done' | 'superseded' | 'refused', reason: string): NextStep {
  return { do: 'close', status, reason };
}

function wait(readiness: Readiness): NextStep {
  return { do: 'wait', readiness };
}

function blocked(reason: string, by: 'change' | 'handoff' | 'check' | 'rule' | 'unreadable'): Readiness {
  return { status: 'blocked', reason, by };
}
