import type { SourceDocument } from '../../model/index.ts';
import { findTexts } from '../find-texts.ts';
import type { Finding } from '../finding.ts';
import { getValue } from '../schema-path.ts';

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
  const isEnvironment = getValue(document.value, ['kind']) === 'Environment';
  return findTexts(document.value, (text, part, path) => {
    if (part === 'value') return VALUES.test(text);
    const isAllowed = isEnvironment && path[0] === 'spec' && path[1] === 'credentials';
    return !isAllowed && isCredentialName(text);
  }).map(({ path, part }) => ({
    document,
    path,
    part,
    code: 'credential-in-yaml',
    summary: 'A credential may stand in YAML',
    detail:
      'This looks like a credential. YAML files, plans and comments are made to be shared, so they never hold any. Put it into an environment variable (CAI_<ENV>_CLIENT_ID, CAI_<ENV>_CLIENT_SECRET, CAI_<ENV>_ORG_ID, or the names under spec.credentials of the Environment) and remove it here. If a real one was committed, revoke it in Adobe’s Developer Console.',
  }));
}

function isCredentialName(key: string): boolean {
  const name = key.toLowerCase().replace(/[^a-z0-9]/g, '');
  return NAMES.includes(name) || ENDINGS.some((ending) => name.endsWith(ending));
}
