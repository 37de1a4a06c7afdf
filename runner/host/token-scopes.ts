import { asMembers, readText } from './members.ts';

/**
 * The scopes that an access token tells of itself; undefined where it tells none. IMS gives JSON web tokens, whose form is nowhere
 * promised: what cannot be read is no finding.
 */
export function readTokenScopes(token: string): readonly string[] | undefined {
  const [, payload] = token.split('.');
  if (payload === undefined) return undefined;
  try {
    const claims = asMembers(JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')));
    const scope = readText(claims, 'scope');
    return scope?.split(/[\s,]+/u).filter((one) => one !== '');
  } catch {
    return undefined;
  }
}
