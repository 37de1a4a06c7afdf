/**
 * The embedded emulator of Adobe's APIs: a real HTTP server over a world on disk, with Customer AI simulated.
 * It imports nothing from the other rooms and types its own, because the runner and the emulator may meet only
 * over HTTP: a shared type would be a shared mistake. What it believes about Adobe is on the facts page.
 */
export type { ContractReport, ServedOperation } from './contract/contract-check.ts';
export { DEMO_CLIENT_ID, DEMO_CLIENT_SECRET, DEMO_ORG_ID } from './credentials.ts';
export { FAULT_KINDS, type FaultKind } from './faults/fault-kinds.ts';
export type { RequestRecord } from './http/request-handler.ts';
export { ControlClient, type Json } from './operator/control-client.ts';
export { Operator, type References } from './operator/operator.ts';
export { CommandReferences } from './operator/read-references.ts';
export type { EmulatorOptions, RateLimit } from './options.ts';
export { type RunningEmulator, startEmulator } from './start-emulator.ts';
