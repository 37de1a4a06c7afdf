import { createHmac } from 'node:crypto';
import { type DemoCredential, getCredential } from '../credentials.ts';

/** How long a token of this grant lives (facts §0.4: 24 h, in seconds). */
export const TOKEN_LIFETIME_SECONDS = 86_399;

/** Whose token it is, what it is for, and when it was given. */
export interface TokenClaims {
  readonly clientId: string;
  /** Separated by commas, as it was asked for. */
  readonly scope: string;
  /** Unix milliseconds. */
  readonly now: number;
}

/** A signed token, so that a restarted emulator still knows those it gave out. */
export function createAccessToken(seed: number, { clientId, scope, now }: TokenClaims): string {
  const header = encodePart({ alg: 'HS256', typ: 'JWT' });
  const payload = encodePart({
    client_id: clientId,
    scope,
    created_at: String(now),
    expires_in: '86399000',
  });
  return `${header}.${payload}.${sign(seed, `${header}.${payload}`)}`;
}

/** The credential behind a token; undefined when it is forged or expired. */
export function getTokenCredential(seed: number, token: string, now: number): DemoCredential | undefined {
  const [header, payload, signature] = token.split('.');
  if (!header || !payload || signature !== sign(seed, `${header}.${payload}`)) return undefined;
  const claims: { client_id: string; created_at: string } = JSON.parse(
    Buffer.from(payload, 'base64url').toString('utf8'),
  );
  if (now >= Number(claims.created_at) + TOKEN_LIFETIME_SECONDS * 1000) return undefined;
  return getCredential(claims.client_id);
}

function encodePart(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function sign(seed: number, text: string): string {
  return createHmac('sha256', `cai-emulator-${seed}`).update(text).digest('base64url');
}
