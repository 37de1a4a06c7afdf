import type { Reply } from '../context.ts';
import { DEMO_ORG_ID, type DemoCredential } from '../credentials.ts';
import type { ResolvedOptions } from '../options.ts';
import { getTokenCredential } from './access-token.ts';
import { renderGatewayError } from './api-error.ts';

/** Headers of a request, names in lower case. */
export type Headers = Readonly<Record<string, string | undefined>>;

/** What Adobe's gateway checks before any service sees a request (facts §0.3, §0.5). */
export function checkGateway(
  options: Pick<ResolvedOptions, 'now'>,
  seed: number,
  headers: Headers,
): { credential: DemoCredential } | { refusal: Reply } {
  const authorization = headers.authorization;
  if (!authorization?.startsWith('Bearer ')) {
    return { refusal: renderGatewayError(403, '403010', 'Oauth token is missing.') };
  }
  const credential = getTokenCredential(seed, authorization.slice('Bearer '.length), options.now());
  if (!credential) return { refusal: renderGatewayError(401, '401013', 'Oauth token is not valid') };
  const key = headers['x-api-key'];
  if (!key) return { refusal: renderGatewayError(403, '403000', 'Api Key is required') };
  if (key !== credential.clientId)
    return { refusal: renderGatewayError(403, '403003', 'Api Key is invalid') };
  const org = headers['x-gw-ims-org-id'];
  if (!org) return { refusal: renderGatewayError(400, '400003', 'Missing header: x-gw-ims-org-id') };
  if (org !== DEMO_ORG_ID) return { refusal: renderGatewayError(403, '403025', 'Profile is not valid') };
  return { credential };
}
