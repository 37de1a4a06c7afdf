import type { Address } from './address.ts';

/** What the core tells while it works; listeners in `cli/` draw it. The core itself never prints. */
export type RunEvent =
  | { readonly type: 'observing'; readonly kind: string; readonly label: string }
  | { readonly type: 'observed'; readonly kind: string; readonly resources: number }
  | {
      readonly type: 'writing';
      readonly address: Address;
      readonly operation: string;
      readonly title: string;
    }
  | {
      readonly type: 'written';
      readonly address: Address;
      readonly operation: string;
      readonly ok: boolean;
      readonly detail?: string;
    }
  | { readonly type: 'waiting'; readonly reason: string; readonly seconds: number }
  | { readonly type: 'recovering'; readonly address: Address; readonly detail: string }
  | {
      readonly type: 'downloading';
      readonly address: Address;
      readonly batch: string;
      readonly files: number;
    };

/** Receives events; must not throw. */
export type EventSink = (event: RunEvent) => void;
