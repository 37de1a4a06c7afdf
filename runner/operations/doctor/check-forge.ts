import type { DoctorCheck } from '../../model/index.ts';
import { attempt, failed, notChecked, ok, problem, type Subject } from './attempt.ts';
import type { ForgeProbes } from './probes.ts';

const FORGE: Subject = { id: 'github', area: 'forge', label: 'Token' };

const PASS_TOKEN = 'Pass the job’s own token, github.token, to the step as GITHUB_TOKEN.';
const BORROW_TOKEN = 'To try it here: GITHUB_REPOSITORY=OWNER/NAME GH_TOKEN="$(gh auth token)" cai doctor';

/** Whether the token of GitHub is there where one is needed, and good for its repository. */
export async function checkForge(forge: ForgeProbes): Promise<DoctorCheck> {
  if (forge.usedBy === undefined)
    return notChecked(FORGE, 'nothing here uses GitHub: no workflow of cai, no GITHUB_REPOSITORY');
  if (!forge.hasToken) {
    const found = `${forge.usedBy}, and neither GITHUB_TOKEN nor GH_TOKEN is set`;
    return forge.isInWorkflow
      ? { ...problem(FORGE, found, PASS_TOKEN), code: 'forge-token' }
      : notChecked(FORGE, `${found}; only cai ci needs one, and workflows have theirs`, BORROW_TOKEN);
  }
  const read = await attempt(async () => await forge.read());
  if ('error' in read) return failed(FORGE, read.error);
  return ok(FORGE, `${read.value.repository} can be read, as ${read.value.login}`);
}
