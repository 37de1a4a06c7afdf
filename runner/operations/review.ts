import type { Change, Desired, Diagnostic, Review } from '../model/index.ts';
import { absorb, makeReview } from '../plan/index.ts';
import type { InputScope } from './check-inputs.ts';
import { requestsSince } from './count-requests.ts';
import { observeWorld } from './observe-world.ts';
import { withInputFindings } from './plan-inputs.ts';
import type { Session } from './session.ts';
import { noteUnjudged, validateChanges } from './validate-changes.ts';

/** Both sides of a pull request in one environment. */
export interface ReviewedSides {
  readonly base: Desired;
  readonly head: Desired;
  /** Of the head. */
  readonly diagnostics: readonly Diagnostic[];
  /** Of the head. */
  readonly inputs?: InputScope;
}

/** Computes what a pull request changes in one environment: two plans, of one look at the world. Writes nothing, locks nothing. */
export async function review(session: Session, sides: ReviewedSides): Promise<Review> {
  const state = await session.backend.read();
  const before = session.requests();
  return await session.reads.share(async () => {
    const head = await observeWorld(session, sides.head, state);
    const base = await observeWorld(session, sides.base, state, { settles: false });
    const { observed } = head;
    const found = await withInputFindings(session, { scope: sides.inputs, observed }, sides.diagnostics);
    const judged = await validateChanges(session, absorb(head));
    const requests = requestsSince(before, session.requests());
    const made = makeReview({
      base,
      head: { ...head, observed: { ...head.observed, requests } },
      diagnostics: [...found, ...judged.diagnostics],
    });
    const note = (changes: readonly Change[]): readonly Change[] =>
      noteUnjudged(session, changes, judged.asked);
    return { ...made, changes: note(made.changes), others: note(made.others) };
  });
}
