import { type DoctorCheck, type Environment, ProviderError, type RunnerError } from '../../model/index.ts';
import {
  attempt,
  failed,
  isUnreached,
  notChecked,
  type Outcome,
  ok,
  problem,
  type Subject,
  warning,
} from './attempt.ts';
import type { AdobeProbes, DoctorProbes, SeenSandbox } from './probes.ts';

/** Rights of Experience Platform are given in its Permissions, to a role that the technical account has (facts §0.3). */
const ROLE = 'in Experience Platform, Permissions: a role of the technical account';

const SANDBOX: Subject = { id: 'sandbox', area: 'platform', label: 'Sandbox', right: `the sandbox, ${ROLE}` };
const TENANT: Subject = { id: 'tenant', area: 'platform', label: 'Organization' };
const SCHEMAS: Subject = {
  id: 'view-schemas',
  area: 'platform',
  label: 'Schemas',
  right: `View Schemas and View Identity Namespaces, ${ROLE}`,
};
const DATASETS: Subject = {
  id: 'view-datasets',
  area: 'platform',
  label: 'Datasets',
  right: `View Datasets, ${ROLE}`,
};
const SCORE_FILES: Subject = {
  id: 'score-files',
  area: 'platform',
  label: 'Score files',
  right: `View Datasets, ${ROLE}`,
};
const QUERY_SERVICE: Subject = {
  id: 'query-service',
  area: 'platform',
  label: 'Query Service',
  right: `those of Query Service, ${ROLE}`,
};

/** Sandbox, organization and rights of Experience Platform. `first`: what its first read came to. */
export async function checkPlatform(
  probes: DoctorProbes,
  adobe: AdobeProbes,
): Promise<{ readonly checks: readonly DoctorCheck[]; readonly first: Outcome<unknown> }> {
  const { environment } = probes;
  const sandboxes = await attempt(async () => await adobe.listSandboxes());
  const sandbox =
    'error' in sandboxes
      ? sandboxFailed(sandboxes.error)
      : judgeSandbox(environment.spec.sandbox, sandboxes.value);
  const why = isRefused(sandboxes)
    ? 'Adobe refuses this credential; see above'
    : sandbox.status === 'problem'
      ? `sandbox ${environment.spec.sandbox} is not there for this account`
      : undefined;
  if (why !== undefined) {
    const subjects = [TENANT, SCHEMAS, DATASETS, ...scoreSubjects(environment)];
    return { checks: [sandbox, ...subjects.map((subject) => notChecked(subject, why))], first: sandboxes };
  }
  const tenant = await attempt(async () => await adobe.getTenant());
  return {
    checks: [
      sandbox,
      'error' in tenant ? failed(TENANT, tenant.error) : judgeTenant(probes, tenant.value),
      await checkRight(SCHEMAS, async () => `read; identities in them: ${await adobe.countIdentities()}`),
      await checkRight(DATASETS, async () =>
        (await adobe.hasDataSet()) ? 'read' : 'read; there is none yet',
      ),
      ...(await checkScoreSource(probes, adobe)),
    ],
    first: sandboxes,
  };
}

/** Codes of Adobe's gateway for a client id that is not known, and for one without a profile in the organization (facts §0.5). */
const UNENTITLED: ReadonlySet<string> = new Set(['403003', '403025']);

/** The gateway turned the credential away as such, or nothing answered: every further question would come to the same. */
function isRefused(outcome: Outcome<unknown>): boolean {
  if (!('error' in outcome)) return false;
  const { error } = outcome;
  if (isUnreached(outcome) || error.code === 'unauthorized') return true;
  return error instanceof ProviderError && UNENTITLED.has(error.serviceCode ?? '');
}

/** A list that may not be read says nothing of the sandbox: the reads in it will. */
function sandboxFailed(error: RunnerError): DoctorCheck {
  return isRefused({ error }) ? failed(SANDBOX, error) : failed(SANDBOX, error, 'warning');
}

/** Whether an account sees the sandbox of an environment; names are compared as they are sent, in lower case (facts §0.3). */
export function judgeSandbox(wanted: string, seen: readonly SeenSandbox[]): DoctorCheck {
  const found = seen.find(({ name }) => name.toLowerCase() === wanted.toLowerCase());
  if (found !== undefined) {
    const { state = 'active' } = found;
    if (state.toLowerCase() === 'active') return ok(SANDBOX, `${found.name} is there`);
    return problem(
      SANDBOX,
      `${found.name} is ${state}`,
      'Wait until it is active, or choose another sandbox.',
    );
  }
  const titled = seen.find(({ title }) => title?.toLowerCase() === wanted.toLowerCase());
  if (titled !== undefined) {
    return problem(
      SANDBOX,
      `${wanted} is the title of a sandbox`,
      `Write its name in the environment: sandbox: ${titled.name}`,
    );
  }
  const others = seen.length === 0 ? 'It sees none.' : `It sees: ${seen.map(({ name }) => name).join(', ')}.`;
  return problem(
    SANDBOX,
    `there is no sandbox ${wanted} that this account may use`,
    `${others} Correct the name in the environment, or have the sandbox added to a role of the technical account.`,
  );
}

function judgeTenant(
  { environment, credentials }: DoctorProbes,
  { tenantId, organizationId }: { readonly tenantId: string; readonly organizationId?: string },
): DoctorCheck {
  const { tenant } = environment.spec;
  const variable = environment.spec.credentials.orgId;
  const isOther =
    organizationId !== undefined && credentials.orgId !== undefined && organizationId !== credentials.orgId;
  if (isOther)
    return problem(
      TENANT,
      `Adobe answers for another organization than ${variable} names`,
      `Correct ${variable}.`,
    );
  if (tenant !== undefined && tenant.replace(/^_/u, '') !== tenantId) {
    return problem(
      TENANT,
      `its tenant is _${tenantId}, and the environment says ${tenant}`,
      `Write tenant: _${tenantId}, or leave it out.`,
    );
  }
  return ok(TENANT, `tenant _${tenantId}`);
}

function scoreSubjects({ spec }: Environment): readonly Subject[] {
  return [SCORE_FILES, ...(spec.scores.engine === 'query-service' ? [QUERY_SERVICE] : [])];
}

async function checkScoreSource(probes: DoctorProbes, adobe: AdobeProbes): Promise<readonly DoctorCheck[]> {
  const { readScoreFolder, environment } = probes;
  const files =
    readScoreFolder === undefined
      ? await checkScoreFiles(adobe)
      : await checkRight({ id: 'score-files', area: 'platform', label: 'Score files' }, readScoreFolder);
  if (environment.spec.scores.engine !== 'query-service') return [files];
  return [files, await checkRight(QUERY_SERVICE, async () => `at ${await adobe.findQueryService()}`)];
}

async function checkScoreFiles(adobe: AdobeProbes): Promise<DoctorCheck> {
  const count = await attempt(async () => await adobe.countScoreFiles());
  if ('error' in count) return failed(SCORE_FILES, count.error);
  if (count.value === undefined)
    return notChecked(
      SCORE_FILES,
      'no score dataset has a batch yet; it appears after the first scoring run',
    );
  return count.value === 0
    ? warning(SCORE_FILES, 'the newest batch has no file', 'Look at it in Experience Platform.')
    : ok(SCORE_FILES, 'the newest batch can be listed');
}

/** One read that needs one right. */
export async function checkRight(
  subject: Subject,
  read: () => Promise<string>,
  status: 'problem' | 'warning' = 'problem',
): Promise<DoctorCheck> {
  const outcome = await attempt(read);
  return 'error' in outcome ? failed(subject, outcome.error, status) : ok(subject, outcome.value);
}
