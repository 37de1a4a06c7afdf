import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { GitHubForge, readWorkflowRun } from '../../gitops/index.ts';
import { getErrno, Redactor } from '../../host/index.ts';
import type { ForgeProbes } from '../../operations/index.ts';
import { proxyOf } from '../compose-transport.ts';
import type { CommandIo } from '../io.ts';

/** Workflows that `cai init --github` writes. */
const WORKFLOW = '.github/workflows/apply.yml';

/** Whether GitHub is used here, and what its token opens. */
export async function composeForge(io: CommandIo): Promise<ForgeProbes> {
  const { variables } = io;
  const hasWorkflow = await access(join(io.cwd, WORKFLOW)).then(
    () => true,
    (error: unknown) => getErrno(error) !== 'ENOENT',
  );
  const isInWorkflow = variables['GITHUB_ACTIONS'] === 'true';
  const usedBy = hasWorkflow
    ? `${WORKFLOW} is here`
    : variables['GITHUB_REPOSITORY'] !== undefined
      ? 'GITHUB_REPOSITORY is set'
      : undefined;
  return {
    usedBy,
    hasToken: [variables['GITHUB_TOKEN'], variables['GH_TOKEN']].some((token) => token?.trim()),
    isInWorkflow,
    read: async () => await readForge(io),
  };
}

/** A label that cai gives to issues; that there is none is an answer too. */
const LABEL = 'cai-handoff';

async function readForge(io: CommandIo): Promise<{ readonly login: string; readonly repository: string }> {
  const run = readWorkflowRun(io.variables);
  const forge = await GitHubForge.open({
    ...run,
    userAgent: `cai-pipelines/${io.version}`,
    redactor: new Redactor(),
    clock: io.clock,
    ...proxyOf(io),
  });
  try {
    const login = await forge.getLogin();
    await forge.listIssues(LABEL, 'open');
    return { login, repository: `${run.repository.owner}/${run.repository.repo}` };
  } finally {
    await forge.close();
  }
}
