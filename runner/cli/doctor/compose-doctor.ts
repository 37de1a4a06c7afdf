import { readdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { makeFileError } from '../../host/index.ts';
import { type Environment, type LoadedEnvironment, RunnerError } from '../../model/index.ts';
import {
  type DoctorProbes,
  type NetworkProbes,
  type Repository,
  resolveFor,
} from '../../operations/index.ts';
import { composeBackend, makeKinds } from '../compose.ts';
import { findCredentials, proxyOf } from '../compose-transport.ts';
import type { CommandIo } from '../io.ts';
import { composeAdobe } from './adobe-probes.ts';
import { composeForge } from './forge-probes.ts';
import { composeMachine } from './machine-probes.ts';

/** What `cai doctor` looks at, and how that is closed. All of it reads. */
export async function composeDoctor(
  io: CommandIo,
  repository: Repository,
  loaded: LoadedEnvironment,
): Promise<{ readonly probes: DoctorProbes; readonly close: () => Promise<void> }> {
  const { environment } = loaded;
  const { desired, diagnostics } = resolveFor(repository, loaded, makeKinds());
  const credentials = findCredentials(io, environment);
  const network = composeNetwork(io);
  const adobe = composeAdobe(io, environment, { credentials, network });
  const isApi = adobe !== undefined && !(adobe instanceof RunnerError);
  return {
    probes: {
      environment,
      diagnostics: [...repository.diagnostics, ...diagnostics],
      kinds: new Set(Object.values(desired.resources).map(({ kind }) => kind)),
      machine: await composeMachine(io),
      network,
      credentials,
      adobe: isApi ? adobe.probes : adobe,
      backend: composeBackend(io, environment),
      statePlace: describeState(environment),
      readScoreFolder: composeScoreFolder(io, environment),
      forge: await composeForge(io),
      now: () => io.clock.now(),
    },
    close: async () => {
      if (isApi) await adobe.transport.close();
    },
  };
}

function composeNetwork(io: CommandIo): NetworkProbes {
  const { proxy = {} } = proxyOf(io);
  const fact = (variable: string, url: string | undefined) =>
    url === undefined ? [] : [{ variable, host: URL.canParse(url) ? new URL(url).host : undefined }];
  return {
    isTlsUnchecked: io.variables.NODE_TLS_REJECT_UNAUTHORIZED === '0',
    proxies: [...fact('HTTPS_PROXY', proxy.httpsProxy), ...fact('HTTP_PROXY', proxy.httpProxy)],
    noProxy: proxy.noProxy,
  };
}

function describeState({ metadata, spec }: Environment): string {
  const { backend, path = '.cai', remote = 'origin', branch = `cai-state/${metadata.name}` } = spec.state;
  return backend === 'git' ? `branch ${branch} of remote ${remote}` : `folder ${path} of this machine`;
}

function composeScoreFolder(io: CommandIo, { spec }: Environment): (() => Promise<string>) | undefined {
  const { type, path } = spec.scores.source;
  if (type !== 'folder' || path === undefined) return undefined;
  const folder = resolve(io.cwd, path);
  return async () => {
    try {
      return `folder ${path} can be read; it holds ${(await readdir(folder)).length} folders and files`;
    } catch (error) {
      throw makeFileError(error, 'read', folder);
    }
  };
}
