import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Transport } from '../../../runner/host/index.ts';
import {
  CJA_PAGE_SIZE,
  CjaClient,
  toBareConnectionId,
  toConnectionId,
} from '../../../runner/providers/cja/index.ts';
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

/** A client whose token request is answered, whatever the script says. */
function make(
  script: (seen: Seen, call: number) => Scripted,
  access: 'read-only' | 'read-write' = 'read-write',
) {
  let calls = 0;
  server.answerBy((seen) => {
    if (seen.url.startsWith('/ims/')) return { body: { access_token: 't', expires_in: 86_399 } };
    calls += 1;
    return script(seen, calls - 1);
  });
  const made = makeApi(server.url, 'cja', { access });
  open.push(made.transport);
  return { client: new CjaClient(made.api), getCalls: () => calls };
}

const query = (seen: Seen): URLSearchParams => new URL(seen.url, 'http://x').searchParams;
const views = (count: number): { id: string }[] =>
  Array.from({ length: count }, (_, index) => ({ id: `dv_${index}` }));

type Naming = 'guide' | 'spec' | 'counts' | 'short';

function page(items: readonly object[], seen: Seen, naming: Naming): Scripted {
  const size = Number(query(seen).get('limit'));
  const number = Number(query(seen).get('page'));
  const content = items.slice(number * size, (number + 1) * size);
  const totalPages = Math.ceil(items.length / size);
  const counts = { content, number, size, totalElements: items.length, totalPages, unknown: { a: 1 } };
  const isLast = number + 1 >= totalPages;
  const bodies = {
    guide: { ...counts, lastPage: isLast, firstPage: number === 0 },
    spec: { ...counts, last: isLast, first: number === 0, pageable: {} },
    counts,
    short: { content },
  };
  return { body: bodies[naming] };
}

describe('lists', () => {
  it.each(['guide', 'spec', 'counts'] as const)(
    'named as in the %s cost exactly one request for each page',
    async (naming) => {
      for (const count of [0, 1, 99, 100, 101, 200, 250]) {
        const all = views(count);
        const { client, getCalls } = make((seen) => page(all, seen, naming));
        expect((await client.listDataViews()).map((view) => view.id)).toEqual(all.map((view) => view.id));
        expect(getCalls()).toBe(Math.max(1, Math.ceil(count / CJA_PAGE_SIZE)));
      }
    },
  );

  it('without any paging names end with a short page', async () => {
    const { client } = make((seen) => page(views(5), seen, 'short'));
    expect(await client.listDataViews({ pageSize: 2 })).toHaveLength(5);
  });

  it('may be bare arrays', async () => {
    const { client, getCalls } = make(() => ({ body: views(3) }));
    expect(await client.listDataViews()).toHaveLength(3);
    expect(getCalls()).toBe(1);
  });

  it('ask for fresh answers with the given expansion, also for hidden datasets', async () => {
    const { client } = make(() => ({ body: [] }));
    await client.listConnections({ expansion: ['name', 'dataSets'], sandboxName: 'prod' });
    await client.listDataViews({ dataViewIds: ['dv_1', 'dv_2'], parentDataGroupId: 'abc' });
    const [connections, dataViews] = server.seen.filter((seen) => seen.url.startsWith('/data/')).map(query);
    expect(Object.fromEntries(connections ?? [])).toEqual({
      expansion: 'name,dataSets',
      cached: 'false',
      includeHiddenDataSets: 'true',
      sandboxName: 'prod',
      limit: '100',
      page: '0',
    });
    expect(dataViews?.get('dataViewIds')).toBe('dv_1,dv_2');
    expect(dataViews?.get('parentDataGroupId')).toBe('dg_abc');
  });

  it('take once what came twice because something was inserted', async () => {
    const all = views(5);
    const { client } = make((seen, call) => page(call === 0 ? all.slice(1) : all, seen, 'short'));
    expect((await client.listDataViews({ pageSize: 2 })).map((view) => view.id).sort()).toEqual([
      'dv_1',
      'dv_2',
      'dv_3',
      'dv_4',
    ]);
  });

  it('are read again when something was deleted meanwhile, so that nothing slips by', async () => {
    const all = views(6);
    const { client, getCalls } = make((seen, call) => page(call === 0 ? all : all.slice(1), seen, 'guide'));
    expect((await client.listDataViews({ pageSize: 2 })).map((view) => view.id)).toEqual(
      all.slice(1).map((view) => view.id),
    );
    expect(getCalls()).toBe(6);
  });

  it('are accepted as they are when a total counts what nobody may see', async () => {
    const { client } = make((seen) => {
      const { body } = page(views(3), seen, 'guide');
      return { body: { ...(body as object), totalElements: 9 } };
    });
    expect(await client.listDataViews({ pageSize: 2 })).toHaveLength(3);
  });

  it('that never end, or repeat themselves, are errors', async () => {
    const endless = make((_seen, call) => ({ body: { content: [{ id: `dv_${call}` }], lastPage: false } }));
    await expect(endless.client.listDataViews({ pageSize: 1 })).rejects.toMatchObject({
      code: 'answer-unreadable',
    });
    const same = make(() => ({ body: { content: views(2), lastPage: false } }));
    await expect(same.client.listDataViews({ pageSize: 2 })).rejects.toThrow('repeats');
    expect(same.getCalls()).toBe(2);
  }, 30_000);

  it.each([null, 'text', 7, {}, { content: 'x' }, { content: [{ name: 'no id' }] }])(
    'are not guessed from %j',
    async (body) => {
      const { client } = make(() => ({ body: JSON.stringify(body) }));
      await expect(client.listDataViews()).rejects.toMatchObject({ code: 'answer-unreadable' });
    },
  );
});

describe('connections', () => {
  it('have ids with their prefix, whichever way they come', async () => {
    const { client } = make(() => ({
      body: { content: [{ id: 'dg_a' }, { id: 'b' }, { idWithoutPrefix: 'c' }], lastPage: true },
    }));
    expect((await client.listConnections()).map((connection) => connection.id)).toEqual([
      'dg_a',
      'dg_b',
      'dg_c',
    ]);
    expect([toConnectionId('x'), toConnectionId('dg_x'), toBareConnectionId('dg_x')]).toEqual([
      'dg_x',
      'dg_x',
      'x',
    ]);
  });

  it('are read without what is null or unknown', async () => {
    const body = {
      id: 'dg_1',
      name: 'Scores',
      description: null,
      owner: { imsUserId: 'u', name: 'null null', type: 'imsUser' },
      dataRetentionMonths: '13',
      surprise: { deep: true },
      dataSets: [
        {
          dataSetId: 'd',
          type: 'EVENT',
          identityMap: true,
          dataSourceType: { id: 'other', x: 1 },
          backfills: [{ id: 'b', status: 'COMPLETED', startDate: null }],
        },
        null,
      ],
    };
    const { client } = make(() => ({ body }));
    expect(await client.getConnection('1')).toEqual({
      id: 'dg_1',
      name: 'Scores',
      owner: { id: 'u', type: 'imsUser' },
      dataRetentionMonths: 13,
      dataSets: [
        {
          dataSetId: 'd',
          type: 'EVENT',
          identityMap: true,
          dataSourceType: 'other',
          backfills: [{ id: 'b', status: 'COMPLETED' }],
        },
      ],
    });
    expect(server.seen.at(-1)?.url).toMatch(/^\/data\/connections\/dg_1\?/);
  });

  it('are absent only when Adobe itself says so', async () => {
    const absent = make(() => ({ status: 404, body: { errorCode: 'resource_not_found' } }));
    expect(await absent.client.getConnection('x')).toBeUndefined();
    const page404 = make(() => ({ status: 404, body: '<html><body>Not Found</body></html>' }));
    await expect(page404.client.getConnection('x')).rejects.toMatchObject({ code: 'gateway-page' });
    const forbidden = make(() => ({ status: 403 }));
    await expect(forbidden.client.getConnection('x')).rejects.toMatchObject({ code: 'forbidden' });
  });
});

describe('data views', () => {
  const body = { name: 'A', parentDataGroupId: 'dg_1', timezoneDesignator: 'UTC' };

  it.each([200, 201])('are created by an answer %i', async (status) => {
    const { client } = make(() => ({
      status,
      body: { ...body, id: 'dv_1', createdDate: '2026-01-01T00:00:00Z' },
    }));
    expect(await client.createDataView(body)).toMatchObject({
      id: 'dv_1',
      name: 'A',
      createdDate: '2026-01-01T00:00:00Z',
    });
    expect(JSON.parse(server.seen.at(-1)?.body ?? '')).toEqual(body);
  });

  it.each([{ body: {} }, { body: '' }, { status: 502 }, { reset: true }])(
    'may exist when a create ends with %j',
    async (scripted) => {
      const { client, getCalls } = make(() => scripted);
      await expect(client.createDataView(body)).rejects.toMatchObject({ outcome: 'unknown' });
      expect(getCalls()).toBe(1);
    },
  );

  it('are changed by sending all that is writable', async () => {
    const { client } = make((seen) => ({
      body: {
        id: 'dv_1',
        name: 'A',
        description: null,
        isDeleted: false,
        parentDataGroupId: 'dg_1',
        timezoneDesignator: 'UTC',
        currentTimezoneOffset: -6,
        sessionDefinition: [{ numPeriods: 30, granularity: 'minute', func: 'inactivity', events: [] }],
        owner: { name: 'x' },
        externalData: { externalParentId: '1' },
        method: seen.method,
      },
    }));
    await client.updateDataView('dv_1', { name: 'B' });
    expect(server.seen.at(-1)?.method).toBe('PUT');
    expect(JSON.parse(server.seen.at(-1)?.body ?? '')).toEqual({
      name: 'B',
      parentDataGroupId: 'dg_1',
      timezoneDesignator: 'UTC',
      sessionDefinition: [{ numPeriods: 30, granularity: 'MINUTE', func: 'INACTIVITY', events: [] }],
      externalData: { externalParentId: '1' },
    });
  });

  it('that are gone already are no error to delete', async () => {
    const gone = make(() => ({ status: 404, body: { errorCode: 'resource_not_found' } }));
    expect(await gone.client.deleteDataView('dv_1')).toBe(false);
    const done = make(() => ({ body: { result: 'success' } }));
    expect(await done.client.deleteDataView('dv_1')).toBe(true);
    const empty = make(() => ({ status: 204 }));
    expect(await empty.client.deleteDataView('dv_1')).toBe(true);
    const odd = make(() => ({ body: { result: 'failure' } }));
    await expect(odd.client.deleteDataView('dv_1')).rejects.toMatchObject({ outcome: 'unknown' });
  });

  it('are validated even where nothing may be written, and nothing else is', async () => {
    const { client } = make(
      () => ({ body: { valid: false, message: 'The following fields are required: [x] ' } }),
      'read-only',
    );
    expect(await client.validateDataView(body)).toEqual({
      valid: false,
      message: 'The following fields are required: [x]',
    });
    await expect(client.createDataView(body)).rejects.toMatchObject({ code: 'write-refused' });
    await expect(client.deleteDataView('dv_1')).rejects.toMatchObject({ code: 'write-refused' });
    await expect(client.replaceDataView('dv_1', body)).rejects.toMatchObject({ code: 'write-refused' });
  });

  it.each(['', '.', '..'])('with the id %j are never asked for', async (id) => {
    const { client, getCalls } = make(() => ({ body: {} }));
    await expect(client.deleteDataView(id)).rejects.toMatchObject({ code: 'unsafe-id' });
    expect(getCalls()).toBe(0);
  });
});

it('components are two requests, hidden ones included', async () => {
  const { client, getCalls } = make((seen) => ({
    body: seen.url.includes('/metrics')
      ? [{ id: 'metrics/a', formatSetting: { x: 1 } }]
      : { content: [{ id: 'variables/a' }] },
  }));
  expect(await client.listComponents({ dataViewId: 'dv_1', type: 'dimensions' })).toEqual([
    { id: 'variables/a' },
  ]);
  expect(await client.listComponents({ dataViewId: 'dv_1', type: 'metrics' })).toEqual([
    { id: 'metrics/a', formatSetting: { x: 1 } },
  ]);
  expect(getCalls()).toBe(2);
});

it('audit records have paging names of their own', async () => {
  const { client } = make(() => ({
    body: {
      content: [{ id: '1', action: 'EDIT', user: { email: 'a@b' }, component: { id: 'dg_1' } }],
      last: false,
    },
  }));
  const records = await client.listAuditRecords({ component: 'CONNECTION', componentId: 'dg_1', atMost: 1 });
  expect(records).toEqual([{ id: '1', action: 'EDIT', userEmail: 'a@b', componentId: 'dg_1' }]);
  expect(server.seen.at(-1)?.url).toBe(
    '/auditlogs/api/v1/auditlogs?component=CONNECTION&componentId=dg_1&pageSize=1&pageNumber=0',
  );
});

it('any JSON as an answer ends in a result or in an error of ours', async () => {
  let body: unknown = null;
  const { client } = make(() => ({ body: JSON.stringify(body) }));
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(fc.jsonValue(), fc.record({ content: fc.array(fc.jsonValue()), lastPage: fc.constant(true) })),
      async (value) => {
        body = value;
        for (const call of [
          client.listConnections(),
          client.getDataView('dv_1'),
          client.listComponents({ dataViewId: 'x', type: 'metrics' }),
        ]) {
          await call.catch((error: unknown) => expect(error).toMatchObject({ code: 'answer-unreadable' }));
        }
      },
    ),
    { numRuns: 100 },
  );
});
