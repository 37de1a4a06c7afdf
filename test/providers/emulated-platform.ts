import { DEMO_CLIENT_ID, DEMO_CLIENT_SECRET, DEMO_ORG_ID } from '../../runner/emulator/index.ts';
import {
  AuthorizedApi,
  RateLimiters,
  Redactor,
  systemClock,
  TokenSource,
  Transport,
} from '../../runner/host/index.ts';
import type { Desired } from '../../runner/model/index.ts';
import {
  type BoundObject,
  emptyState,
  type ObserveRequest,
  type ObserveResult,
  type ResourceState,
  type State,
} from '../../runner/model/index.ts';
import { customerAiRemotes } from '../../runner/providers/customer-ai/index.ts';
import { PlatformClient, platformRemotes } from '../../runner/providers/platform/index.ts';

/** The platform's client against an emulator, on a transport that cannot write. */
export function connectPlatform(url: string): { readonly client: PlatformClient; close(): Promise<void> } {
  const redactor = new Redactor();
  const transport = new Transport({
    apis: { ims: { baseUrl: url }, platform: { baseUrl: url } },
    account: DEMO_CLIENT_ID,
    access: 'read-only',
    clock: systemClock,
    random: () => 0,
    redactor,
    limiters: new RateLimiters(systemClock),
    userAgent: 'cai-test',
  });
  const credentials = { clientId: DEMO_CLIENT_ID, clientSecret: DEMO_CLIENT_SECRET };
  const tokens = new TokenSource({ transport, clock: systemClock, redactor, credentials });
  const shared = { transport, tokens, clientId: DEMO_CLIENT_ID, organizationId: DEMO_ORG_ID };
  const client = new PlatformClient(new AuthorizedApi({ ...shared, api: 'platform', sandbox: 'prod' }));
  return { client, close: async () => await transport.close() };
}

const KIND_ORDER = ['input-dataset', 'score-dataset', 'customer-ai-instance'] as const;

/** Observes the platform's kinds and the instance, each after the ones that it needs. */
export async function observePlatform(
  client: PlatformClient,
  request: { readonly desired: Desired; readonly state: State; readonly observedAt: string },
): Promise<ObserveResult> {
  const exports = {
    pull: async () => undefined,
    move: async () => {},
    remove: async () => {},
    read: async () => undefined,
  };
  const remotes = new Map([...platformRemotes(client, { exports }), ...customerAiRemotes(client)]);
  const byAddress: Record<string, ObserveResult['byAddress'][string]> = {};
  let scoreDatasets: readonly string[] = [];
  for (const kind of KIND_ORDER) {
    const all = new Set([...Object.keys(request.desired.resources), ...Object.keys(request.state.resources)]);
    const addresses = [...all].filter((address) => address.split('/')[1] === kind).sort();
    const asked: ObserveRequest = { ...request, addresses, earlier: byAddress, depth: 'needed' };
    const result = await remotes.get(kind)?.observe(asked);
    Object.assign(byAddress, result?.byAddress);
    scoreDatasets = result?.scoreDatasets ?? scoreDatasets;
  }
  return { byAddress, scoreDatasets };
}

/** One object of an address, as state knows it. */
export function makeObject(change: Partial<BoundObject> & { readonly fp: string }): BoundObject {
  return {
    status: 'current',
    ids: {},
    applied: {},
    attestations: {},
    equivalences: {},
    titles: [],
    baseline: [],
    dependsOn: [],
    ...change,
  };
}

/** A state with the given objects. */
export function makeState(objects: Readonly<Record<string, readonly BoundObject[]>>): State {
  const resources = Object.entries(objects).map(([address, list]): [string, ResourceState] => [
    address,
    {
      kind: address.split('/')[1] ?? '',
      title: list[0]?.titles.at(-1) ?? '',
      objects: list,
      past: {},
      allowDelete: false,
    },
  ]);
  return { ...emptyState('demo', 'test'), resources: Object.fromEntries(resources) };
}
