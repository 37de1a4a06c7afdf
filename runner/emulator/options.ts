import type { Contracts } from './contract/contracts.ts';

/** How many CJA requests one technical account may send in which time. */
export interface RateLimit {
  readonly requests: number;
  readonly seconds: number;
}

/** What {@link startEmulator} takes. Everything has a default. */
export interface EmulatorOptions {
  /** @default 4410; 0 takes any free port */
  readonly port?: number;
  /** Directory of the world. @default '.cai/emulator' */
  readonly world?: string;
  /** Decides every id and every demo event. Only read when the world is made. @default 1 */
  readonly seed?: number;
  /** @default '127.0.0.1' */
  readonly host?: string;
  /** Must be set to listen on anything but loopback. @default false */
  readonly allowRemote?: boolean;
  /** Bearer token of the control API. @default a random one */
  readonly controlToken?: string;
  /** How long a Customer AI run takes, by the emulator's clock. @default 86400 (facts §3.3: up to 24 h) */
  readonly runDurationSeconds?: number;
  /** How long a backfill of a CJA dataset takes, by the emulator's clock. @default 3600 */
  readonly backfillDurationSeconds?: number;
  /** CJA only. @default 12 requests in 6 s (facts §0.6) */
  readonly rateLimit?: RateLimit | 'off';
  /** Added to every answer of Adobe's APIs. @default 0 */
  readonly latencyMs?: number;
  /** Seed of the respelling mode; absent: answers as the facts page believes them to be. */
  readonly respell?: number;
  /** Checks every request and every answer against Adobe's OpenAPI files: their folder, or what was read of it. */
  readonly strict?: string | Contracts | undefined;
  /** Gets one line for each violation of a contract. @default writes to stderr */
  readonly onViolation?: (line: string) => void;
  /** Rules of faults, see README.md. @default '' (none) */
  readonly faults?: string;
  /** Decides which requests a rule with a share strikes. @default 1 */
  readonly faultsSeed?: number;
  /** Real time in Unix ms; the emulator's clock is this plus an offset. @default Date.now */
  readonly now?: () => number;
}

/** {@link EmulatorOptions} with every default filled in. */
export interface ResolvedOptions {
  readonly port: number;
  readonly world: string;
  readonly seed: number;
  readonly host: string;
  readonly controlToken: string;
  readonly runDurationMs: number;
  readonly backfillDurationMs: number;
  readonly rateLimit: RateLimit | 'off';
  readonly latencyMs: number;
  readonly respell: number | undefined;
  readonly strict: string | Contracts | undefined;
  readonly onViolation: (line: string) => void;
  readonly faults: string;
  readonly faultsSeed: number;
  readonly now: () => number;
}

/** A mistake in how the emulator was started: shown as one line, without a stack trace. */
export class EmulatorStartError extends Error {
  override readonly name = 'EmulatorStartError';
}

const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost']);

/** Fills in the defaults and refuses what must not be started. */
export function resolveOptions(options: EmulatorOptions, randomToken: () => string): ResolvedOptions {
  const host = options.host ?? '127.0.0.1';
  if (!LOOPBACK.has(host) && options.allowRemote !== true) {
    throw new EmulatorStartError(
      `refusing to listen on ${host}: the emulator is for this machine only (say --allow-remote if you mean it)`,
    );
  }
  return {
    port: options.port ?? 4410,
    world: options.world ?? '.cai/emulator',
    seed: options.seed ?? 1,
    host,
    controlToken: options.controlToken ?? randomToken(),
    runDurationMs: (options.runDurationSeconds ?? 86_400) * 1000,
    backfillDurationMs: (options.backfillDurationSeconds ?? 3600) * 1000,
    rateLimit: options.rateLimit ?? { requests: 12, seconds: 6 },
    latencyMs: options.latencyMs ?? 0,
    respell: options.respell,
    strict: options.strict,
    onViolation: options.onViolation ?? ((line) => process.stderr.write(`emulator: ${line}\n`)),
    faults: options.faults ?? '',
    faultsSeed: options.faultsSeed ?? 1,
    now: options.now ?? Date.now,
  };
}
