import { resolve as resolvePath } from 'node:path';
import { DEMO_CLIENT_ID, DEMO_CLIENT_SECRET, DEMO_ORG_ID } from '../../../runner/emulator/index.ts';
import {
  AuthorizedApi,
  RateLimiters,
  Redactor,
  systemClock,
  TokenSource,
  Transport,
} from '../../../runner/host/index.ts';
import { loadDocuments } from '../../../runner/load/index.ts';
import {
  type Address,
  type BoundObject,
  type Desired,
  emptyState,
  type KindRegistry,
  kindOf,
  type Observation,
  type Observed,
  type Reading,
  type RemoteKind,
  type RemoteObject,
  type State,
  type Values,
  type WriteRequest,
} from '../../../runner/model/index.ts';
import { analyse, compareWith, type World } from '../../../runner/plan/index.ts';
import { CjaClient, cjaKinds, cjaRemotes } from '../../../runner/providers/cja/index.ts';
import { customerAiKinds } from '../../../runner/providers/customer-ai/index.ts';
import { platformKinds } from '../../../runner/providers/platform/index.ts';
import { resolve } from '../../../runner/resolve/index.ts';
import { validateDocuments } from '../../../runner/validate/index.ts';
import {
  DAY_SECONDS,
  startTestEmulator,
  type TestEmulator,
  UPGRADE_INSTANCE,
} from '../../emulator/test-client.ts';

export const KINDS: KindRegistry = new Map(
  [...platformKinds(), ...customerAiKinds(), ...cjaKinds()].map((spec) => [spec.kind, spec]),
);

export const CONNECTION = 'account-upgrade/connection/scores';
export const VIEW = 'account-upgrade/data-view/account-upgrade';
export const COMPONENTS = 'account-upgrade/data-view-components/account-upgrade';
export const ACCESS = 'account-upgrade/data-view-access/account-upgrade';
export const SCORES = 'account-upgrade/score-dataset/event';
export const WEB = 'account-upgrade/input-dataset/web';

/** What the example pipelines want, as the runner reads them, after an edit of their text. */
export async function readDesired(edit: (text: string) => string = (text) => text): Promise<Desired> {
  const baseDirectory = resolvePath(import.meta.dirname, '../../..');
  const { documents } = await loadDocuments(['pipelines'], { baseDirectory });
  const edited = documents.map((document) => ({
    ...document,
    value: JSON.parse(edit(JSON.stringify(document.value))) as (typeof document)['value'],
  }));
  const { pipelines, environments } = validateDocuments(edited, { runnerVersion: '0.1.0' });
  const [environment] = environments;
  if (environment === undefined) throw new Error('the demo environment is not there');
  return resolve(pipelines, environment, KINDS).desired;
}

/** Gives the connection of the example a tag and a rolling window. */
export function withWindow(text: string): string {
  return text.replace(
    '"datasets":[{"from":"scores.event"},{"from":"inputs.web"',
    '"tags":["growth"],"rollingWindowMonths":13,"datasets":[{"from":"scores.event"},{"from":"inputs.web"',
  );
}

export function emptyObserved(byAddress: Readonly<Record<Address, Observation>> = {}): Observed {
  return { observedAt: '2026-11-02T09:00:00.000Z', byAddress, requests: {}, scoreDatasets: [] };
}

/** A remote object of which only ids and title matter. */
export function remote(ids: Readonly<Record<string, string>>, title: string): RemoteObject {
  return { ids, title, values: {}, pending: [], conditions: {} };
}

/** State that binds the given ids to the objects that are desired now. */
export function bind(
  desired: Desired,
  ids: Readonly<Record<Address, Readonly<Record<string, string>>>>,
  more: Partial<BoundObject> = {},
): State {
  const empty = emptyState('demo', 'test');
  const { fingerprints } = analyse({ desired, observed: emptyObserved(), state: empty, kinds: KINDS });
  const resources = Object.entries(ids).map(([address, known]) => {
    const object: BoundObject = {
      fp: fingerprints.get(address) ?? '',
      status: 'current',
      ids: known,
      applied: {},
      attestations: {},
      equivalences: {},
      titles: [desired.resources[address]?.title ?? ''],
      baseline: [],
      dependsOn: desired.resources[address]?.dependsOn ?? [],
      ...more,
    };
    const { title = '' } = desired.resources[address] ?? {};
    return [
      address,
      { kind: kindOf(address), title, objects: [object], past: {}, allowDelete: false },
    ] as const;
  });
  return { ...empty, resources: Object.fromEntries(resources) };
}

/** Canonical values that are desired at an address. */
export function canonicalOf(world: World, address: Address) {
  return analyse(world).situations.get(address)?.canonical ?? {};
}

/** How a remote object stands to what is desired at an address: the paths that differ. */
export function differences(world: World, address: Address, object: RemoteObject): readonly string[] {
  return compareWith(world, address, canonicalOf(world, address), object)
    .open.filter(({ why }) => why === 'differs')
    .map(({ path, desired, live }) => `${path}: ${JSON.stringify(desired)} / ${JSON.stringify(live)}`);
}

/** An emulator, a client of it, and what the world of the worked example has after the first run. */
export interface Bench {
  readonly emulator: TestEmulator;
  readonly client: CjaClient;
  readonly remotes: ReadonlyMap<string, RemoteKind>;
  /** Ids of the datasets that the example refers to. */
  readonly datasets: Readonly<Record<Address, Readonly<Record<string, string>>>>;
  /** CJA requests since the last time that it was asked for. */
  readonly countRequests: () => number;
  readonly close: () => Promise<void>;
}

interface Dataset {
  readonly id: string;
  readonly name: string;
}

export async function openBench(respell?: number): Promise<Bench> {
  const emulator = await startTestEmulator(respell === undefined ? {} : { respell }, {
    allowsRefused: false,
  });
  await emulator.control('/control/instances', { method: 'POST', body: UPGRADE_INSTANCE });
  await emulator.advance(2 * DAY_SECONDS);
  const { body: datasets } = await emulator.control<readonly Dataset[]>('/control/datasets');
  const { body: instances } =
    await emulator.control<readonly { instanceKey: string }[]>('/control/instances');
  const idOf = (pattern: RegExp): string => datasets.find(({ name }) => pattern.test(name))?.id ?? '';
  const transport = makeTransport(emulator.url);
  const client = makeClient(transport);
  let seen = 0;
  return {
    emulator,
    client,
    remotes: cjaRemotes(client, { organizationId: DEMO_ORG_ID }),
    datasets: {
      [SCORES]: { id: idOf(/EE Format/), prefix: `_luma.CustomerAI.${instances[0]?.instanceKey}` },
      [WEB]: { id: idOf(/^Luma Web Events$/) },
    },
    countRequests: () => {
      const count = transport.getStats().byApi.cja ?? 0;
      const since = count - seen;
      seen = count;
      return since;
    },
    close: async () => {
      await transport.close();
      await emulator.close();
    },
  };
}

function makeTransport(url: string): Transport {
  return new Transport({
    apis: { ims: { baseUrl: url }, cja: { baseUrl: url } },
    account: DEMO_CLIENT_ID,
    access: 'read-write',
    clock: systemClock,
    random: () => 0,
    redactor: new Redactor(),
    limiters: new RateLimiters(systemClock),
    userAgent: 'cai-test',
  });
}

function makeClient(transport: Transport): CjaClient {
  const credentials = { clientId: DEMO_CLIENT_ID, clientSecret: DEMO_CLIENT_SECRET };
  const tokens = new TokenSource({ transport, clock: systemClock, redactor: new Redactor(), credentials });
  const shared = { transport, tokens, clientId: DEMO_CLIENT_ID, organizationId: DEMO_ORG_ID };
  return new CjaClient(new AuthorizedApi({ ...shared, api: 'cja' }));
}

/** What input datasets look like to the kinds that are observed after them. */
export function datasetObservations(bench: Bench): Readonly<Record<Address, Observation>> {
  return {
    [WEB]: { bound: {}, candidates: [remote(bench.datasets[WEB] ?? {}, 'Luma Web Events')] },
  };
}

/** Observes one kind. */
export async function observe(
  bench: Bench,
  kind: string,
  of: {
    readonly desired: Desired;
    readonly state: State;
    readonly earlier?: Readonly<Record<Address, Observation>>;
    readonly addresses?: readonly Address[];
    readonly depth?: 'needed' | 'full';
  },
): Promise<Readonly<Record<Address, Observation>>> {
  const { desired, state } = of;
  const known = [...Object.keys(desired.resources), ...Object.keys(state.resources)];
  const addresses = of.addresses ?? [...new Set(known)].filter((address) => kindOf(address) === kind).sort();
  const result = await bench.remotes.get(kind)?.observe({
    desired,
    state,
    addresses,
    earlier: { ...datasetObservations(bench), ...of.earlier },
    depth: of.depth ?? 'needed',
    observedAt: '2026-11-04T09:00:00.000Z',
  });
  return result?.byAddress ?? {};
}

/** The connection of the example as a person makes it who follows the steps; `change` is where that person errs. */
export async function makeConnection(
  bench: Bench,
  change: (body: Record<string, unknown>) => Record<string, unknown> = (body) => body,
): Promise<string> {
  const identity = {
    identityMap: true,
    usePrimaryIdNamespace: false,
    identityNamespace: 'ECID',
    streaming: true,
  };
  const body = {
    name: 'Account upgrade scores',
    description: 'Scores of free accounts, joined with what people do on the web site.',
    sandboxName: 'prod',
    dataSets: [
      {
        dataSetId: bench.datasets[SCORES]?.id,
        ...identity,
        dataSourceType: { id: 'other', description: 'Customer AI scores' },
      },
      { dataSetId: bench.datasets[WEB]?.id, ...identity, dataSourceType: { id: 'webData' } },
    ],
    by: 'Ada Admin <ada@luma.example>',
  };
  const answer = await bench.emulator.control<{ id: string }>('/control/connections', {
    method: 'POST',
    body: change(body),
  });
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
  return answer.body.id;
}

/** The reading of the only object that is bound. */
export const first = (observation: Observation | undefined): Reading | undefined =>
  Object.values(observation?.bound ?? {})[0];

/** How Adobe spells: as the facts believe, and otherwise. */
export const SEEDS = [undefined, 1, 2, 3, 5, 8, 13, 21];

/** Ids of what the connection of the example is made from. */
export function bound(at: Bench): Readonly<Record<string, Readonly<Record<string, string>>>> {
  return { [SCORES]: at.datasets[SCORES] ?? {} };
}

/** A write of the data view of the example. */
export function writeRequest(desired: Desired, connectionId: string): WriteRequest {
  const resource = desired.resources[VIEW];
  if (resource === undefined) throw new Error('the example has no data view');
  const values: Values = { ...resource.values, connection: connectionId };
  return { address: VIEW, desired: resource, values };
}
