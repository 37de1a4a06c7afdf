import {
  AuthorizedApi,
  DEFAULT_SCOPES,
  readTokenScopes,
  type TokenSource,
  type Transport,
} from '../../host/index.ts';
import { type Environment, ProviderError, RunnerError } from '../../model/index.ts';
import type { AdobeProbes, GivenCredentials, NetworkProbes } from '../../operations/index.ts';
import { CjaClient } from '../../providers/cja/index.ts';
import { PlatformClient } from '../../providers/platform/index.ts';
import { composeTransport } from '../compose-transport.ts';
import type { CommandIo } from '../io.ts';

/** Fewer tries and shorter waits than a command has: whoever asks what is wrong wants to know now. */
const PATIENCE = {
  retry: { attempts: 2, baseMs: 250, maxRetryAfterMs: 5_000 },
  timeLimits: { firstByteMs: 30_000 },
};

/** The probes of Adobe, and the transport that they use. */
export interface OpenedAdobe {
  readonly probes: AdobeProbes;
  readonly transport: Transport;
}

/** Undefined where settings forbid to send anything; the error where a base URL is wrong. */
export function composeAdobe(
  io: CommandIo,
  environment: Environment,
  given: { readonly credentials: GivenCredentials; readonly network: NetworkProbes },
): OpenedAdobe | RunnerError | undefined {
  const { isTlsUnchecked, proxies } = given.network;
  if (isTlsUnchecked || proxies.some(({ host }) => host === undefined)) return undefined;
  const { clientId = '', clientSecret = '', orgId = '' } = given.credentials;
  try {
    const opened = composeTransport(io, {
      environment,
      access: 'read-only',
      credentials: { clientId, clientSecret },
      parallel: 1,
      ...PATIENCE,
    });
    return {
      probes: composeProbes(io, environment, { ...opened, clientId, orgId }),
      transport: opened.transport,
    };
  } catch (error) {
    if (error instanceof RunnerError) return error;
    throw error;
  }
}

interface Way {
  readonly transport: Transport;
  readonly tokens: TokenSource;
  readonly clientId: string;
  readonly orgId: string;
}

function composeProbes(io: CommandIo, { spec }: Environment, way: Way): AdobeProbes {
  const { transport, tokens } = way;
  const { signal } = io;
  const shared = { transport, tokens, clientId: way.clientId, organizationId: way.orgId };
  const platform = new PlatformClient(
    new AuthorizedApi({ ...shared, api: 'platform', sandbox: spec.sandbox }),
  );
  // Sandbox management is asked about all sandboxes, not in one of them (facts §0.3).
  const anywhere = new PlatformClient(new AuthorizedApi({ ...shared, api: 'platform' }));
  const cja = new CjaClient(new AuthorizedApi({ ...shared, api: 'cja' }));
  return {
    reach: async (api) => {
      try {
        await transport.request({ api, operation: 'reach', method: 'GET', path: '/', signal });
      } catch (error) {
        // A refusal is an answer too.
        if (!(error instanceof ProviderError) || error.status === undefined) throw error;
      }
    },
    getToken: async () => {
      const granted = readTokenScopes(await tokens.getToken());
      return { asked: DEFAULT_SCOPES, ...(granted === undefined ? {} : { granted }) };
    },
    listSandboxes: async () => await anywhere.listSandboxes(signal),
    getTenant: async () => await platform.getTenant(signal),
    countIdentities: async () => (await platform.listIdentityDescriptors({ signal })).length,
    hasDataSet: async () => (await platform.listDataSets({ atMost: 1, signal })).length > 0,
    countScoreFiles: async () => await countScoreFiles(platform, signal),
    findQueryService: async () => {
      const { host, port } = await platform.readQueryServiceConnection(signal);
      return `${host}:${port}`;
    },
    countConnections: async () =>
      (await cja.listConnections({ sandboxName: spec.sandbox, expansion: ['name'], signal })).length,
    hasDataView: async () =>
      (await cja.listDataViews({ atMost: 1, pageSize: 1, expansion: ['name'], signal })).length > 0,
    hasAnnotation: async () => (await cja.annotations.list({ signal })).length > 0,
    hasAuditRecord: async () =>
      (await cja.listAuditRecords({ component: 'DATA_VIEW', atMost: 1, signal })).length > 0,
    getServerTime: (api) => transport.getServerTime(api),
  };
}

async function countScoreFiles(platform: PlatformClient, signal: AbortSignal): Promise<number | undefined> {
  for (const { id } of await platform.listScoreDataSets(signal)) {
    const [batch] = await platform.listBatches({ dataSetId: id, atMost: 1, signal });
    if (batch !== undefined) return (await platform.listBatchParts({ batchId: batch.id, signal })).length;
  }
  return undefined;
}
