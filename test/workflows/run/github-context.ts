import type { WorkflowEvent } from '../events.ts';
import type { ValueObject } from '../expression/index.ts';
import type { Host } from './host.ts';

/** Which run it is. */
export interface RunFacts {
  readonly host: Host;
  readonly event: WorkflowEvent;
  readonly workflow: { readonly file: string; readonly name: string };
  readonly runId: number;
  readonly attempt: number;
}

/** The context `github` as far as it is known before a job begins. */
export function makeGitHubContext({ host, event, workflow, runId, attempt }: RunFacts): ValueObject {
  const [owner = ''] = host.repository.split('/');
  const isTag = event.ref.startsWith('refs/tags/');
  return {
    actor: event.actor,
    actor_id: '1003',
    api_url: host.apiUrl,
    base_ref: event.baseRef ?? '',
    event: event.payload,
    event_name: event.name,
    graphql_url: `${host.apiUrl}/graphql`,
    head_ref: event.headRef ?? '',
    ref: event.ref,
    ref_name: event.ref.replace(/^refs\/(?:heads|tags|pull)\//, ''),
    ref_protected: event.ref === 'refs/heads/main',
    ref_type: isTag ? 'tag' : 'branch',
    repository: host.repository,
    repository_id: '1',
    repository_owner: owner,
    repository_owner_id: '1004',
    repositoryUrl: `git://github.com/${host.repository}.git`,
    retention_days: '90',
    run_attempt: String(attempt),
    run_id: String(runId),
    run_number: String(runId),
    secret_source: event.isFork === true ? 'None' : 'Actions',
    server_url: host.serverUrl,
    sha: event.sha,
    triggering_actor: event.actor,
    workflow: workflow.name,
    workflow_ref: `${host.repository}/${workflow.file}@${event.ref}`,
    workflow_sha: event.sha,
  };
}

/** Members of the context that steps find in their environment. */
const EXPOSED = new Set([
  'action',
  'action_path',
  'action_ref',
  'action_repository',
  'actor',
  'actor_id',
  'api_url',
  'base_ref',
  'env',
  'event_name',
  'event_path',
  'graphql_url',
  'head_ref',
  'job',
  'output',
  'path',
  'ref',
  'ref_name',
  'ref_protected',
  'ref_type',
  'repository',
  'repository_id',
  'repository_owner',
  'repository_owner_id',
  'retention_days',
  'run_attempt',
  'run_id',
  'run_number',
  'server_url',
  'sha',
  'state',
  'step_summary',
  'triggering_actor',
  'workflow',
  'workflow_ref',
  'workflow_sha',
  'workspace',
]);

/** The variables `GITHUB_…`; the token is not among them. */
export function makeGitHubVariables(context: ValueObject): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(context)
      .filter(([name]) => EXPOSED.has(name))
      .map(([name, value]) => [`GITHUB_${name.toUpperCase()}`, String(value)]),
  );
}
