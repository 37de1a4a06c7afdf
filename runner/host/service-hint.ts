import type { ServiceError } from './service-error.ts';

/** What to do about the codes of Adobe's gateway (facts §0.5). */
const BY_CODE: Readonly<Record<string, string>> = {
  '400003': 'The organization id is missing. Set the environment’s …_ORG_ID variable (…@AdobeOrg).',
  '403000': 'The client id is missing. Set the environment’s …_CLIENT_ID variable.',
  '403003': 'The client id is not known. Compare it with the project in Adobe Developer Console.',
  '403010': 'The access token did not arrive. A proxy may have removed the Authorization header.',
  '401013':
    'The access token is not valid, even after asking for a new one. Check the client id and secret, and that the project in Adobe Developer Console has both the Experience Platform and the Customer Journey Analytics API.',
  '403025':
    'The credential has no product profile for this organization. Add one in Adobe Developer Console, and check that …_ORG_ID is this credential’s organization.',
  '429050':
    'Adobe allows 12 Customer Journey Analytics requests in 6 seconds for each technical account. Something else uses the same account: give each tool its own, or try again later.',
  invalid_client: 'Check client id and client secret of the environment: Adobe does not accept them.',
  invalid_scope: 'Check the scopes: each must be enabled for the project in Adobe Developer Console.',
};

const BY_STATUS: Readonly<Record<number, string>> = {
  401: 'Check the credentials of the environment.',
  403: 'Check the product profiles and roles of the technical account: it may not do this.',
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
export function getServiceHint(status: number, error: ServiceError): string | undefined {
  // A Customer Journey Analytics 403 that misses the region means that the Platform profile is missing (facts §0.3).
  if (status === 403 && /\bregion\b/i.test(error.serviceMessage ?? '')) {
    return 'Add an Adobe Experience Platform product profile to the technical account: without it connections and data views cannot be read.';
  }
  const byCode =
    error.serviceCode === undefined
      ? undefined
      : Object.entries(BY_CODE).find(([code]) => code === error.serviceCode);
  return byCode?.[1] ?? BY_STATUS[status];
}
