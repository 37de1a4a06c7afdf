import { randomUUID } from 'node:crypto';
import { isAbsolute, join } from 'node:path';
import { GitBackend, LocalBackend } from '../backends/index.ts';
import { AuthorizedApi, SharedReads, type Transport } from '../host/index.ts';
import type { Backend, Environment, EventSink, KindRegistry, KindSpec, RemoteKind } from '../model/index.ts';
import type { Session } from '../operations/index.ts';
import { CjaClient, cjaKinds, cjaRemotes } from '../providers/cja/index.ts';
import { customerAiKinds, customerAiRemotes } from '../providers/customer-ai/index.ts';
import {
  PlatformClient,
  platformInputs,
  platformKinds,
  platformRemotes,
} from '../providers/platform/index.ts';
import { composeScores, readDownloadLimits } from './compose-scores.ts';
import { composeTransport, readCredentials, refuseUncheckedTls } from './compose-transport.ts';
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
    by: nameOf(io),
    scores: apis.scores,
    close: async () => await apis.transport.close(),
  };
}

/** Who acts: the login that ran the command. Containers and cron often set no variable, but have a login. */
export function nameOf({ variables, login }: Pick<CommandIo, 'variables' | 'login'>): string {
  const names = [variables.GITHUB_ACTOR, variables.USER, variables.LOGNAME, login];
  return names.find((name) => name !== undefined && name.trim() !== '') ?? 'unknown';
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

function composeApis(io: CommandIo, request: ComposeRequest): Apis {
  refuseUncheckedTls(io);
  const { environment, access } = request;
  const credentials = readCredentials(io, environment);
  const downloads = readDownloadLimits(environment, request.download);
  const { transport, tokens } = composeTransport(io, {
    environment,
    access,
    credentials,
    parallel: downloads.parallel,
  });
  const reads = new SharedReads();
  const { clientId, orgId: organizationId } = credentials;
  const shared = { transport, tokens, reads, clientId, organizationId };
  const cja = new AuthorizedApi({ ...shared, api: 'cja' });
  const { sandbox } = environment.spec;
  const platform = new PlatformClient(new AuthorizedApi({ ...shared, api: 'platform', sandbox }));
  const scores = composeScores(platform, {
    root: io.cwd,
    environment,
    limits: downloads,
    clock: io.clock,
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
