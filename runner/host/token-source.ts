import type { Clock } from '../model/index.ts';
import { makeAnswerError } from './answer-error.ts';
import type { ApiAnswer } from './api-request.ts';
import type { Redactor } from './redact.ts';
import type { Transport } from './transport.ts';

/** Credentials of a technical account, OAuth server-to-server (facts §0.4). */
export interface Credentials {
  readonly clientId: string;
  readonly clientSecret: string;
  /** @default {@link DEFAULT_SCOPES} */
  readonly scopes?: readonly string[];
}

/** What a token source is made of. */
export interface TokenSourceOptions {
  readonly transport: Transport;
  readonly clock: Clock;
  readonly redactor: Redactor;
  readonly credentials: Credentials;
}

interface Token {
  readonly value: string;
  /** Milliseconds; from here on a new one is asked for. */
  readonly renewAt: number;
}

/** The scopes that both of Adobe's reference sites show (facts §0.4). */
export const DEFAULT_SCOPES: readonly string[] = [
  'openid',
  'session',
  'AdobeID',
  'read_organizations',
  'additional_info.projectedProductContext',
];

const TOKEN_PATH = '/ims/token/v3';
const DAY_SECONDS = 86_400;
const RENEWAL_SECONDS = 500;

/**
 * Access tokens for one technical account. All callers share one token; of several that ask at once, one request goes out. It is
 * renewed 500 s before its end, or at 90 % of a shorter life, as Adobe's own client does (facts §0.4).
 */
export class TokenSource {
  readonly #options: TokenSourceOptions;
  #current: Promise<Token> | undefined;

  constructor(options: TokenSourceOptions) {
    this.#options = options;
    options.redactor.registerCredential(options.credentials.clientSecret);
  }

  /** A token that is good now. */
  async getToken(): Promise<string> {
    const asked = this.#current ?? this.#ask();
    const token = await asked;
    if (this.#options.clock.now().getTime() < token.renewAt) return token.value;
    // Several may find it old at once; whoever is first asks, the others join.
    return (await (this.#current === asked ? this.#ask() : (this.#current ?? this.#ask()))).value;
  }

  /** Says that a service refused this token (401013): it is not given out again. Tokens that came later are not touched. */
  async rejectToken(value: string): Promise<void> {
    const asked = this.#current;
    const token = await asked?.catch(() => undefined);
    if (token?.value === value && this.#current === asked) this.#current = undefined;
  }

  #ask(): Promise<Token> {
    const asked = this.#requestToken();
    this.#current = asked;
    asked.catch(() => {
      if (this.#current === asked) this.#current = undefined;
    });
    return asked;
  }

  async #requestToken(): Promise<Token> {
    const { transport, clock, redactor, credentials } = this.#options;
    const askedAt = clock.now().getTime();
    const answer = await transport.request({
      api: 'ims',
      operation: 'token.create',
      method: 'POST',
      path: TOKEN_PATH,
      answersWithToken: true,
      form: {
        grant_type: 'client_credentials',
        client_id: credentials.clientId,
        client_secret: credentials.clientSecret,
        scope: (credentials.scopes ?? DEFAULT_SCOPES).join(','),
      },
    });
    const { value, seconds } = readToken(answer);
    redactor.registerCredential(value);
    const life = Math.min(seconds, DAY_SECONDS);
    return { value, renewAt: askedAt + (life - Math.min(RENEWAL_SECONDS, life / 10)) * 1000 };
  }
}

/**
 * `expires_in` is seconds here. The retired JWT exchange answered in milliseconds (facts §0.4): a life is therefore never taken to
 * be longer than the documented day, which is safe whatever the unit.
 */
function readToken(answer: ApiAnswer): { readonly value: string; readonly seconds: number } {
  const body = answer.body;
  if (
    typeof body === 'object' &&
    body !== null &&
    'access_token' in body &&
    typeof body.access_token === 'string'
  ) {
    const seconds = 'expires_in' in body ? Number(body.expires_in) : Number.NaN;
    // Only what may stand in a header.
    if (/^[\w.~+/=-]+$/.test(body.access_token)) {
      return {
        value: body.access_token,
        seconds: Number.isFinite(seconds) && seconds > 0 ? seconds : RENEWAL_SECONDS,
      };
    }
  }
  throw makeAnswerError(
    { api: 'ims', method: 'POST', path: TOKEN_PATH, answer },
    'without an access token',
    'Check the base URL of Adobe’s token service in the environment.',
  );
}
