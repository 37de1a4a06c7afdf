import { parquetReadObjects } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findDatasetId, SCHEMA_FULL, startTestEmulator, type TestEmulator } from './test-client.ts';

let emulator: TestEmulator;

beforeAll(async () => {
  emulator = await startTestEmulator();
});

afterAll(() => emulator.close());

const CATALOG = '/data/foundation/catalog';
const REGISTRY = '/data/foundation/schemaregistry';
const EXPORT = '/data/foundation/export';

interface Entry {
  readonly name?: string;
  readonly created: number;
  readonly schemaRef: { id: string };
}

describe('sandboxes', () => {
  it('are listed for those who say what they accept', async () => {
    const { body } = await emulator.call<{ sandboxes: { name: string }[] }>(
      '/data/foundation/sandbox-management/',
    );
    expect(body.sandboxes.map(({ name }) => name)).toEqual(['prod', 'dev']);
  });

  it('are found by name', async () => {
    const found = await emulator.call('/data/foundation/sandbox-management/sandboxes/dev');
    const missing = await emulator.call('/data/foundation/sandbox-management/sandboxes/none');
    expect(found.body).toMatchObject({ name: 'dev', state: 'active', type: 'development' });
    expect(missing.status).toBe(404);
  });
});

describe('datasets', () => {
  it('are keyed by id and paged by start and limit without any page data', async () => {
    const first = await emulator.call(`${CATALOG}/dataSets?limit=4&start=0&properties=name`);
    const second = await emulator.call(`${CATALOG}/dataSets?limit=4&start=4&properties=name`);
    expect(Object.keys(first.body)).toHaveLength(4);
    expect(Object.keys(second.body)).toHaveLength(2);
    expect(Object.values(first.body)[0]).toEqual({ name: 'Luma Web Events' });
  });

  it('refuse a limit of 0 or above 100', async () => {
    const statuses = await Promise.all(
      [0, 101].map(async (limit) => (await emulator.call(`${CATALOG}/dataSets?limit=${limit}`)).status),
    );
    expect(statuses).toEqual([400, 400]);
  });

  it.each([
    ['name=Luma Plans', ['Luma Plans']],
    ['name=Luma Plans,Luma Profiles', ['Luma Profiles', 'Luma Plans']],
    ['property=name~^Luma A', ['Luma Audience Traits', 'Luma App Events']],
    ['property=name==Luma Plans', ['Luma Plans']],
    [
      'property=name~Events$&orderBy=desc:name',
      ['Luma Web Events', 'Luma Consumer Events', 'Luma App Events'],
    ],
    ['tags=unifiedProfile:enabled*&property=name~^Luma P', ['Luma Profiles']],
    ['property=!tags', []],
  ])('can be filtered by %s', async (query, names) => {
    const search = new URLSearchParams(query).toString();
    const { body } = await emulator.call<Record<string, Entry>>(`${CATALOG}/dataSets?${search}`);
    expect(Object.values(body).map(({ name }) => name)).toEqual(names);
  });

  it('are read by id as a map of one', async () => {
    const id = await findDatasetId(emulator, 'Luma Plans');
    const found = await emulator.call(`${CATALOG}/dataSets/${id}`);
    const missing = await emulator.call(`${CATALOG}/dataSets/000000000000000000000000`);
    const elsewhere = await emulator.call(`${CATALOG}/dataSets/${id}`, {
      headers: { 'x-sandbox-name': 'dev' },
    });
    expect(found.body).toMatchObject({ [id]: { name: 'Luma Plans' } });
    expect([missing.status, elsewhere.status]).toEqual([404, 404]);
  });
});

describe('batches', () => {
  it('come newest first, about one a day', async () => {
    const id = await findDatasetId(emulator, 'Luma Web Events');
    const query = `dataSet=${id}&status=success&orderBy=desc:created&limit=100`;
    const { body } = await emulator.call<Record<string, Entry>>(`${CATALOG}/batches?${query}`);
    const created = Object.values(body).map((batch) => batch.created);
    expect(created).toHaveLength(100);
    expect(created).toEqual([...created].sort((first, second) => second - first));
  });

  it('can be limited to a time', async () => {
    const id = await findDatasetId(emulator, 'Luma Web Events');
    const all = await emulator.call<Record<string, Entry>>(
      `${CATALOG}/batches?dataSet=${id}&orderBy=desc:created`,
    );
    const third = Object.values(all.body)[2]?.created;
    const newer = await emulator.call(`${CATALOG}/batches?dataSet=${id}&createdAfter=${third}`);
    expect(Object.keys(newer.body)).toHaveLength(2);
  });

  it('keep coming as the clock moves', async () => {
    const own = await startTestEmulator();
    const id = await findDatasetId(own, 'Luma Web Events');
    const query = `${CATALOG}/batches?dataSet=${id}&orderBy=desc:created&limit=1`;
    const before = Object.keys((await own.call(query)).body);
    await own.advance(86_400);
    const after = Object.keys((await own.call(query)).body);
    await own.close();
    expect(after).not.toEqual(before);
  });
});

interface FilePage {
  readonly data: {
    dataSetFileId?: string;
    name?: string;
    length: string;
    _links: { self: { href: string } };
  }[];
  readonly _links: { next?: { href: string } };
}

describe('files', () => {
  async function findPart(): Promise<{ href: string; length: number }> {
    const id = await findDatasetId(emulator, 'Luma Web Events');
    const batches = await emulator.call(`${CATALOG}/batches?dataSet=${id}&limit=1`);
    const files = await emulator.call<FilePage>(`${EXPORT}/batches/${Object.keys(batches.body)[0]}/files`);
    const entry = files.body.data[0];
    const parts = await emulator.call<FilePage>(`${EXPORT}/files/${entry?.dataSetFileId}`);
    const part = parts.body.data[0];
    return { href: part?._links.self.href ?? '', length: Number(part?.length) };
  }

  it('are real Parquet, also those of daily input batches', async () => {
    const { href, length } = await findPart();
    const { body } = await emulator.readBytes(href);
    expect(body.byteLength).toBe(length);
    const rows = await parquetReadObjects({ file: body, compressors });
    expect(rows.length).toBeGreaterThan(100);
    expect(rows[0]).toHaveProperty('identityMap.ECID');
  });

  it('come in ranges', async () => {
    const { href, length } = await findPart();
    const whole = new Uint8Array((await emulator.readBytes(href)).body);
    const range = await emulator.readBytes(href, { range: 'bytes=10-109' });
    const tail = await emulator.readBytes(href, { range: 'bytes=-4' });
    const beyond = await emulator.readBytes(href, { range: `bytes=${length}-` });
    expect(range.status).toBe(206);
    expect(range.headers.get('content-range')).toBe(`bytes 10-109/${length}`);
    expect(new Uint8Array(range.body)).toEqual(whole.slice(10, 110));
    expect(new TextDecoder().decode(tail.body)).toBe('PAR1');
    expect(beyond.status).toBe(416);
  });

  it('tell size and type to HEAD, which needs a path', async () => {
    const { href, length } = await findPart();
    const path = href.slice(emulator.url.length);
    const head = await emulator.call(path, { method: 'HEAD' });
    const bare = await emulator.call(path.split('?')[0] ?? '', { method: 'HEAD' });
    expect(head.headers.get('content-length')).toBe(String(length));
    expect(head.headers.get('accept-ranges')).toBe('bytes');
    expect(head.headers.get('content-type')).toBe('application/parquet');
    expect(bare.status).toBe(400);
  });

  it('that do not exist are a 404', async () => {
    const { href } = await findPart();
    const path = href.slice(emulator.url.length).split('?')[0];
    const other = await emulator.call(`${path}?path=../../world.json`);
    const batch = await emulator.call(`${EXPORT}/batches/01NOTHING/files`);
    expect([other.status, batch.status]).toEqual([404, 404]);
  });
});

describe('schemas', () => {
  interface Schemas {
    readonly results: { $id: string; 'meta:altId': string; title: string }[];
    readonly _page: { next?: string | null };
    readonly _links: { next?: { href: string } };
  }
  const list = { headers: { accept: 'application/vnd.adobe.xed-id+json' } };

  it('are paged by a value of the sort property', async () => {
    const titles: string[] = [];
    let path: string | undefined = `${REGISTRY}/tenant/schemas?orderby=title&limit=4`;
    while (path) {
      const answer: { body: Schemas } = await emulator.call<Schemas>(path, list);
      titles.push(...answer.body.results.map(({ title }) => title));
      path = answer.body._links.next?.href.slice(emulator.url.length);
    }
    expect(titles).toHaveLength(6);
    expect(titles).toEqual([...titles].sort());
  });

  it('are found by altId and by encoded $id, resolved', async () => {
    const { body } = await emulator.call<Schemas>(`${REGISTRY}/tenant/schemas`, list);
    const schema = body.results.find(({ title }) => title.startsWith('Luma Web'));
    const accept = { headers: { accept: SCHEMA_FULL } };
    const byAltId = await emulator.call(`${REGISTRY}/tenant/schemas/${schema?.['meta:altId']}`, accept);
    const byId = await emulator.call(
      `${REGISTRY}/tenant/schemas/${encodeURIComponent(schema?.$id ?? '')}`,
      accept,
    );
    expect(byAltId.body).toEqual(byId.body);
    expect(byId.body).toMatchObject({
      'meta:class': 'https://ns.adobe.com/xdm/context/experienceevent',
      properties: { commerce: { properties: { order: { properties: { purchaseID: { type: 'string' } } } } } },
    });
  });

  it('are not resolved unless asked for', async () => {
    const { body } = await emulator.call<Schemas>(`${REGISTRY}/tenant/schemas`, list);
    const path = `${REGISTRY}/tenant/schemas/${body.results[0]?.['meta:altId']}`;
    const plain = await emulator.call(path, {
      headers: { accept: 'application/vnd.adobe.xed+json; version=1' },
    });
    expect(plain.body).toHaveProperty('allOf');
    expect(plain.body).not.toHaveProperty('properties');
  });

  it('want an Accept header with a version', async () => {
    const path = `${REGISTRY}/tenant/schemas/_luma.schemas.nothing`;
    const statuses = await Promise.all(
      ['*/*', 'application/vnd.adobe.xed-full+json', 'text/html', SCHEMA_FULL].map(
        async (accept) => (await emulator.call(path, { headers: { accept } })).status,
      ),
    );
    expect(statuses).toEqual([400, 406, 406, 404]);
  });

  it('that are missing give the error body of the registry', async () => {
    const { body } = await emulator.call(`${REGISTRY}/tenant/schemas/_luma.schemas.nothing`, {
      headers: { accept: SCHEMA_FULL },
    });
    expect(body).toMatchObject({
      type: 'http://ns.adobe.com/aep/errors/XDM-1012-404',
      status: 404,
      report: { 'sub-errors': [] },
    });
  });

  it('know the tenant and the identities', async () => {
    const stats = await emulator.call(`${REGISTRY}/stats`);
    const descriptors = await emulator.call<Record<string, { 'xdm:namespace': string }[]>>(
      `${REGISTRY}/tenant/descriptors`,
      { headers: { accept: 'application/vnd.adobe.xdm+json' } },
    );
    expect(stats.body).toMatchObject({ tenantId: 'luma' });
    expect(descriptors.body['xdm:descriptorIdentity']?.map((one) => one['xdm:namespace'])).toEqual([
      'ECID',
      'CRMID',
    ]);
  });
});
