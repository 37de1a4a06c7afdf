import {
  AuthorizedApi,
  RateLimiters,
  Redactor,
  TokenSource,
  Transport,
  type TransportOptions,
} from '../../runner/host/index.ts';
import { VirtualClock } from './virtual-clock.ts';

/** A transport against one server, with waiting that costs nothing. */
export function makeTransport(
  url: string,
  options: Partial<TransportOptions> = {},
): { transport: Transport; clock: VirtualClock; redactor: Redactor } {
  const clock = options.clock instanceof VirtualClock ? options.clock : new VirtualClock();
  const redactor = options.redactor ?? new Redactor();
  const transport = new Transport({
    apis: { cja: { baseUrl: url }, platform: { baseUrl: url }, ims: { baseUrl: url } },
    account: 'account-1',
    access: 'read-write',
    random: () => 0.5,
    limiters: new RateLimiters(clock),
    userAgent: 'cai-test',
    ...options,
    clock,
    redactor,
  });
  return { transport, clock, redactor };
}

export const CANARY_SECRET = 'canary-S3cret+/with=odd&chars';

/** One of Adobe's APIs with a token source, as compose makes it. */
export function makeApi(url: string, name: 'cja' | 'platform', options: Partial<TransportOptions> = {}) {
  const made = makeTransport(url, options);
  const tokens = new TokenSource({
    transport: made.transport,
    clock: made.clock,
    redactor: made.redactor,
    credentials: { clientId: 'client-1', clientSecret: CANARY_SECRET },
  });
  const sandbox = name === 'platform' ? { sandbox: 'Prod' } : {};
  const api = new AuthorizedApi({
    transport: made.transport,
    tokens,
    api: name,
    clientId: 'client-1',
    organizationId: 'ORG@AdobeOrg',
    ...sandbox,
  });
  return { ...made, tokens, api };
}
