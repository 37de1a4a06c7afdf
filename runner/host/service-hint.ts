import type { ServiceError } from './service-error.ts';

/** Names of the environment variables that hold the credentials of an environment. */
export interface CredentialVariables {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly orgId: string;
}

const ENDINGS: CredentialVariables = {
  clientId: '…_CLIENT_ID',
  clientSecret: '…_CLIENT_SECRET',
  orgId: '…_ORG_ID',
};

/** What to do about the codes of Adobe's gateway and token service (facts §0.4, §0.5). */
function describeCode(code: string, names: CredentialVariables): string | undefined {
  const known: Readonly<Record<string, string>> = {
    '400003': `The organization id is missing. Set ${names.orgId} (…@AdobeOrg).`,
    '403000': `The client id is missing. Set ${names.clientId}.`,
    '403003': `The client id is not known. Compare ${names.clientId} with the project in Adobe Developer Console.`,
    '403010': 'The access token did not arrive. A proxy may have removed the Authorization header.',
    '401013': `The access token is not valid, even after asking for a new one. Check ${names.clientId} and ${names.clientSecret}, and that the project in Adobe Developer Console has both the Experience Platform and the Customer Journey Analytics API.`,
    '403025': `The credential has no product profile for this organization. Add one in Adobe Developer Console, and check that ${names.orgId} is this credential’s organization.`,
    '429050':
      'Adobe allows 12 Customer Journey Analytics requests in 6 seconds for each technical account. Something else uses the same account: give each tool its own, or try again later.',
    invalid_client: `Adobe does not accept the credentials. Compare ${names.clientId} and ${names.clientSecret} with the OAuth server-to-server credential in Adobe Developer Console; a secret may have been replaced there.`,
    invalid_scope:
      'A scope is not allowed. In Adobe Developer Console, open the project and add the Experience Platform and the Customer Journey Analytics API to its OAuth server-to-server credential: they bring their scopes.',
  };
  return Object.entries(known).find(([one]) => one === code)?.[1];
}

const BY_STATUS: Readonly<Record<number, string>> = {
  401: 'Check the credentials of the environment.',
  403: 'The technical account may not do this. Check its product profiles and roles, and spec.sandbox of the environment; cai doctor names what is missing.',
  404: 'It may have been deleted, or the technical account may not see it. Check also that the environment names the right sandbox.',
  408: 'Try again.',
  413: 'The request is too large for the service.',
  429: 'The service asks for fewer requests. Try again later.',
  500: 'This is a failure at Adobe. Try again; if it stays, give Adobe the request id.',
  502: 'This is a failure at Adobe. Try again; if it stays, give Adobe the request id.',
  503: 'The service is not available at the moment. Try again later.',
  504: 'Adobe’s gateway gave up after 60 seconds. Try again; if it stays, give Adobe the request id.',
};

/** What the user can do about a refusal. */
export function getServiceHint(
  status: number,
  { serviceCode = '', serviceMessage = '' }: ServiceError,
  names: CredentialVariables = ENDINGS,
): string | undefined {
  // A Customer Journey Analytics 403 that misses the region means that the Platform profile is missing (facts §0.3).
  if (status === 403 && /\bregion\b/i.test(serviceMessage)) {
    return 'Add an Adobe Experience Platform product profile to the technical account: without it connections and data views cannot be read.';
  }
  const byCode = describeCode(serviceCode, names);
  // No source says how Adobe words an unknown sandbox: where it names the word at all, the name comes first.
  if (byCode === undefined && (status === 403 || status === 404) && /\bsandbox\b/i.test(serviceMessage)) {
    return 'Compare spec.sandbox of the environment with the name (not the title) of the sandbox in Experience Platform, and check that a role of the technical account has this sandbox.';
  }
  return byCode ?? BY_STATUS[status];
}
