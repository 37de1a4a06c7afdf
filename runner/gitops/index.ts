/**
 * Pull requests, statuses and issues at GitHub, and what a workflow run is told and tells. The only room with `octokit`, which is
 * loaded when a forge is opened and not before. Forbidden here: any decision about resources, and the environment of the process.
 */
export { formatCommand, renderAnnotations } from './annotations.ts';
export { DryRunForge, type ForgeWrite } from './dry-run-forge.ts';
export type {
  EventContext,
  IssueCommentEvent,
  MergeGroupEvent,
  PullRequestEvent,
  PushEvent,
  ScheduleEvent,
  WorkflowDispatchEvent,
} from './event-context.ts';
export type { Variables } from './event-members.ts';
export { ForgeError } from './forge-error.ts';
export type { ForgePace, GitHubForgeOptions, RepositoryName } from './forge-options.ts';
export { GitCheckout, type GitCheckoutOptions } from './git-checkout.ts';
export { GitHubForge } from './github-forge.ts';
export { FORGE_OPERATIONS, type ForgeOperation, type ForgeOperationName } from './operations.ts';
export { readEventContext, readEventPayload } from './read-event.ts';
export { appendOutputs, appendStepSummary } from './workflow-files.ts';
export { readWorkflowRun, type WorkflowRun } from './workflow-run.ts';
