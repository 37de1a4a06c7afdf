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
    }
  | ({ readonly type: 'transferring' } & TransferProgress);

/** How far a download is. */
export interface TransferProgress {
  /** Of all files together; what an earlier try has left counts as done. */
  readonly doneBytes: number;
  readonly totalBytes: number;
  /** Over the last seconds. */
  readonly bytesPerSecond: number;
  /** At that rate; absent where nothing came for seconds. */
  readonly secondsLeft?: number;
}

/** Receives events; must not throw. */
export type EventSink = (event: RunEvent) => void;
