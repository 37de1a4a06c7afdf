import { credentialVariables, type Environment, type WrittenEnvironment } from '../model/index.ts';

/** Writes every default of an environment out. */
export function applyEnvironmentDefaults(written: WrittenEnvironment): Environment {
  const { metadata, spec } = written;
  const { emulator, ...rest } = spec;
  const names = credentialVariables(metadata.name);
  return {
    ...written,
    metadata: { ...metadata, description: metadata.description ?? '' },
    spec: {
      ...rest,
      pipelines: spec.pipelines ?? ['*'],
      sandbox: spec.sandbox ?? 'prod',
      baseUrls: {
        ims: spec.baseUrls?.ims ?? 'https://ims-na1.adobelogin.com',
        platform: spec.baseUrls?.platform ?? 'https://platform.adobe.io',
        cja: spec.baseUrls?.cja ?? 'https://cja.adobe.io',
      },
      credentials: {
        clientId: spec.credentials?.clientId ?? names.clientId,
        clientSecret: spec.credentials?.clientSecret ?? names.clientSecret,
        orgId: spec.credentials?.orgId ?? names.orgId,
      },
      variables: spec.variables ?? {},
      allowDelete: spec.allowDelete ?? [],
      state: { ...spec.state, backend: spec.state?.backend ?? 'local' },
      limits: {
        requests: spec.limits?.requests ?? 12,
        windowSeconds: spec.limits?.windowSeconds ?? 6,
        gatewaySeconds: spec.limits?.gatewaySeconds ?? 60,
        staleReadSeconds: spec.limits?.staleReadSeconds ?? 30,
      },
      scores: readScores(spec.scores),
      ...(emulator === undefined ? {} : { emulator: { ...emulator, port: emulator.port ?? 4410 } }),
    },
  };
}

function readScores(scores: WrittenEnvironment['spec']['scores'] = {}): Environment['spec']['scores'] {
  const { source = { type: 'dataAccess' }, engine = 'duckdb', download = {} } = scores;
  return { source, engine, download: { ...download, parallel: download.parallel ?? 8 } };
}
