/**
 * What the emulator accepts, published in its documentation. Used only for an environment whose document names an
 * emulator, and only where its credential variables are not set; they open nothing but a process on this machine.
 */
export const DEMO_CREDENTIALS = {
  clientId: 'demo-client',
  clientSecret: 'demo-secret',
  orgId: 'LUMA0123456789ABCDEF0000@AdobeOrg',
} as const;
