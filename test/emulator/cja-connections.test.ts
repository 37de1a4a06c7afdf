import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findDatasetId, makeConnection, startTestEmulator, type TestEmulator } from './test-client.ts';

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

describe('connections', () => {
  it('are ids alone without expansion', async () => {
    const id = await makeConnection(emulator);
    const list = await emulator.call<Page<Item>>('/data/connections');
    expect(list.body.content).toEqual([{ id, idWithoutPrefix: id.slice(3) }]);
  });

  it('show what the editor was given, when asked', async () => {
    const id = await makeConnection(emulator);
    const dataSetId = await findDatasetId(emulator, 'Luma Web Events');
    const expansion =
      'name,sandboxName,dataSets,primaryIdType,dataRetentionMonths,tags,owner,granularBackfills';
    const { body } = await emulator.call(`/data/connections/${id}?expansion=${expansion}`);
    expect(body).toMatchObject({
      id,
      name: 'Scores',
      sandboxName: 'prod',
      primaryIdType: 'person',
      tags: [],
      dataSets: [
        {
          dataSetId,
          type: 'event',
          timestampId: 'timestamp',
          visitorId: 'identityMap',
          identityMap: true,
          usePrimaryIdNamespace: false,
          identityNamespace: 'ECID',
          streaming: true,
          dataSourceType: { id: 'webData', type: 'Web data' },
          backfills: [{ dataSetId, status: 'IN_QUEUE', allData: true, startDate: null, endDate: null }],
        },
      ],
    });
    expect(body).not.toHaveProperty('dataRetentionMonths');
    const bare = await emulator.call(`/data/connections/${id.slice(3)}?expansion=name`);
    expect(bare.body).toMatchObject({ id, name: 'Scores' });
  });

  it.each(['POST', 'PUT', 'DELETE', 'PATCH'])('cannot be written: %s', async (method) => {
    const id = await makeConnection(emulator);
    const path = method === 'POST' ? '/data/connections' : `/data/connections/${id}`;
    const answer = await emulator.call(path, { method, body: {} });
    expect([answer.status, answer.body.errorCode]).toEqual([405, 'method_not_allowed']);
    expect(answer.body).toHaveProperty('errorId');
  });

  it('fill by the clock, unless an operator makes the backfill fail', async () => {
    const id = await makeConnection(emulator);
    const dataSetId = await findDatasetId(emulator, 'Luma Web Events');
    const path = `/data/connections/${id}/datasets/${dataSetId}/backfills`;
    const readStatus = async (): Promise<unknown> =>
      (await emulator.call<{ status: string }[]>(path)).body.map(({ status }) => status);
    expect(await readStatus()).toEqual(['IN_QUEUE']);
    await emulator.advance(600);
    expect(await readStatus()).toEqual(['IN_PROGRESS']);
    await emulator.advance(3000);
    expect(await readStatus()).toEqual(['COMPLETED']);
    await emulator.control(`/control${path.slice(5)}`, { method: 'PATCH', body: { status: 'FAILED' } });
    expect(await readStatus()).toEqual(['FAILED']);
  });

  it('ingest a dataset anew when its identity changes, not when its name does', async () => {
    const id = await makeConnection(emulator);
    const dataSetId = await findDatasetId(emulator, 'Luma Web Events');
    const readBackfill = async (): Promise<string | undefined> =>
      (await emulator.call<Item[]>(`/data/connections/${id}/datasets/${dataSetId}/backfills`)).body[0]?.id;
    const first = await readBackfill();
    await emulator.control(`/control/connections/${id}`, { method: 'PATCH', body: { name: 'Renamed' } });
    expect(await readBackfill()).toBe(first);
    const dataSets = [{ dataSetId, usePrimaryIdNamespace: true, identityNamespace: null }];
    await emulator.control(`/control/connections/${id}`, { method: 'PATCH', body: { dataSets } });
    expect(await readBackfill()).not.toBe(first);
  });

  it('are found by text, and unknown ones are a 404 in CJA’s words', async () => {
    await makeConnection(emulator, 'Upgrade scores');
    const found = await emulator.call<Page<Item>>('/data/connections/search?query=upgrade&expansion=name');
    const missing = await emulator.call('/data/connections/dg_nothing');
    expect(found.body.content.map(({ name }) => name)).toEqual(['Upgrade scores']);
    expect([missing.status, missing.body.errorCode]).toEqual([404, 'resource_not_found']);
  });

  it('need an event dataset and a name of their own', async () => {
    await makeConnection(emulator);
    const dataSets = [{ name: 'Luma Plans', lookupKeyField: '_luma.planId' }];
    const noEvent = await emulator.control('/control/connections', {
      method: 'POST',
      body: { name: 'Lookup', dataSets },
    });
    const sameName = await emulator.control('/control/connections', {
      method: 'POST',
      body: { name: 'Scores', dataSets },
    });
    expect([noEvent.status, sameName.status]).toEqual([400, 400]);
  });
});
