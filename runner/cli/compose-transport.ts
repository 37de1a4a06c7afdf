import {
  type Access,
  RateLimiters,
  Redactor,
  type RetryPolicy,
  type TimeLimits,
  TokenSource,
  Transport,
} from '../host/index.ts';
import { type Environment, RunnerError, UsageError } from '../model/index.ts';
import { makeCjaRateLimit } from '../providers/cja/index.ts';
import { DEMO_CREDENTIALS } from './demo-credentials.ts';
import type { CommandIo } from './io.ts';

/** What a transport to Adobe is made of. */
export interface TransportRequest {
  readonly environment: Environment;
  /** `read-only`: it refuses every verb but reads, the token request and validations. */
  readonly access: Access;
  readonly credentials: Pick<SessionCredentials, 'clientId' | 'clientSecret'>;
  /** Requests for score files at the same time. */
  readonly parallel: number;
  readonly retry?: Partial<RetryPolicy>;
  readonly timeLimits?: Partial<TimeLimits>;
}

/** Requests to Experience Platform at the same time, where downloads do not ask for more. */
const PLATFORM_REQUESTS = 8;

/** How much longer than Adobe's gateway a request may stay without an answer: so that it is the gateway that gives up. */
const BEYOND_GATEWAY_SECONDS = 10;

/** The way to one environment's services, and the tokens for it. */
export function composeTransport(
  io: CommandIo,
  request: TransportRequest,
): { readonly transport: Transport; readonly tokens: TokenSource } {
  const { environment, access, credentials, parallel, retry = {}, timeLimits = {} } = request;
  const { clock } = io;
  const { baseUrls, limits } = environment.spec;
  const redactor = new Redactor();
  const transport = new Transport({
    apis: {
      ims: { baseUrl: baseUrls.ims },
      platform: {
        baseUrl: baseUrls.platform,
        limit: { concurrency: Math.max(PLATFORM_REQUESTS, parallel) },
      },
      cja: {
        baseUrl: baseUrls.cja,
        limit: makeCjaRateLimit(limits),
      },
    },
    account: credentials.clientId,
    access,
    clock,
    random: Math.random,
    redactor,
    credentialVariables: environment.spec.credentials,
    limiters: new RateLimiters(clock),
    userAgent: `cai-pipelines/${io.version}`,
    timeLimits: { firstByteMs: (limits.gatewaySeconds + BEYOND_GATEWAY_SECONDS) * 1000, ...timeLimits },
    retry,
    ...proxyOf(io),
  });
  return { transport, tokens: new TokenSource({ transport, clock, redactor, credentials }) };
}

/** Certificates are checked whatever this variable says; who set it believes otherwise, and should hear of it. */
export function refuseUncheckedTls(io: CommandIo): void {
  if (io.variables.NODE_TLS_REJECT_UNAUTHORIZED !== '0') return;
  throw new UsageError({
    code: 'tls-unchecked',
    message: 'NODE_TLS_REJECT_UNAUTHORIZED=0 asks to trust any server; cai always checks certificates',
    hint: 'Unset it. If your company inspects TLS, give Node its certificate with NODE_EXTRA_CA_CERTS.',
  });
}

/** A technical account: OAuth server-to-server (facts §0.4). */
export interface SessionCredentials {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly orgId: string;
}

/** What the credential variables hold; `isDemo` where none is set and the environment names an emulator, whose own are used then. */
export function findCredentials(
  { variables }: Pick<CommandIo, 'variables'>,
  { spec }: Environment,
): { readonly [Name in keyof SessionCredentials]: string | undefined } & { readonly isDemo: boolean } {
  const { credentials: names } = spec;
  const found = {
    clientId: variables[names.clientId],
    clientSecret: variables[names.clientSecret],
    orgId: variables[names.orgId],
  };
  const isDemo = spec.emulator !== undefined && Object.values(found).every((value) => !value);
  return isDemo ? { ...DEMO_CREDENTIALS, isDemo } : { ...found, isDemo };
}

/** The credentials of an environment; throws `missing-credentials`, which names the variables. */
export function readCredentials(io: CommandIo, environment: Environment): SessionCredentials {
  const found = findCredentials(io, environment);
  const { clientId, clientSecret, orgId } = found;
  if (clientId && clientSecret && orgId) return { clientId, clientSecret, orgId };
  const names = environment.spec.credentials;
  const missing = (Object.keys(names) as (keyof typeof names)[]).filter((key) => !found[key]);
  throw new RunnerError({
    code: 'missing-credentials',
    message: `environment "${environment.metadata.name}" needs credentials: ${missing.map((key) => names[key]).join(', ')} not set`,
    hint: `Set these environment variables to the OAuth server-to-server credential of your Developer Console project. What else is missing says: cai doctor --env ${environment.metadata.name}`,
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
