import { describe, expect, it } from 'vitest';
import {
  type Backend,
  type DoctorCheck,
  type DoctorReport,
  type Environment,
  emptyState,
  RunnerError,
} from '../../runner/model/index.ts';
import {
  type AdobeProbes,
  type DoctorProbes,
  doctor,
  type SeenSandbox,
} from '../../runner/operations/index.ts';

const NOW = new Date('2026-11-02T09:00:00.000Z');
const SCOPES = ['openid', 'session'];

const ENVIRONMENT: Environment = {
  apiVersion: 'cai/v1',
  kind: 'Environment',
  metadata: { name: 'prod', description: '' },
  spec: {
    pipelines: ['*'],
    sandbox: 'prod',
    baseUrls: {
      ims: 'https://ims.example',
      platform: 'https://platform.example',
      cja: 'https://cja.example',
    },
    credentials: { clientId: 'CLIENT_ID', clientSecret: 'CLIENT_SECRET', orgId: 'ORG_ID' },
    variables: {},
    allowDelete: [],
    state: { backend: 'local' },
    limits: { requests: 12, windowSeconds: 6, gatewaySeconds: 60, staleReadSeconds: 30 },
    scores: { source: { type: 'dataAccess' }, engine: 'duckdb', download: { parallel: 8 } },
  },
};

const ADOBE: AdobeProbes = {
  reach: async () => undefined,
  getToken: async () => ({ asked: SCOPES }),
  listSandboxes: async () => [{ name: 'prod', title: 'Production', state: 'active' }],
  getTenant: async () => ({ tenantId: 'luma', organizationId: 'ABC@AdobeOrg' }),
  countIdentities: async () => 1,
  hasDataSet: async () => true,
  countScoreFiles: async () => 2,
  findQueryService: async () => 'luma.platform-query.adobe.io:80',
  countConnections: async () => 1,
  hasDataView: async () => true,
  hasAnnotation: async () => false,
  hasAuditRecord: async () => true,
  getServerTime: () => NOW,
};

const never = async (): Promise<never> => await Promise.reject(new Error('not asked'));

const BACKEND: Backend = {
  read: async () => emptyState('prod', 'lineage'),
  holder: async () => undefined,
  lock: never,
  unlock: never,
  history: never,
};

const GOOD: DoctorProbes = {
  environment: ENVIRONMENT,
  diagnostics: [],
  kinds: new Set(),
  machine: {
    nodeVersion: '22.1.0',
    neededNode: '>=20.19',
    runnerVersion: '1.0.0',
    loadDuckDb: async () => undefined,
    findOldSchemas: async () => [],
  },
  network: { isTlsUnchecked: false, proxies: [], noProxy: undefined },
  credentials: { clientId: 'id', clientSecret: 'secret', orgId: 'ABC@AdobeOrg', isDemo: false },
  adobe: ADOBE,
  backend: BACKEND,
  statePlace: 'folder .cai',
  readScoreFolder: undefined,
  forge: { usedBy: undefined, hasToken: false, isInWorkflow: false, read: never },
  now: () => NOW,
};

/** What is found where some probes answer otherwise. */
async function examine(change: Partial<DoctorProbes>): Promise<{
  readonly report: DoctorReport;
  readonly check: (id: string) => DoctorCheck | undefined;
  readonly lacks: (command: string) => readonly string[] | undefined;
}> {
  const report = await doctor({ ...GOOD, ...change });
  return {
    report,
    check: (id) => report.checks.find((one) => one.id === id),
    lacks: (command) => report.commands.find((one) => one.command === command)?.lacks,
  };
}

const withScores = (scores: Partial<Environment['spec']['scores']>): Environment => ({
  ...ENVIRONMENT,
  spec: { ...ENVIRONMENT.spec, scores: { ...ENVIRONMENT.spec.scores, ...scores } },
});

describe('what is examined', () => {
  it('is fine where every probe answers', async () => {
    const { report } = await examine({});
    const open = report.checks.filter(({ status }) => status !== 'ok').map(({ id }) => id);
    expect(open).toEqual(['writing', 'people', 'github']);
    expect(report.commands.flatMap(({ lacks }) => lacks)).toEqual([]);
  });

  it.each([
    ['18.20.4', 'problem'],
    ['20.18.3', 'problem'],
    ['20.19.0', 'ok'],
    ['24.0.0', 'ok'],
  ])('of Node.js %s is %s', async (nodeVersion, status) => {
    const { check } = await examine({ machine: { ...GOOD.machine, nodeVersion } });
    expect(check('node')?.status).toBe(status);
  });

  it('of DuckDB is decisive for the rows of scores alone, and only where it is their engine', async () => {
    const missing = new RunnerError({ code: 'engine-missing', message: 'DuckDB is not installed' });
    const machine = { ...GOOD.machine, loadDuckDb: async () => await Promise.reject(missing) };
    const without = await examine({ machine });
    expect(without.check('duckdb')).toMatchObject({ status: 'warning', code: 'engine-missing' });
    expect(without.lacks('cai scores check')).toEqual(['duckdb']);
    expect(without.lacks('cai scores pull')).toEqual([]);
    const remote = await examine({ machine, environment: withScores({ engine: 'query-service' }) });
    expect(remote.check('duckdb')?.status).toBe('not-checked');
    expect(remote.check('query-service')?.status).toBe('ok');
    expect(remote.lacks('cai scores check')).toEqual([]);
  });

  it.each<readonly [readonly SeenSandbox[], string]>([
    [[{ name: 'production-1', title: 'PROD' }], 'sandbox: production-1'],
    [[{ name: 'prod', state: 'creating' }], 'Wait until it is active'],
    [[], 'It sees none.'],
  ])('of the sandbox %j leads to what to do', async (sandboxes, said) => {
    const { check } = await examine({ adobe: { ...ADOBE, listSandboxes: async () => sandboxes } });
    expect(check('sandbox')).toMatchObject({ status: 'problem', hint: expect.stringContaining(said) });
    expect(check('tenant')?.status).toBe('not-checked');
  });

  it('of the organization differs where another one answers, or the tenant is another', async () => {
    const other = { ...ADOBE, getTenant: async () => ({ tenantId: 'luma', organizationId: 'XYZ@AdobeOrg' }) };
    const { check, report } = await examine({ adobe: other });
    expect(check('tenant')).toMatchObject({ status: 'problem', hint: 'Correct ORG_ID.' });
    expect(JSON.stringify(report)).not.toContain('ABC@AdobeOrg');
    const spec = { ...ENVIRONMENT.spec, tenant: '_acme' };
    const foreign = await examine({ environment: { ...ENVIRONMENT, spec } });
    expect(foreign.check('tenant')).toMatchObject({ hint: expect.stringContaining('_luma') });
  });

  it('of a folder of score files is its reading', async () => {
    const gone = new RunnerError({ code: 'file-missing', message: '/mnt/exports does not exist' });
    const environment = withScores({ source: { type: 'folder', path: '/mnt/exports' } });
    const { check, lacks } = await examine({
      environment,
      readScoreFolder: async () => await Promise.reject(gone),
    });
    expect(check('score-files')).toMatchObject({ status: 'problem', code: 'file-missing' });
    expect(lacks('cai scores pull')).toEqual(['score-files']);
    const found = await examine({ environment, readScoreFolder: async () => 'can be read' });
    expect(found.check('score-files')?.status).toBe('ok');
  });

  it('of annotations is asked for where a pipeline has some', async () => {
    const { check } = await examine({ kinds: new Set(['annotation']) });
    expect(check('annotations')?.status).toBe('ok');
    expect((await examine({})).check('annotations')).toBeUndefined();
  });

  it('of a bug of ours is no finding', async () => {
    await expect(examine({ adobe: { ...ADOBE, hasDataSet: never } })).rejects.toThrow('not asked');
  });
});
