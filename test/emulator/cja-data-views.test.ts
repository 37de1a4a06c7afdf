import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findDatasetId, makeConnection, START, startTestEmulator, type TestEmulator } from './test-client.ts';

let emulator: TestEmulator;

beforeEach(async () => {
  emulator = await startTestEmulator();
});

afterEach(() => emulator.close());

interface Page<T> {
  readonly content: T[];
  readonly totalElements: number;
  readonly totalPages: number;
  readonly lastPage: boolean;
}

type Item = Record<string, unknown> & { id: string };

async function makeDataView(overrides: Record<string, unknown> = {}, expansion = ''): Promise<Item> {
  const parentDataGroupId = overrides.parentDataGroupId ?? (await makeConnection(emulator));
  const answer = await emulator.call<Item>(`/data/dataviews?expansion=${expansion}`, {
    method: 'POST',
    body: { name: 'Account upgrade', timezoneDesignator: 'Europe/Lisbon', ...overrides, parentDataGroupId },
  });
  expect(answer.status).toBe(200);
  return answer.body;
}

describe('data views', () => {
  it('give the id alone unless more is asked for, on POST too', async () => {
    const made = await makeDataView();
    expect(made).toEqual({ id: expect.stringMatching(/^dv_[\da-f]{24}$/) });
  });

  it('answer what they were given, enums in lower case', async () => {
    const connection = await makeConnection(emulator);
    const made = await makeDataView(
      {
        parentDataGroupId: connection,
        sessionDefinition: [{ numPeriods: 15, granularity: 'MINUTE', func: 'INACTIVITY', events: [] }],
      },
      'name,parentDataGroupId,sessionDefinition,externalData,currentTimezoneOffset,containerNames,description',
    );
    expect(made).toMatchObject({
      name: 'Account upgrade',
      description: '',
      parentDataGroupId: connection,
      externalData: { externalParentId: connection.slice(3) },
      currentTimezoneOffset: 0,
      containerNames: { event: 'Event', session: 'Session', people: 'Person' },
      sessionDefinition: [{ numPeriods: 15, granularity: 'minute', func: 'inactivity', events: [] }],
    });
  });

  it('belong to the caller whatever the body says, and the audit log names who', async () => {
    const made = await makeDataView({ owner: { imsUserId: 'somebody@else' } }, 'owner');
    expect(made.owner).toMatchObject({ imsUserId: 'A1B2C3D4E5F60718293A4B5C@techacct.adobe.com' });
    await emulator.control(`/control/dataviews/${made.id}`, {
      method: 'PATCH',
      body: { name: 'Colleague was here', by: 'Bo Busy <bo@luma.example>' },
    });
    const path = `/auditlogs/api/v1/auditlogs?component=DATA_VIEW&componentId=${made.id}`;
    const log = await emulator.call<Page<{ action: string; user: { email: string } }>>(path);
    expect(log.body.content.map(({ action, user }) => `${action} ${user.email}`)).toEqual([
      'EDIT bo@luma.example',
      'CREATE a1b2c3d4-e5f6-0718@techacct.adobe.com',
    ]);
    const edits = await emulator.call<Page<Item>>(`${path}&action=EDIT`);
    expect(edits.body.content).toHaveLength(1);
  });

  it('take a partial PUT and keep the rest', async () => {
    const { id } = await makeDataView({ description: 'kept' });
    await emulator.advance(60);
    const changed = await emulator.call(`/data/dataviews/${id}?expansion=name,description,modified`, {
      method: 'PUT',
      body: { name: 'Renamed' },
    });
    expect(changed.body).toMatchObject({
      name: 'Renamed',
      description: 'kept',
      modifiedDate: new Date(START + 60_000).toISOString().replace('.000Z', 'Z'),
    });
  });

  it('are deleted softly', async () => {
    const { id } = await makeDataView();
    const removed = await emulator.call(`/data/dataviews/${id}`, { method: 'DELETE' });
    const again = await emulator.call(`/data/dataviews/${id}`, { method: 'DELETE' });
    const list = await emulator.call<Page<Item>>('/data/dataviews');
    const all = await emulator.call<Page<Item>>('/data/dataviews?includeType=deleted&expansion=isDeleted');
    expect(removed.body).toMatchObject({ result: 'success' });
    expect(again.status).toBe(404);
    expect(list.body.content).toEqual([]);
    expect(all.body.content).toEqual([{ id, isDeleted: true }]);
  });

  it('are copied with their components and a new name', async () => {
    const { id } = await makeDataView();
    const copy = await emulator.call<Item>(`/data/dataviews/copy/${id}?expansion=name`, { method: 'PUT' });
    expect(copy.body).toEqual({ id: expect.not.stringMatching(id), name: 'Account upgrade (Copy)' });
  });

  it('are validated with a 200 always', async () => {
    const parentDataGroupId = await makeConnection(emulator);
    const validate = async (body: unknown): Promise<unknown> => {
      const answer = await emulator.call('/data/dataviews/validate', { method: 'POST', body });
      expect(answer.status).toBe(200);
      return answer.body;
    };
    expect(await validate({ name: 'A', parentDataGroupId, timezoneDesignator: 'US/Mountain' })).toMatchObject(
      { valid: true },
    );
    expect(await validate({ name: 'A', parentDataGroupId })).toMatchObject({
      valid: false,
      message: 'The following fields are required: [timezoneDesignator] ',
    });
    expect(await validate({ name: 'A', parentDataGroupId: 'dg_x', timezoneDesignator: 'UTC' })).toMatchObject(
      { valid: false },
    );
    expect(await validate([])).toMatchObject({ valid: false });
  });

  it('are refused when incomplete, or without their connection', async () => {
    const parentDataGroupId = await makeConnection(emulator);
    const post = (body: unknown): ReturnType<typeof emulator.call<Item>> =>
      emulator.call<Item>('/data/dataviews', { method: 'POST', body });
    const incomplete = await post({ name: 'A', parentDataGroupId });
    const orphan = await post({ name: 'A', parentDataGroupId: 'dg_x', timezoneDesignator: 'UTC' });
    expect([incomplete.status, incomplete.body.errorCode]).toEqual([400, 'invalid_data']);
    expect([orphan.status, orphan.body.errorCode]).toEqual([404, 'resource_not_found']);
  });

  it('are paged from 0 with the names of the guide', async () => {
    const connectionId = await makeConnection(emulator);
    await emulator.control('/control/bulk/dataviews', { method: 'POST', body: { connectionId, count: 25 } });
    const pages = await Promise.all(
      [0, 1, 2].map(async (page) => (await emulator.call<Page<Item>>(`/data/dataviews?page=${page}`)).body),
    );
    expect(pages.map(({ content, lastPage }) => [content.length, lastPage])).toEqual([
      [10, false],
      [10, false],
      [5, true],
    ]);
    expect(new Set(pages.flatMap(({ content }) => content.map(({ id }) => id))).size).toBe(25);
    expect(pages[0]).toMatchObject({
      totalElements: 25,
      totalPages: 3,
      firstPage: true,
      number: 0,
      size: 10,
    });
  });

  it('can be filtered by connection and by id', async () => {
    const { id } = await makeDataView();
    const other = await makeConnection(emulator, 'Other');
    const none = await emulator.call<Page<Item>>(`/data/dataviews?parentDataGroupId=${other}`);
    const one = await emulator.call<Page<Item>>(`/data/dataviews?dataViewIds=${id},dv_other`);
    expect([none.body.totalElements, one.body.totalElements]).toEqual([0, 1]);
  });
});

describe('components', () => {
  it('start with the standard ones', async () => {
    const { id } = await makeDataView();
    const metrics = await emulator.call<Page<Item>>(`/data/dataviews/${id}/metrics`);
    expect(metrics.body.content.map((metric) => metric.id)).toEqual([
      'metrics/occurrences',
      'metrics/visits',
      'metrics/visitors',
    ]);
  });

  it('are set by an operator and read with their settings', async () => {
    const { id } = await makeDataView();
    const dataSetId = await findDatasetId(emulator, 'Luma Web Events');
    const page = {
      id: 'page-name',
      name: 'Page',
      schemaPath: 'web.webPageDetails.name',
      dataSetIds: [dataSetId],
    };
    const price = {
      id: 'price',
      schemaPath: 'commerce.order.priceTotal',
      dataSetIds: [dataSetId],
      bucketingSetting: { enabled: true, bucketSettings: [{ from: 0, to: 25 }] },
    };
    const put = await emulator.control(`/control/dataviews/${id}/components`, {
      method: 'PUT',
      body: { dimensions: [page, price] },
    });
    expect(put.status).toBe(200);
    const one = await emulator.call(
      `/data/dataviews/${id}/dimensions/price?expansion=schemaPath,bucketingSetting,type`,
    );
    expect(one.body).toMatchObject({
      id: 'variables/price',
      name: 'price',
      dataSetType: 'event',
      type: 'decimal',
      schemaPath: 'commerce.order.priceTotal',
      bucketingSetting: { enabled: true, bucketSettings: [{ from: 0, to: 25 }] },
    });
    const list = await emulator.call<Page<Item>>(`/data/dataviews/${id}/dimensions`);
    expect(list.body.content.map((dimension) => dimension.id)).toContain('variables/page-name');
    const wrong = await emulator.control(`/control/dataviews/${id}/components`, {
      method: 'PUT',
      body: { metrics: [{ id: 'x', schemaPath: 'no.such.path', dataSetIds: [dataSetId] }] },
    });
    expect(wrong.status).toBe(400);
  });

  it.each(['POST', 'PUT', 'DELETE'])('cannot be written: %s', async (method) => {
    const { id } = await makeDataView();
    const path = method === 'POST' ? `/data/dataviews/${id}/metrics` : `/data/dataviews/${id}/metrics/visits`;
    const answer = await emulator.call(path, { method, body: {} });
    expect([answer.status, answer.body.errorCode]).toEqual([405, 'method_not_allowed']);
  });
});

describe('audit logs', () => {
  it('can be searched by criteria and paged', async () => {
    await makeDataView();
    const search = await emulator.call<Page<Item>>('/auditlogs/api/v1/auditlogs/search', {
      method: 'POST',
      body: {
        criteria: {
          fieldOperator: 'AND',
          fields: [{ fieldType: 'component', value: ['CONNECTION'], operator: 'EQUALS' }],
        },
      },
    });
    expect(search.body.content).toMatchObject([{ action: 'CREATE', user: { email: 'ada@luma.example' } }]);
    const page = await emulator.call<Page<Item>>('/auditlogs/api/v1/auditlogs?pageSize=1&pageNumber=1');
    expect(page.body).toMatchObject({ totalElements: 2, last: true });
  });

  it('want both dates or none', async () => {
    const answer = await emulator.call('/auditlogs/api/v1/auditlogs?startDate=2026-01-01T00:00:00Z');
    expect(answer.status).toBe(400);
  });
});

describe('access', () => {
  it('is kept for the operator to see; no public API reads it', async () => {
    const { id } = await makeDataView();
    await emulator.control(`/control/dataviews/${id}/access`, {
      method: 'PUT',
      body: { productProfiles: ['Growth'] },
    });
    const { body } = await emulator.control(`/control/dataviews/${id}/access`);
    expect(body).toEqual({ productProfiles: ['Growth'] });
  });
});
