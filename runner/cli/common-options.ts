/** Options that every command on an environment takes. */
export interface CommonOptions {
  readonly env?: string;
  readonly dir: string;
  readonly json?: boolean;
}
