import { type ForgePace, GitHubForge, type GitHubForgeOptions } from '../../runner/gitops/index.ts';
import { Redactor } from '../../runner/host/index.ts';
import { type GitHubStandIn, WORKFLOW_TOKEN } from '../github/stand-in.ts';
import { VirtualClock } from '../host/virtual-clock.ts';

/** Limits are waited for, a second takes a hundredth of a millisecond. Writes still keep GitHub's pauses, so only reads use it. */
export const WAITING: ForgePace = { isThrottled: true, secondMs: 0.01 };

/** A client of the stand-in whose waiting costs nothing. */
export async function openForge(
  github: Pick<GitHubStandIn, 'apiUrl' | 'world'>,
  options: Partial<GitHubForgeOptions> = {},
): Promise<GitHubForge> {
  const { owner, repo } = github.world;
  return await GitHubForge.open({
    repository: { owner, repo },
    token: WORKFLOW_TOKEN,
    apiUrl: github.apiUrl,
    userAgent: 'cai-pipelines/test',
    redactor: new Redactor(),
    clock: new VirtualClock(),
    pace: { isThrottled: false, secondMs: 0.01 },
    ...options,
  });
}

/** What a promise is rejected with. */
export async function catchError(
  promise: Promise<unknown>,
): Promise<Error & { hint?: string; code?: string }> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error('nothing was thrown');
}

export const LIST_COMMENTS = 'GET /repos/{owner}/{repo}/issues/{issue_number}/comments';
