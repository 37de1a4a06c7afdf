import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callEveryOperation, type MadeWorld } from '../../contracts/client-calls.ts';
import { type Clients, connectClients } from '../../contracts/connect-clients.ts';
import { startTestEmulator, type TestEmulator } from '../../emulator/test-client.ts';

type Change = (value: unknown) => unknown;

/** Members whose keys are data: a member more there would be an item more. */
const isMap = (keys: readonly string[]): boolean =>
  keys.every((key) => /^([\da-f]{24}|[\dA-Z]{26})$/.test(key));

function changeObjects(change: (entries: [string, unknown][]) => [string, unknown][]): Change {
  const apply = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(apply);
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value).map(([name, member]): [string, unknown] => [
      name,
      // The tags of a dataset are data, by their names.
      name === 'tags' && !Array.isArray(member) ? member : apply(member),
    ]);
    return Object.fromEntries(isMap(Object.keys(value)) ? entries : change(entries));
  };
  return apply;
}

/** What Adobe announces that it may do at any time. */
const CHANGES: Readonly<Record<string, Change>> = {
  'unknown members of every type': changeObjects((entries) => [
    ['zNew', { deep: [1] }],
    ...entries,
    ['zText', 'x'],
    ['zNull', null],
    ['zList', []],
  ]),
  'members in another order': changeObjects((entries) => entries.toReversed()),
  'null for what is absent otherwise': changeObjects((entries) => [
    ...entries,
    ...['description', 'owner', 'tags', 'externalData', 'errors', 'replay', 'visitorId', 'bucketingSetting']
      .filter((name) => entries.every(([known]) => known !== name))
      .map((name): [string, unknown] => [name, null]),
  ]),
};

/** A way to the emulator on which every JSON answer is changed. */
class ChangingProxy {
  change: Change = (value) => value;
  readonly #server: Server;

  constructor(target: string) {
    this.#server = createServer((incoming, response) => {
      this.#pass(target, incoming, response).catch(() => response.destroy());
    });
  }

  async #pass(target: string, incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const {
      host: _,
      connection: __,
      'content-length': ___,
      ...headers
    } = incoming.headers as Record<string, string>;
    const answer = await fetch(target + incoming.url, {
      method: incoming.method ?? 'GET',
      headers,
      ...(chunks.length === 0 ? {} : { body: Buffer.concat(chunks) }),
    });
    // Links lead through here again.
    const text = (await answer.text()).replaceAll(target, `http://${incoming.headers.host}`);
    const isJson = answer.headers.get('content-type') === 'application/json';
    const isChanged = isJson && incoming.url?.startsWith('/ims/') !== true;
    response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' });
    response.end(isChanged ? JSON.stringify(this.change(JSON.parse(text))) : text);
  }

  async open(): Promise<string> {
    await new Promise<void>((done) => this.#server.listen(0, '127.0.0.1', done));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((done) => this.#server.close(done));
  }
}

/** What the clients read of one world, but for schemas: their members are data. */
async function readAll({ cja, platform }: Clients, world: MadeWorld): Promise<unknown> {
  const { connectionId, viewId, dataSetId, batchId } = world;
  return {
    connections: await cja.listConnections(),
    connection: await cja.getConnection(connectionId),
    backfills: await cja.listBackfills({ connectionId, dataSetId }),
    views: await cja.listDataViews(),
    view: await cja.getDataView(viewId),
    dimensions: await cja.listComponents({ dataViewId: viewId, type: 'dimensions' }),
    metrics: await cja.listComponents({ dataViewId: viewId, type: 'metrics' }),
    segments: await cja.listSegments(),
    records: await cja.listAuditRecords({ component: 'DATA_VIEW', componentId: viewId }),
    datasets: await platform.listDataSets(),
    dataset: await platform.getDataSet(dataSetId),
    batches: await platform.listBatches({ dataSetId, atMost: 3 }),
    tenant: await platform.getTenant(),
    descriptors: await platform.listIdentityDescriptors(),
    parts: await platform.listBatchParts({ batchId }),
  };
}

/** Members without which an answer names nothing, or its pages and links lead nowhere; see `required-members.ts` of the emulator. */
const NEEDED = new Set([
  ...['id', 'content', 'number', 'size', 'numberOfElements', 'totalElements', 'totalPages'],
  ...['status', 'created', 'relatedObjects', 'type', 'data', '_page', '_links', 'self', 'href', 'next'],
  ...['dataSetFileId', 'imsOrg', 'tenantId', 'dateCreated', 'action', 'user', 'component'],
  ...['@id', '@type', 'xdm:sourceSchema', 'xdm:sourceProperty', 'xdm:namespace', 'xdm:descriptorIdentity'],
]);

/** Every name of a member that anything in these values has. */
function collectNames(value: unknown, into: Set<string>): void {
  if (typeof value !== 'object' || value === null) return;
  const isList = Array.isArray(value) || isMap(Object.keys(value));
  for (const [name, member] of Object.entries(value)) {
    if (!isList) into.add(name);
    collectNames(member, into);
  }
}

/** The ids of what was read, in its order. */
function idsOf(read: unknown): unknown {
  if (Array.isArray(read)) return read.map(idsOf);
  return typeof read === 'object' && read !== null && 'id' in read ? read.id : typeof read;
}

describe('what Adobe announces that it may change', () => {
  let emulator: TestEmulator;
  let world: MadeWorld;
  let proxy: ChangingProxy;
  let clients: Clients;
  let plain: unknown;

  beforeAll(async () => {
    emulator = await startTestEmulator();
    const direct = connectClients(emulator.url);
    world = await callEveryOperation(emulator, direct);
    await direct.transport.close();
    proxy = new ChangingProxy(emulator.url);
    clients = connectClients(await proxy.open());
    plain = await readAll(clients, world);
  }, 120_000);

  afterAll(async () => {
    await clients.transport.close();
    await proxy.close();
    await emulator.close();
  });

  it.each(Object.entries(CHANGES))('changes nothing of what is read: %s', async (_what, change) => {
    proxy.change = change;
    expect(await readAll(clients, world)).toEqual(plain);
  });

  it('is read where optional members are absent, some or all', async () => {
    const names = new Set<string>();
    proxy.change = (value) => {
      collectNames(value, names);
      return value;
    };
    await readAll(clients, world);
    const optional = [...names].filter((name) => !NEEDED.has(name));
    expect(optional.length).toBeGreaterThan(50);
    const ids = (read: unknown): unknown => Object.values(read as object).map(idsOf);
    const groups = Array.from({ length: 8 }, (_, group) => optional.filter((_name, at) => at % 8 === group));
    for (const group of [...groups, optional]) {
      proxy.change = changeObjects((entries) =>
        entries.filter(([name]) => {
          // The name of a file leads to it, as its link does.
          const isFile = name === 'name' && entries.some(([known]) => known === '_links');
          return isFile || !group.includes(name);
        }),
      );
      const read = await readAll(clients, world).catch((error: unknown) => {
        throw new Error(`without ${group.join(', ')}: ${String(error)}`);
      });
      expect(ids(read), `without ${group.join(', ')}`).toEqual(ids(plain));
    }
  });
});
