/** An open handoff, as far as whoever does it must read it: a part of what `cai handoffs show --json` prints. */
export interface AskedHandoff {
  readonly address: string;
  readonly purpose: string;
  readonly phase: string;
  readonly title: string;
  readonly fingerprint: string;
  readonly steps: readonly { readonly act?: string; readonly value?: unknown }[];
  readonly open: readonly { readonly path: string; readonly desired?: unknown }[];
  readonly attestable: readonly string[];
}
