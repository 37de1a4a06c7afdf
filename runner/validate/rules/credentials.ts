import type { SourceDocument } from '../../model/index.ts';
import type { Finding } from '../finding.ts';
import { walkValue } from '../walk-value.ts';

const NAMES = [
  'password',
  'passwd',
  'passphrase',
  'secret',
  'apikey',
  'accesskey',
  'privatekey',
  'clientid',
  'clientsecret',
  'credential',
  'credentials',
  'authorization',
  'bearer',
];
const ENDINGS = ['password', 'passwd', 'secret', 'token', 'apikey', 'accesskey', 'privatekey'];
/** Adobe's client secrets, JSON web tokens, private keys. */
const VALUES = /^(?:[ps]8e-[\w-]{16,}|eyJ[\w-]{10,}\.[\w-]+\.|-----BEGIN )/;

/** Nothing that looks like a credential stands in YAML: files, plans and comments made from it may be public. */
export function checkCredentials(document: SourceDocument): readonly Finding[] {
  const findings: Finding[] = [];
  for (const { path, part, value } of walkValue(document.value)) {
    if (typeof value !== 'string') continue;
    const isAllowed = path[0] === 'spec' && path[1] === 'credentials' && isEnvironment(document.value);
    if (part === 'key' ? isCredentialName(value) && !isAllowed : VALUES.test(value)) {
      findings.push({
        document,
        path,
        part,
        code: 'credential-in-yaml',
        summary: 'A credential may stand in YAML',
        detail:
          'This looks like a credential. YAML files, plans and comments are made to be shared, so they never hold any. Put it into an environment variable (CAI_<ENV>_CLIENT_ID, CAI_<ENV>_CLIENT_SECRET, CAI_<ENV>_ORG_ID, or the names under spec.credentials of the Environment) and remove it here. If a real one was committed, revoke it in Adobe’s Developer Console.',
      });
    }
  }
  return findings;
}

function isCredentialName(key: string): boolean {
  const name = key.toLowerCase().replace(/[^a-z0-9]/g, '');
  return NAMES.includes(name) || ENDINGS.some((ending) => name.endsWith(ending));
}

function isEnvironment(value: unknown): boolean {
  return value !== null && typeof value === 'object' && 'kind' in value && value.kind === 'Environment';
}
