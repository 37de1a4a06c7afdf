import { randomUUID } from 'node:crypto';
import { isAbsolute, join } from 'node:path';
import { GitBackend, LocalBackend } from '../backends/index.ts';
import { AuthorizedApi, RateLimiters, Redactor, SharedReads, TokenSource, Transport } from '../host/index.ts';
import {
  type Backend,
  type Environment,
  type EventSink,
  type KindRegistry,
  type KindSpec,
  type RemoteKind,
  RunnerError,
  UsageError,
} from '../model/index.ts';
import type { Session } from '../operations/index.ts';
import { CJA_RATE_LIMIT, CjaClient, cjaKinds, cjaRemotes } from '../providers/cja/index.ts';
import { customerAiKinds, customerAiRemotes } from '../providers/customer-ai/index.ts';
import {
  PlatformClient,
  platformInputs,
  platformKinds,
  platformRemotes,
} from '../providers/platform/index.ts';
import { composeScores, readDownloadLimits } from './compose-scores.ts';
import { DEMO_CREDENTIALS } from './demo-credentials.ts';
import type { CommandIo } from './io.ts';

/** Every kind that this runner knows: a new one is one more line here. */
export function makeKinds(): KindRegistry {
  const kinds: readonly KindSpec[] = [...platformKinds(), ...customerAiKinds(), ...cjaKinds()];
  return new Map(kinds.map((spec) => [spec.kind, spec]));
}

/** What a session is made of. */
export interface ComposeRequest {
  readonly environment: Environment;
  /** `read-only`: the transport refuses every verb but reads, the token request and validations. */
  readonly access: 'read-only' | 'read-write';
  readonly emit: EventSink;
  /** Bounds of downloads that win over those of the environment. */
  readonly download?: { readonly parallel?: number; readonly limitRate?: string };
}

/** Constructs everything from the outside for one environment. The only place that does. */
export function composeSession(io: CommandIo, request: ComposeRequest): Session {
  const { clock } = io;
  const kinds = makeKinds();
  const apis = composeApis(io, request);
  const by = io.variables.GITHUB_ACTOR ?? io.variables.USER ?? io.variables.LOGNAME ?? 'unknown';
  return {
    kinds,
    remotes: apis.remotes,
    inputs: apis.inputs,
    reads: apis.reads,
    backend: composeBackend(io, request.environment),
    clock,
    serverNow: () => apis.cja.getServerTime() ?? clock.now(),
    requests: () => apis.transport.getStats().byApi,
    newId: randomUUID,
    emit: request.emit,
    signal: io.signal,
    by,
    scores: apis.scores,
    close: async () => await apis.transport.close(),
  };
}

/** The backend of an environment, for commands that need no API. */
export function composeBackend({ cwd, clock, variables }: CommandIo, environment: Environment): Backend {
  const { name } = environment.metadata;
  const { backend, path = '.cai', remote = 'origin', branch = `cai-state/${name}` } = environment.spec.state;
  if (backend === 'git') {
    return new GitBackend({ folder: cwd, environment: name, remote, branch, clock, variables });
  }
  const folder = join(isAbsolute(path) ? path : join(cwd, path), 'state', name);
  return new LocalBackend({ folder, environment: name, clock });
}

interface Apis {
  readonly transport: Transport;
  readonly reads: SharedReads;
  readonly cja: AuthorizedApi;
  readonly remotes: ReadonlyMap<string, RemoteKind>;
  readonly scores: Session['scores'];
  readonly inputs: Session['inputs'];
}

/** Requests to Experience Platform at the same time, where downloads do not ask for more. */
const PLATFORM_REQUESTS = 8;

/** How much longer than Adobe's gateway a request may stay without an answer: so that it is the gateway that gives up. */
const BEYOND_GATEWAY_SECONDS = 10;

function composeApis(io: CommandIo, request: ComposeRequest): Apis {
  const { clock } = io;
  refuseUncheckedTls(io);
  const { baseUrls, limits, sandbox } = request.environment.spec;
  const credentials = readCredentials(io, request.environment);
  const downloads = readDownloadLimits(request.environment, request.download);
  const redactor = new Redactor();
  const transport = new Transport({
    apis: {
      ims: { baseUrl: baseUrls.ims },
      platform: {
        baseUrl: baseUrls.platform,
        limit: { concurrency: Math.max(PLATFORM_REQUESTS, downloads.parallel) },
      },
      cja: {
        baseUrl: baseUrls.cja,
        limit: {
          ...CJA_RATE_LIMIT,
          rule: { starts: limits.requests, windowMs: limits.windowSeconds * 1000 + 250 },
        },
      },
    },
    account: credentials.clientId,
    access: request.access,
    clock,
    random: Math.random,
    redactor,
    credentialVariables: request.environment.spec.credentials,
    limiters: new RateLimiters(clock),
    userAgent: `cai-pipelines/${io.version}`,
    timeLimits: { firstByteMs: (limits.gatewaySeconds + BEYOND_GATEWAY_SECONDS) * 1000 },
    ...proxyOf(io),
  });
  const tokens = new TokenSource({ transport, clock, redactor, credentials });
  const reads = new SharedReads();
  const { clientId, orgId: organizationId } = credentials;
  const shared = { transport, tokens, reads, clientId, organizationId };
  const cja = new AuthorizedApi({ ...shared, api: 'cja' });
  const platform = new PlatformClient(new AuthorizedApi({ ...shared, api: 'platform', sandbox }));
  const scores = composeScores(platform, {
    root: io.cwd,
    environment: request.environment,
    limits: downloads,
    clock,
    emit: request.emit,
  });
  const remotes = new Map<string, RemoteKind>([
    ...platformRemotes(platform, { exports: scores.store }),
    ...customerAiRemotes(platform),
    ...cjaRemotes(new CjaClient(cja), { organizationId }),
  ]);
  const inputs = platformInputs(platform);
  return { transport, reads, cja, remotes, inputs, scores: scores.scores };
}

/** Certificates are checked whatever this variable says; who set it believes otherwise, and should hear of it. */
function refuseUncheckedTls(io: CommandIo): void {
  if (io.variables.NODE_TLS_REJECT_UNAUTHORIZED !== '0') return;
  throw new UsageError({
    code: 'tls-unchecked',
    message: 'NODE_TLS_REJECT_UNAUTHORIZED=0 asks to trust any server; cai always checks certificates',
    hint: 'Unset it. If your company inspects TLS, give Node its certificate with NODE_EXTRA_CA_CERTS.',
  });
}

interface SessionCredentials {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly orgId: string;
}

function readCredentials(io: CommandIo, environment: Environment): SessionCredentials {
  const names = environment.spec.credentials;
  const found = {
    clientId: io.variables[names.clientId],
    clientSecret: io.variables[names.clientSecret],
    orgId: io.variables[names.orgId],
  };
  const missing = (Object.keys(names) as (keyof typeof names)[]).filter((key) => !found[key]);
  const { clientId, clientSecret, orgId } = found;
  if (clientId && clientSecret && orgId) return { clientId, clientSecret, orgId };
  if (environment.spec.emulator !== undefined && missing.length === 3) return DEMO_CREDENTIALS;
  throw new RunnerError({
    code: 'missing-credentials',
    message: `environment "${environment.metadata.name}" needs credentials: ${missing.map((key) => names[key]).join(', ')} not set`,
    hint: 'Set these environment variables to the OAuth server-to-server credential of your Developer Console project.',
  });
}

/** Proxy settings, from the variables that every program reads. */
export function proxyOf(io: CommandIo): {
  readonly proxy?: { httpProxy?: string; httpsProxy?: string; noProxy?: string };
} {
  const read = (name: string): string | undefined => io.variables[name.toLowerCase()] ?? io.variables[name];
  const httpProxy = read('HTTP_PROXY');
  const httpsProxy = read('HTTPS_PROXY');
  const noProxy = read('NO_PROXY');
  if (!httpProxy && !httpsProxy) return {};
  return {
    proxy: {
      ...(httpProxy ? { httpProxy } : {}),
      ...(httpsProxy ? { httpsProxy } : {}),
      ...(noProxy ? { noProxy } : {}),
    },
  };
}
