import { type Forge, hasErrors, LONGEST_BODY, type Plan } from '../../model/index.ts';
import { commentMarker, renderUnreviewedIssue } from '../../render/index.ts';
import type { UnreviewedCommit } from './find-reviewed.ts';
import { findOwnIssues, isSaidBy } from './own-issues.ts';

/** What nobody has accepted after an apply. */
export interface UnreviewedPlan {
  readonly plan: Plan;
  readonly unreviewed: readonly UnreviewedCommit[];
  /** The commit that was applied. */
  readonly head: string;
  readonly login: string;
  readonly link?: string;
}

/** Whether YAML asks for something that nobody has accepted; what others changed in Adobe is drift, and no such thing. */
export function hasUnaccepted({ manifest, changes }: Plan): boolean {
  const own = new Set(changes.filter(({ drift }) => !drift).map(({ address }) => address));
  return manifest.lines.some(({ address }) => own.has(address));
}

const LABEL = 'cai-unreviewed';

/**
 * One issue for each environment while a commit that nobody reviewed leaves something to do: with the plan and the digest that
 * approves it. Closed once nothing of it is left.
 */
export async function syncUnreviewedIssue(forge: Forge, request: UnreviewedPlan): Promise<void> {
  const { plan, unreviewed, head, login, link } = request;
  // What could not be read may well be what is left.
  if (hasErrors(plan.diagnostics)) return;
  const marker = commentMarker('unreviewed', plan.environment);
  const [known] = findOwnIssues(await forge.listIssues(LABEL, 'open'), marker, login);
  if (!hasUnaccepted(plan)) {
    if (known === undefined) return;
    await forge.createComment(known.number, 'Nothing of this is left to approve.');
    await forge.updateIssue(known.number, { isOpen: false });
    return;
  }
  const last = unreviewed.at(-1) ?? { commit: head, reason: 'nobody has accepted what it asks for now' };
  const text = renderUnreviewedIssue({
    plan,
    ...last,
    limit: LONGEST_BODY,
    ...(link === undefined ? {} : { link }),
  });
  if (known === undefined) await forge.createIssue({ ...text, labels: [LABEL], assignees: [] });
  else if (!isSaidBy(known, text)) await forge.updateIssue(known.number, text);
}
