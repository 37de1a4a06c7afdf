/** Names of the environment variables that hold the credentials of an environment, where its document names no others. */
export function credentialVariables(environment: string): {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly orgId: string;
} {
  const prefix = `CAI_${environment.toUpperCase().replaceAll('-', '_')}`;
  return {
    clientId: `${prefix}_CLIENT_ID`,
    clientSecret: `${prefix}_CLIENT_SECRET`,
    orgId: `${prefix}_ORG_ID`,
  };
}
