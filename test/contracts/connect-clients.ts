import { DEMO_CLIENT_ID, DEMO_CLIENT_SECRET, DEMO_ORG_ID } from '../../runner/emulator/index.ts';
import {
  AuthorizedApi,
  RateLimiters,
  Redactor,
  systemClock,
  TokenSource,
  Transport,
} from '../../runner/host/index.ts';
import { CjaClient } from '../../runner/providers/cja/index.ts';
import { PlatformClient } from '../../runner/providers/platform/index.ts';

/** Both clients over one transport. */
export interface Clients {
  readonly cja: CjaClient;
  readonly platform: PlatformClient;
  readonly transport: Transport;
}

/** The clients as the command makes them, against one base URL and without a rate limit. */
export function connectClients(url: string): Clients {
  const redactor = new Redactor();
  const transport = new Transport({
    apis: { ims: { baseUrl: url }, platform: { baseUrl: url }, cja: { baseUrl: url } },
    account: DEMO_CLIENT_ID,
    access: 'read-write',
    clock: systemClock,
    random: () => 0,
    redactor,
    limiters: new RateLimiters(systemClock),
    userAgent: 'cai-test',
  });
  const credentials = { clientId: DEMO_CLIENT_ID, clientSecret: DEMO_CLIENT_SECRET };
  const tokens = new TokenSource({ transport, clock: systemClock, redactor, credentials });
  const shared = { transport, tokens, clientId: DEMO_CLIENT_ID, organizationId: DEMO_ORG_ID };
  return {
    cja: new CjaClient(new AuthorizedApi({ ...shared, api: 'cja' })),
    platform: new PlatformClient(new AuthorizedApi({ ...shared, api: 'platform', sandbox: 'prod' })),
    transport,
  };
}
