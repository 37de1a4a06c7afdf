import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Transport } from '../../../runner/host/index.ts';
import { isProfileEnabled, PlatformClient } from '../../../runner/providers/platform/index.ts';
import { type Scripted, ScriptedServer, type Seen } from '../../host/scripted-server.ts';
import { makeApi } from '../../host/transport-setup.ts';

let server: ScriptedServer;
const open: Transport[] = [];

beforeEach(async () => {
  server = await ScriptedServer.start();
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((transport) => transport.close()));
  await server.stop();
});

function make(script: (seen: Seen, url: URL, call: number) => Scripted) {
  let calls = 0;
  server.answerBy((seen) => {
    if (seen.url.startsWith('/ims/')) return { body: { access_token: 't', expires_in: 86_399 } };
    calls += 1;
    return script(seen, new URL(seen.url, server.url), calls - 1);
  });
  const made = makeApi(server.url, 'platform');
  open.push(made.transport);
  return { client: new PlatformClient(made.api), getCalls: () => calls };
}

describe('Catalog', () => {
  it('is paged by offset from zero until a short page', async () => {
    const ids = Array.from({ length: 205 }, (_, index) => `id${index}`);
    const { client, getCalls } = make((_seen, url) => {
      const start = Number(url.searchParams.get('start'));
      const part = ids.slice(start, start + Number(url.searchParams.get('limit')));
      return { body: Object.fromEntries(part.map((id) => [id, { name: `n ${id}` }])) };
    });
    expect(
      (await client.listDataSets({ properties: ['name~^Customer AI Scores', 'tags'] })).map(
        (item) => item.id,
      ),
    ).toEqual(ids);
    expect(getCalls()).toBe(3);
    const [first] = server.seen.filter((seen) => seen.url.startsWith('/data/'));
    expect(new URL(first?.url ?? '', server.url).searchParams.getAll('property')).toEqual([
      'name~^Customer AI Scores',
      'tags',
    ]);
    expect(first?.headers['x-sandbox-name']).toBe('prod');
  });

  it.each([
    ['one before the page was deleted', (ids: string[]) => ids.splice(3, 1)],
    ['two were deleted and one came in front', (ids: string[]) => ids.splice(3, 2, 'new')],
    ['many were deleted', (ids: string[]) => ids.splice(10, 80)],
    ['one came in front', (ids: string[]) => ids.unshift('new')],
  ])('loses and doubles nothing when its pages shift: %s', async (_what, change) => {
    const ids = Array.from({ length: 250 }, (_, index) => `id${index}`);
    let isChanged = false;
    const { client } = make((_seen, url) => {
      const start = Number(url.searchParams.get('start'));
      if (start > 0 && !isChanged) {
        isChanged = true;
        change(ids);
      }
      const part = ids.slice(start, start + Number(url.searchParams.get('limit')));
      return { body: Object.fromEntries(part.map((id) => [id, { name: id }])) };
    });
    const found = (await client.listDataSets()).map((item) => item.id);
    expect(new Set(found).size).toBe(found.length);
    const stable = ids.filter((id) => id !== 'new');
    expect(stable.filter((id) => !found.includes(id))).toEqual([]);
  });

  it('that shifts at every read is an error, not a guess', async () => {
    let gone = 0;
    const { client, getCalls } = make((_seen, url) => {
      const start = Number(url.searchParams.get('start'));
      if (start > 0) gone += 1;
      const ids = Array.from({ length: 150 }, (_, index) => `id${gone + index}`);
      const part = ids.slice(start, start + 100);
      return { body: Object.fromEntries(part.map((id) => [id, {}])) };
    });
    await expect(client.listDataSets()).rejects.toThrow('changed each of the 4 times');
    expect(getCalls()).toBe(8);
  });

  it('is taken as it is when it has no order that two pages share, and two reads agree', async () => {
    const ids = Array.from({ length: 120 }, (_, index) => `id${index}`);
    const { client } = make((_seen, url) => {
      const part = url.searchParams.get('start') === '0' ? ids.slice(0, 100) : ids.slice(100);
      return { body: Object.fromEntries(part.map((id) => [id, {}])) };
    });
    expect(await client.listDataSets()).toHaveLength(120);
  });

  it('answers one dataset as a map of one', async () => {
    const { client } = make(() => ({
      body: {
        d1: {
          name: 'Scores',
          schemaRef: { id: 'https://ns/x' },
          tags: { unifiedProfile: ['enabled: true'] },
          created: 1,
          extra: {},
        },
      },
    }));
    const dataset = await client.getDataSet('d1');
    expect(dataset).toMatchObject({ id: 'd1', name: 'Scores', schemaId: 'https://ns/x' });
    expect(dataset !== undefined && isProfileEnabled(dataset)).toBe(true);
    expect(await client.getDataSet('d2')).toBeUndefined();
  });

  it('has an empty body for 404', async () => {
    const { client } = make(() => ({ status: 404 }));
    expect(await client.getDataSet('d1')).toBeUndefined();
  });

  it('gives batches newest first, with what they replace', async () => {
    const { client } = make(() => ({
      body: {
        b1: { status: 'success', created: 1, metrics: { recordsWritten: 5 } },
        b2: {
          status: 'success',
          created: 2,
          replay: { predecessors: ['b1'] },
          metrics: { outputRecordCount: '7' },
        },
      },
    }));
    const batches = await client.listBatches({ dataSetId: 'd', atMost: 2 });
    expect(batches.map(({ id, rows, replaces }) => ({ id, rows, replaces }))).toEqual([
      { id: 'b2', rows: 7, replaces: ['b1'] },
      { id: 'b1', rows: 5, replaces: [] },
    ]);
  });

  it.each(['[1]', '"x"', 'null', '{"a": 1}'])('is not guessed from %s', async (body) => {
    const { client } = make(() => ({ body }));
    await expect(client.listDataSets()).rejects.toMatchObject({ code: 'answer-unreadable' });
  });
});

describe('the Schema Registry', () => {
  it('gives resolved schemas, flat', async () => {
    const { client } = make(() => ({
      body: {
        $id: 'https://ns.adobe.com/luma/schemas/1',
        'meta:altId': '_luma.schemas.1',
        'meta:class': 'https://ns.adobe.com/xdm/context/profile',
        properties: {
          _luma: {
            type: 'object',
            properties: {
              CustomerAI: {
                type: 'object',
                properties: { key: { properties: { score: { type: 'number', 'meta:xdmType': 'double' } } } },
              },
            },
          },
          factors: { type: 'array', items: { properties: { code: { type: 'string' } } } },
          identityMap: { type: 'object', additionalProperties: { type: 'array' } },
        },
      },
    }));
    const schema = await client.getSchema('https://ns.adobe.com/luma/schemas/1');
    expect(
      schema?.fields.map((field) => [field.path.join('.'), field.type, field.isArray, field.isMap]),
    ).toEqual([
      ['_luma', 'object', false, false],
      ['_luma.CustomerAI', 'object', false, false],
      ['_luma.CustomerAI.key', undefined, false, false],
      ['_luma.CustomerAI.key.score', 'double', false, false],
      ['factors', undefined, true, false],
      ['factors.code', 'string', false, false],
      ['identityMap', 'object', false, true],
    ]);
    expect(server.seen.at(-1)).toMatchObject({
      url: '/data/foundation/schemaregistry/tenant/schemas/https%3A%2F%2Fns.adobe.com%2Fluma%2Fschemas%2F1',
      headers: { accept: 'application/vnd.adobe.xed-full+json; version=1' },
    });
  });

  it.each([
    {
      'xdm:descriptorIdentity': [
        {
          'xdm:sourceSchema': 's',
          'xdm:sourceProperty': '/a/b',
          'xdm:namespace': 'ECID',
          'xdm:isPrimary': true,
        },
      ],
    },
    {
      results: [
        {
          '@type': 'xdm:descriptorIdentity',
          'xdm:sourceSchema': 's',
          'xdm:sourceProperty': '/a/b',
          'xdm:namespace': 'ECID',
          'xdm:isPrimary': true,
        },
        { '@type': 'xdm:descriptorOneToOne', 'xdm:sourceSchema': 's', 'xdm:sourceProperty': '/c' },
      ],
    },
  ])('gives identities, grouped or as a list: %#', async (body) => {
    const { client } = make(() => ({ body }));
    expect(await client.listIdentityDescriptors({ schemaId: 's' })).toEqual([
      { schemaId: 's', path: ['a', 'b'], namespace: 'ECID', isPrimary: true },
    ]);
  });

  it('knows the tenant, with or without underscore', async () => {
    const { client } = make(() => ({ body: { imsOrg: 'o', tenantId: '_luma' } }));
    expect(await client.getTenant()).toEqual({ tenantId: 'luma', organizationId: 'o' });
  });
});

describe('Data Access', () => {
  const EXPORT = '/data/foundation/export';

  it('is followed through pages, folders and nested entries, by links only', async () => {
    const href = (path: string) => ({ href: `${server.url}${EXPORT}${path}` });
    const bodies: Readonly<Record<string, object>> = {
      '/batches/b/files': {
        data: [{ dataSetFileId: 'f1', _links: { self: href('/files/f1') } }],
        _page: { count: 9 },
        _links: { next: href('/batches/b/files?start=1') },
      },
      '/batches/b/files?start=1': {
        data: [{ dataSetFileId: 'f2', isValid: false, _links: { self: href('/files/f2') } }],
      },
      '/files/f1': {
        data: [{ name: 'p0', length: '10', _links: { self: href('/files/f1?path=p0') } }],
        _links: { next: href('/files/f1?start=p0') },
      },
      '/files/f1?start=p0': {
        data: [{ name: 'p1', length: '20', _links: { self: href('/files/f1?path=p1') } }],
        _links: { next: href('/files/f1') },
      },
      '/files/f2': { data: [{ dataSetFileId: 'f3', _links: { self: href('/files/f3') } }] },
      '/files/f3': { data: [{ name: 'p0', _links: { self: href('/files/f3?path=p0') } }] },
    };
    const { client } = make((seen) => ({ body: bodies[seen.url.replace(EXPORT, '')] ?? {} }));
    expect(await client.listBatchParts({ batchId: 'b' })).toEqual([
      { dataSetFileId: 'f1', name: 'p0', bytes: 10 },
      { dataSetFileId: 'f1', name: 'p1', bytes: 20 },
      { dataSetFileId: 'f3', name: 'p0' },
    ]);
  });

  it('takes the token nowhere else', async () => {
    const { client, getCalls } = make(() => ({
      body: { data: [{ dataSetFileId: 'f', _links: { self: { href: 'https://evil.example/x' } } }] },
    }));
    await expect(client.listBatchParts({ batchId: 'b' })).rejects.toMatchObject({ code: 'foreign-link' });
    expect(getCalls()).toBe(1);
  });

  it('that nests for ever is an error', async () => {
    const { client } = make((_seen, _url, call) => ({ body: { data: [{ dataSetFileId: `f${call}` }] } }));
    await expect(client.listBatchParts({ batchId: 'b' })).rejects.toMatchObject({
      code: 'answer-unreadable',
    });
  });

  it('gives sizes and ranges, streamed to their place, again after a lost connection', async () => {
    const bytes = Buffer.from(Array.from({ length: 1000 }, (_, index) => index % 251));
    const { client } = make((seen, _url, call) => {
      if (seen.method === 'HEAD')
        return {
          headers: {
            'content-length': '1000',
            'accept-ranges': 'bytes',
            'content-type': 'application/parquet',
          },
        };
      const [, start, end] = /bytes=(\d+)-(\d+)/.exec(seen.headers.range ?? '') ?? [];
      const part = bytes.subarray(Number(start), Number(end) + 1);
      const headers = { 'content-range': `bytes ${start}-${end}/1000` };
      return call % 2 === 1
        ? { status: 206, body: part, headers, cutAfter: 50 }
        : { status: 206, body: part, headers };
    });
    const target = { dataSetFileId: 'f', name: 'p 0&x' };
    expect(await client.readFileInfo(target)).toEqual({
      bytes: 1000,
      acceptsRanges: true,
      contentType: 'application/parquet',
    });
    const stored = new Uint8Array(1000);
    for (const start of [600, 0, 300]) {
      const end = start === 600 ? 999 : start + 299;
      let place = 0;
      const sink = {
        begin: (at: number): void => {
          place = at;
        },
        take: async (chunk: Uint8Array): Promise<void> => {
          stored.set(chunk, place);
          place += chunk.byteLength;
        },
      };
      expect(await client.downloadRange({ ...target, start, end, sink })).toEqual({ total: 1000 });
    }
    expect(stored).toEqual(new Uint8Array(bytes));
    expect(server.seen.at(-1)?.url).toBe(`${EXPORT}/files/f?path=p%200%26x`);
  });

  it('ends with an error where the bytes are not taken', async () => {
    const { client } = make(() => ({ status: 200, body: new Uint8Array(10) }));
    const sink = { begin: () => {}, take: async () => await Promise.reject(new Error('full')) };
    const target = { dataSetFileId: 'f', name: 'p', start: 0, end: 9, sink };
    await expect(client.downloadRange(target)).rejects.toThrow(/full|could not be stored/u);
  });
});
