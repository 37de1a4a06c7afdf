import type { ApiRequest, Context, Reply } from '../context.ts';
import { getCredential } from '../credentials.ts';
import { createAccessToken, TOKEN_LIFETIME_SECONDS } from '../http/access-token.ts';
import { ApiError } from '../http/api-error.ts';
import type { RouteTable } from '../http/router.ts';

/** `POST /ims/token/v3`: OAuth server-to-server, client credentials (facts §0.4). */
export const imsRoutes: RouteTable = {
  api: 'ims',
  routes: [{ method: 'POST', path: '/ims/token/v3', handle: createToken }],
};

function createToken(context: Context, request: ApiRequest): Reply {
  const form = new URLSearchParams(request.body.toString('utf8'));
  // Adobe's Postman file sends the parameters in the query string; both work.
  const get = (name: string): string => form.get(name) ?? request.query.get(name) ?? '';
  if (get('grant_type') !== 'client_credentials') {
    throw new ApiError(400, 'unsupported_grant_type', 'grant_type must be client_credentials');
  }
  const credential = getCredential(get('client_id'));
  if (!credential) throw new ApiError(400, 'invalid_client', 'invalid client_id parameter');
  if (get('client_secret') !== credential.clientSecret) {
    throw new ApiError(401, 'invalid_client', 'invalid client_secret parameter');
  }
  const scope = get('scope');
  if (scope === '') throw new ApiError(400, 'invalid_scope', 'scope is required');
  const { clientId } = credential;
  const token = createAccessToken(context.world.seed, { clientId, scope, now: context.options.now() });
  return {
    status: 200,
    headers: { 'cache-control': 'no-store' },
    body: { access_token: token, token_type: 'bearer', expires_in: TOKEN_LIFETIME_SECONDS },
  };
}
