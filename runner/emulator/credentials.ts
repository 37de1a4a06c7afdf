/** IMS organisation of the demo world. */
export const DEMO_ORG_ID = 'LUMA0123456789ABCDEF0000@AdobeOrg';

/** Client id of the demo credential, to be sent as `x-api-key` too. */
export const DEMO_CLIENT_ID = 'demo-client';

/** Client secret of the demo credential. Published on purpose: it opens nothing but an emulator. */
export const DEMO_CLIENT_SECRET = 'demo-secret';

/** One OAuth server-to-server credential and the technical account behind it. */
export interface DemoCredential {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly userId: string;
  readonly userName: string;
  readonly email: string;
}

/**
 * The credentials that the emulator knows. The second one exists because plan and apply are meant to use
 * separate technical accounts, and because Adobe's rate limit counts per account (facts §0.6).
 */
export const DEMO_CREDENTIALS: readonly DemoCredential[] = [
  {
    clientId: DEMO_CLIENT_ID,
    clientSecret: DEMO_CLIENT_SECRET,
    userId: 'A1B2C3D4E5F60718293A4B5C@techacct.adobe.com',
    userName: 'cai runner',
    email: 'a1b2c3d4-e5f6-0718@techacct.adobe.com',
  },
  {
    clientId: 'demo-planner',
    clientSecret: 'demo-planner-secret',
    userId: 'B2C3D4E5F60718293A4B5C6D@techacct.adobe.com',
    userName: 'cai planner',
    email: 'b2c3d4e5-f607-1829@techacct.adobe.com',
  },
];

/** The credential of a client id, if there is one. */
export function getCredential(clientId: string): DemoCredential | undefined {
  return DEMO_CREDENTIALS.find((credential) => credential.clientId === clientId);
}
