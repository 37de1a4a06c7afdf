import { UsageError } from '../model/index.ts';
import type { Variables } from './event-members.ts';
import type { RepositoryName } from './forge-options.ts';

/** Where a workflow runs, and with which token. */
export interface WorkflowRun {
  readonly repository: RepositoryName;
  readonly token: string;
  /** Under which the token writes; absent for the job's own and for a person's, which are known or can be asked for. */
  readonly login?: string;
  readonly apiUrl: string;
  readonly serverUrl: string;
  /** The commit that the run is about; of a pull request it is the merge that GitHub tried. */
  readonly commit?: string;
  readonly ref?: string;
  /** Page of the run, for links in comments and statuses. */
  readonly url?: string;
}

const REPOSITORY = /^([\w.-]{1,100})\/([\w.-]{1,100})$/;

/**
 * Reads it from the variables that GitHub sets; a token and the name of a repository are enough outside of workflows.
 *
 * @throws UsageError that names the variable, and never its value where that may be secret
 */
export function readWorkflowRun(variables: Variables): WorkflowRun {
  const repository = readRepository(get(variables, 'GITHUB_REPOSITORY'));
  const token = get(variables, 'GITHUB_TOKEN') ?? get(variables, 'GH_TOKEN');
  if (token === undefined) {
    throw new UsageError({
      code: 'forge-token',
      message: 'There is no token for GitHub: neither GITHUB_TOKEN nor GH_TOKEN is set',
      hint: 'In a workflow, pass the job’s own token to the step as GITHUB_TOKEN; on a machine of yours: GH_TOKEN="$(gh auth token)".',
    });
  }
  // A line end in a header would begin another header.
  if (!/^[\x21-\x7e]+$/.test(token)) {
    throw new UsageError({
      code: 'forge-token',
      message: 'The token for GitHub has characters that no token has',
    });
  }
  const serverUrl = (get(variables, 'GITHUB_SERVER_URL') ?? 'https://github.com').replace(/(?<!\/)\/+$/, '');
  const apiUrl = get(variables, 'GITHUB_API_URL') ?? 'https://api.github.com';
  const commit = check(variables, 'GITHUB_SHA', /^[0-9a-f]{40}$/, 'a commit');
  const ref = check(variables, 'GITHUB_REF', /^refs\/[^\s~^:?*[\\]{1,1000}$/, 'a ref');
  const run = check(variables, 'GITHUB_RUN_ID', /^\d{1,20}$/, 'a number');
  const login = check(variables, 'CAI_GITHUB_LOGIN', /^[\w-]{1,100}(?:\[bot\])?$/, 'a login');
  const page = `${serverUrl}/${repository.owner}/${repository.repo}`;
  return {
    repository,
    token,
    apiUrl,
    serverUrl,
    ...(login === undefined ? {} : { login }),
    ...(commit === undefined ? {} : { commit }),
    ...(ref === undefined ? {} : { ref }),
    ...(run === undefined ? {} : { url: `${page}/actions/runs/${run}` }),
  };
}

function readRepository(text: string | undefined): RepositoryName {
  const [, owner, repo] = REPOSITORY.exec(text ?? '') ?? [];
  const isName = (part: string | undefined): part is string => part !== undefined && !/^\.{1,2}$/.test(part);
  if (isName(owner) && isName(repo)) return { owner, repo };
  throw new UsageError({
    code: 'forge-repository',
    message: `GITHUB_REPOSITORY is ${text === undefined ? 'not set' : 'not OWNER/NAME'}`,
    hint: 'GitHub sets it in every workflow. Elsewhere set it to the repository of the pipelines, as OWNER/NAME.',
  });
}

function check(variables: Variables, name: string, pattern: RegExp, what: string): string | undefined {
  const value = get(variables, name);
  if (value === undefined || pattern.test(value)) return value;
  throw new UsageError({ code: 'workflow-event', message: `${name} is not ${what}` });
}

function get(variables: Variables, name: string): string | undefined {
  const value = variables[name]?.trim();
  return value === undefined || value === '' ? undefined : value;
}
