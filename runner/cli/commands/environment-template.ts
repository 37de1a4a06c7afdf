import { credentialVariables } from '../../model/index.ts';

/** What a template is made for. */
export interface EnvironmentTemplate {
  readonly name: string;
  /** Where the schema is, seen from the file. */
  readonly schema: string;
  /** Names of the pipelines that are there. */
  readonly pipelines: readonly string[];
  /** Names of variables that other environments define, for pipelines use them. */
  readonly variables: readonly string[];
  /** `git` where the repository has a remote to keep the state on. */
  readonly backend: 'git' | 'local';
}

/**
 * The document of a real environment. It is valid but for what stands in `<…>`: those values break the schema on purpose, so that
 * `cai validate` names each of them. Everything that is commented out as `#name:` is an attribute with its default or an example.
 */
export function makeEnvironmentTemplate(template: EnvironmentTemplate): string {
  const { name, schema, pipelines, variables, backend } = template;
  const names = credentialVariables(name);
  const known = pipelines.length === 0 ? '' : `\n  # There are: ${pipelines.join(', ')}.`;
  const state =
    backend === 'git'
      ? `  # Where cai remembers what it did: in a branch of this repository, which everybody who applies shares.
  # On this machine alone: { backend: local, path: .cai }
  state: { backend: git }`
      : `  # Where cai remembers what it did: in a folder of this machine. Where several people or CI apply, keep it in a branch of
  # the repository: { backend: git }
  state: { backend: local, path: .cai }`;
  const list = variables.length === 0 ? ['timezone'] : variables;
  return `# yaml-language-server: $schema=${schema}
#
# A real Adobe organisation. Replace each <…> below; cai validate names those that are left. Credentials never stand here: cai
# reads them from the environment variables
#   ${names.clientId}       client id
#   ${names.clientSecret}   client secret
#   ${names.orgId}          organization id, ending in @AdobeOrg
# of the OAuth server-to-server credential of a project in Adobe Developer Console. cai doctor --env ${name} says what is missing.
apiVersion: cai/v1
kind: Environment
metadata:
  name: ${name}
  description: A real Adobe organisation.
spec:
  # Which pipelines are applied here: names, or patterns such as luma-*.${known}
  pipelines: [<NAME OF A PIPELINE>]

  # Name (not title) of the sandbox in Experience Platform, in lower case.
  sandbox: <NAME OF THE SANDBOX>

  # Tenant namespace of the organisation, with its underscore. Left out: asked from the Schema Registry.
  #tenant: _luma

  # Names of the credential variables, where they are not the ones above.
  #credentials: { clientId: ${names.clientId}, clientSecret: ${names.clientSecret}, orgId: ${names.orgId} }

  # Texts that differ between environments, used in pipelines as \${var.NAME}. Never a secret.
  ${variables.length === 0 ? '#' : ''}variables: { ${list.map((one) => `${one}: ${one === 'timezone' ? 'Europe/Lisbon' : 'TEXT'}`).join(', ')} }

  # What may be deleted or replaced here: addresses, with * for any part. Nothing where it is left out.
  #allowDelete: [account-upgrade/data-view/*]

${state}

  # Bounds of Adobe's services, as Adobe documents them; staleReadSeconds is a guess. Change them only for a reason.
  #limits: { requests: 12, windowSeconds: 6, gatewaySeconds: 60, staleReadSeconds: 30 }

  # Where score files come from, who reads them, and how fast they are downloaded. These are the defaults.
  #scores: { source: { type: dataAccess }, engine: duckdb, download: { parallel: 8 } }
`;
}
