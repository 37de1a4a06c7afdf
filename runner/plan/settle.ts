import {
  formatObjectAddress,
  type Handoff,
  isSameJson,
  type Transition,
  type Values,
} from '../model/index.ts';
import { endHandoff, lineBehind } from './handoffs.ts';
import type { Analysis } from './situation.ts';

/** What needs no line: handoffs that no line stands behind, and applied values that somebody else brought about. */
export function settle(analysis: Analysis): readonly Transition[] {
  const { state } = analysis.world;
  const orphans = Object.values(state.handoffs).filter((handoff) => lineBehind(state, handoff) === undefined);
  const settled = orphans.flatMap((handoff) => settleOrphan(analysis, handoff));
  return settled.length > 0 ? settled : [...recordDesired(analysis), ...noteRead(analysis)];
}

/** Once something was read and found as desired, it need not be read again before its date moves. */
function noteRead(analysis: Analysis): readonly Transition[] {
  return [...analysis.situations.values()].flatMap(
    ({ address, subject, reading, asDesired }): readonly Transition[] => {
      if (!asDesired || subject === undefined || reading.status !== 'present') return [];
      const { modifiedAt } = reading.object;
      if (modifiedAt === undefined || modifiedAt === subject.seenModifiedAt) return [];
      return [{ type: 'note-read', address, fp: subject.fp, modifiedAt }];
    },
  );
}

/**
 * What becomes of a handoff that no open line stands behind: it waits for the next line while its object is still the
 * desired one, ends where nothing differs, and is undone otherwise.
 */
function settleOrphan(analysis: Analysis, handoff: Handoff): readonly Transition[] {
  const { address, fp, purpose } = handoff;
  const object = formatObjectAddress(address, fp);
  const situation = analysis.situations.get(address);
  if (purpose === 'undo' || purpose === 'overdue' || situation === undefined) return [];
  if (purpose === 'delete' || situation.fp !== fp) return endHandoff(analysis, handoff);
  return situation.asDesired ? [{ type: 'close-handoff', object }] : [];
}

function recordDesired(analysis: Analysis): readonly Transition[] {
  return [...analysis.situations.values()].flatMap((situation): readonly Transition[] => {
    const { address, fp, spec, desired, canonical, subject, asDesired } = situation;
    if (!asDesired || desired === undefined || fp === undefined || subject === undefined) return [];
    if (spec.mode === 'observed' || isSameValues(subject.applied, canonical)) return [];
    const { title, dependsOn } = desired;
    return [{ type: 'record-applied', address, fp, kind: spec.kind, title, applied: canonical, dependsOn }];
  });
}

function isSameValues(a: Values, b: Values): boolean {
  return isSameJson(a, b);
}
