import type { ContractReport } from './contract/contract-check.ts';
import type { LoadWriter } from './customer-ai/load-writer.ts';
import type { FaultSwitch } from './faults/fault-switch.ts';
import type { ResolvedOptions } from './options.ts';
import type { Respelling } from './respell/respelling.ts';
import type { Actor, World } from './world/types.ts';
import type { WorldStore } from './world/world-store.ts';

/** What every operation of the emulator works on. */
export interface Context {
  readonly options: ResolvedOptions;
  readonly world: World;
  readonly store: WorldStore;
  readonly respelling: Respelling;
  readonly faults: FaultSwitch;
  /** Writes batches that are too large for JavaScript. */
  readonly loads: LoadWriter;
  /** The emulator's clock in Unix ms: real time plus the offset that the control API moved. */
  readonly getNow: () => number;
  /** What the strict mode found so far; absent when it is off. */
  readonly getContractReport?: () => ContractReport;
}

/** A request as an operation sees it: matched, checked, its body read. */
export interface ApiRequest {
  readonly method: string;
  readonly path: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Buffer;
  /** Scheme, host and port that the client used, for links in answers. */
  readonly origin: string;
  readonly requestId: string;
  /** The technical account of the token, or the operator of a control request. */
  readonly user: Actor;
  /** Value of `x-sandbox-name`; empty where the API has none. */
  readonly sandboxName: string;
}

/** An answer before it is sent. */
export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON unless it is bytes, in memory or stored; absent: no body. */
  readonly body?: unknown;
}
