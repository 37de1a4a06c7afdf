import { type Forge, type ForgeIssue, hasErrors, LONGEST_BODY } from '../../model/index.ts';
import {
  commentMarker,
  type HandoffIssues,
  type IssueText,
  renderDriftIssue,
  renderHandoffClosed,
} from '../../render/index.ts';
import type { Drift } from '../drift.ts';
import { findOwnIssues, isSaidBy } from './own-issues.ts';

/** Label of the issues about drift, one for each environment. */
const DRIFT_LABEL = 'cai-drift';

/** What there is to say, and who says it. */
export interface DriftIssueSync {
  /** Our login: issues of others are never touched. */
  readonly login: string;
  readonly report: Drift;
  /** Page of the run. */
  readonly link?: string | undefined;
  readonly issues?: HandoffIssues;
}

/** `unsure`: nothing was found, but not everything could be read, so the issue stays as it is. */
export type DriftIssueOutcome =
  | 'created'
  | 'updated'
  | 'reopened'
  | 'unchanged'
  | 'closed'
  | 'none'
  | 'unsure';

/** What became of the issue. */
export interface SyncedDriftIssue {
  readonly outcome: DriftIssueOutcome;
  /** Absent where there is no issue. */
  readonly url?: string;
  /** What it says, or would say: also for the summary of the job. */
  readonly text: IssueText;
}

/**
 * Keeps the one issue of an environment as the drift is; sends nothing where it says so already. Drift that comes back reopens
 * its issue: whoever follows or mutes it goes on doing so, and closing it by hand makes no second one.
 */
export async function syncDriftIssue(forge: Forge, sync: DriftIssueSync): Promise<SyncedDriftIssue> {
  const { login, report, link, issues } = sync;
  const { plan } = report;
  const text = renderDriftIssue({
    report,
    limit: LONGEST_BODY,
    ...(link === undefined ? {} : { link }),
    ...(issues === undefined ? {} : { issues }),
  });
  const marker = commentMarker('drift', plan.environment);
  const own = findOwnIssues(await forge.listIssues(DRIFT_LABEL, 'all'), marker, login);
  if (!isDrifted(report)) return { ...(await closeAll(forge, own, sync)), text };
  const [issue] = own;
  if (issue === undefined) {
    const made = await forge.createIssue({ ...text, labels: [DRIFT_LABEL], assignees: [] });
    return { outcome: 'created', url: made.url, text };
  }
  const { number, url } = issue;
  if (!issue.isOpen) {
    await forge.updateIssue(number, { ...text, isOpen: true });
    return { outcome: 'reopened', url, text };
  }
  if (isSaidBy(issue, text)) return { outcome: 'unchanged', url, text };
  await forge.updateIssue(number, text);
  return { outcome: 'updated', url, text };
}

/** A run that is overdue is told with the drift: nobody asked for it either. */
function isDrifted({ plan, changes }: Drift): boolean {
  return changes.length > 0 || plan.handoffs.some(({ purpose }) => purpose === 'overdue');
}

async function closeAll(
  forge: Forge,
  own: readonly ForgeIssue[],
  { report, link }: DriftIssueSync,
): Promise<Omit<SyncedDriftIssue, 'text'>> {
  const open = own.filter(({ isOpen }) => isOpen);
  const [first] = open;
  if (hasErrors(report.plan.diagnostics)) {
    return { outcome: 'unsure', ...(first === undefined ? {} : { url: first.url }) };
  }
  if (first === undefined) return { outcome: 'none' };
  const reason = 'nothing differs any more from what was last applied';
  for (const { number } of open) {
    await forge.createComment(
      number,
      renderHandoffClosed({ reason, ...(link === undefined ? {} : { link }) }),
    );
    await forge.updateIssue(number, { isOpen: false });
  }
  return { outcome: 'closed', url: first.url };
}
