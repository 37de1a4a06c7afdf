import { FORGE_OPERATIONS, GitHubForge } from '../../runner/gitops/index.ts';
import { Redactor } from '../../runner/host/index.ts';
import type { Clock } from '../../runner/model/index.ts';
import { type GitHubCoverage, listCoverage } from './coverage.ts';
import { GitHubContract } from './github-contract.ts';
import { GitHubStandIn, WORKFLOW_TOKEN } from './stand-in.ts';

/** A clock on which waiting is instant. */
const INSTANT: Clock = { now: () => new Date('2026-03-02T09:00:00Z'), sleep: async () => {} };

/** Uses every operation of the client against the stand-in, with refusals, and tells what GitHub's description says to it. */
export async function runGitHubScenario(file: string): Promise<GitHubCoverage> {
  const contract = new GitHubContract(file);
  const github = await GitHubStandIn.start({ contract });
  const forge = await GitHubForge.open({
    repository: { owner: 'luma', repo: 'pipelines' },
    token: WORKFLOW_TOKEN,
    apiUrl: github.apiUrl,
    userAgent: 'cai-pipelines/contracts',
    redactor: new Redactor(),
    clock: INSTANT,
    pace: { isThrottled: false, secondMs: 0.01 },
  });
  try {
    await usePullRequest(github, forge);
    await useIssues(github, forge);
    await forge.getLogin();
  } finally {
    await forge.close();
    await github.stop().catch(() => undefined);
  }
  return listCoverage(
    contract,
    Object.values(FORGE_OPERATIONS).map(({ route }) => route),
  );
}

async function usePullRequest(github: GitHubStandIn, forge: GitHubForge): Promise<void> {
  const { number, headCommit } = github.openPullRequest({ isFork: true });
  const approval = github.review(number, 'grace', 'APPROVED');
  await forge.getPullRequest(number);
  await forge.findPullRequests(headCommit);
  const { id } = await forge.createComment(number, 'The plan');
  await forge.listComments(number);
  await forge.updateComment(id, 'The new plan');
  await forge.react(id, '+1');
  await forge.react(id, '+1');
  const status = {
    context: 'cai/plan',
    state: 'success',
    description: 'D',
    url: 'https://ci.example/1',
  } as const;
  await forge.setStatus(headCommit, status);
  await expectRefusal(forge.setStatus(headCommit, { ...status, description: 'x'.repeat(141) }));
  await forge.listStatuses(headCommit);
  await forge.listReviews(number);
  await forge.dismissReview(number, approval, 'changed');
  await forge.dismissReview(number, approval, 'changed');
  await forge.deleteComment(id);
  await forge.deleteComment(id);
  await expectRefusal(forge.createComment(number, ''));
  await expectRefusal(forge.findPullRequests('0'.repeat(40)));
  github.merge(number);
  await forge.getPullRequest(number);
}

async function useIssues(github: GitHubStandIn, forge: GitHubForge): Promise<void> {
  const issue = { title: 'Drift', body: 'Two changes', labels: ['cai-drift'], assignees: ['luma', 'nobody'] };
  const { number } = await forge.createIssue(issue);
  await forge.updateIssue(number, { assignees: ['nobody'], labels: [], title: 'No drift', isOpen: false });
  await forge.getIssue(number);
  await forge.listIssues('cai-drift', 'all');
  await expectRefusal(forge.getIssue(999));
  github.openPullRequest();
  await forge.canWrite('luma');
  await forge.canWrite('ada');
  await forge.canWrite('nobody');
}

/** The client never asks who it is: the token of a workflow may not. */
async function expectRefusal(promise: Promise<unknown>): Promise<void> {
  const isRefused = await promise.then(
    () => false,
    () => true,
  );
  if (!isRefused) throw new Error('the stand-in took what GitHub refuses');
}
