import type { Clock, Forge, ForgeIssue, HandoffView, ObjectAddress } from '../../model/index.ts';
import {
  commentMarker,
  findMarked,
  type HandoffIssues,
  renderHandoffClosed,
  renderHandoffIssue,
  renderHandoffReminder,
} from '../../render/index.ts';
import { findOwnIssues, isSaidBy } from './own-issues.ts';

/** Label of the issues of handoffs, one for each. */
const HANDOFF_LABEL = 'cai-handoff';

const REMINDER_AFTER_MS = 3 * 24 * 3600 * 1000;

/** The open handoffs of one environment, and who writes their issues. */
export interface HandoffIssueSync {
  /** Our login: issues of others are never touched. */
  readonly login: string;
  readonly environment: string;
  /** All that are open; the issue of any other is closed. */
  readonly views: readonly HandoffView[];
  readonly clock: Pick<Clock, 'now'>;
  /** Page of the run. */
  readonly link?: string | undefined;
  /** How a handoff ended whose issue was opened then: `attested by ada`. @default 'it is no longer open' */
  readonly endOf?: (object: ObjectAddress, openedAt: string) => string | undefined;
}

/**
 * Keeps one issue for each open handoff: opened, changed with what is asked, reminded of once, closed with how it ended. A
 * handoff that is open has an open issue, whoever closed it: closing answers nothing. Sends nothing where all is said already.
 */
export async function syncHandoffIssues(forge: Forge, sync: HandoffIssueSync): Promise<HandoffIssues> {
  const { environment, views, login } = sync;
  const issues = await forge.listIssues(HANDOFF_LABEL, 'all');
  const urls = new Map<ObjectAddress, string>();
  const wanted = new Set<number>();
  for (const view of views) {
    const [known] = findOwnIssues(issues, commentMarker('handoff', environment, view.object), login);
    const issue = await syncIssue(forge, sync, view, known);
    urls.set(view.object, issue.url);
    wanted.add(issue.number);
    await remind(forge, sync, view, issue);
  }
  const ended = findOwnIssues(issues, markerStart(environment), login).filter(
    ({ isOpen, number }) => isOpen && !wanted.has(number),
  );
  for (const issue of ended) await close(forge, sync, issue);
  return urls;
}

async function syncIssue(
  forge: Forge,
  { link }: HandoffIssueSync,
  view: HandoffView,
  known: ForgeIssue | undefined,
): Promise<ForgeIssue> {
  const text = renderHandoffIssue({ view, ...(link === undefined ? {} : { link }) });
  if (known === undefined) {
    return await forge.createIssue({ ...text, labels: [HANDOFF_LABEL], assignees: view.owners });
  }
  // Who does it is asked once: people hand it on.
  if (!known.isOpen) await forge.updateIssue(known.number, { ...text, isOpen: true });
  else if (!isSaidBy(known, text)) await forge.updateIssue(known.number, text);
  return known;
}

/** Once for each time that the handoff is opened. */
async function remind(
  forge: Forge,
  { login, environment, clock }: HandoffIssueSync,
  view: HandoffView,
  { number }: ForgeIssue,
): Promise<void> {
  if (clock.now().getTime() - Date.parse(view.openedAt) < REMINDER_AFTER_MS) return;
  const marker = commentMarker('reminder', environment, `${view.object}:${view.openedAt}`);
  const said = findMarked(await forge.listComments(number), marker).some(({ author }) => author === login);
  if (!said) await forge.createComment(number, `${marker}\n${renderHandoffReminder(view)}`);
}

async function close(
  forge: Forge,
  { link, endOf }: HandoffIssueSync,
  { number, body, createdAt }: ForgeIssue,
): Promise<void> {
  const object = /^<!-- \S+ \S+ part=(\S+) -->/u.exec(body)?.[1] ?? '';
  const reason = endOf?.(object, createdAt) ?? 'it is no longer open';
  await forge.createComment(number, renderHandoffClosed({ reason, ...(link === undefined ? {} : { link }) }));
  await forge.updateIssue(number, { isOpen: false });
}

/** Whatever object follows. */
function markerStart(environment: string): string {
  return commentMarker('handoff', environment).slice(0, -'-->'.length);
}
