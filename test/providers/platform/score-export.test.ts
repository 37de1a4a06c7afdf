import { describe, expect, it, vi } from 'vitest';
import { type Desired, type Intent, idToken, type WriteRequest } from '../../../runner/model/index.ts';
import {
  type ExportOrder,
  scoreExportRemote,
} from '../../../runner/providers/platform/score-export/remote.ts';
import { listExportOrders } from '../../../runner/scores/index.ts';
import { makeObject, makeState } from '../emulated-platform.ts';
import { readExamples } from '../read-examples.ts';

const ADDRESS = 'account-upgrade/score-export/main';
const ORDER: ExportOrder = { address: ADDRESS, destination: 'scores/x', datasetId: 'd1', keepBatches: 8 };

function makeStore(found?: ExportOrder) {
  return {
    pull: vi.fn(async () => undefined),
    move: vi.fn(async () => undefined),
    remove: vi.fn(async () => undefined),
    read: vi.fn(async () => found),
  };
}

function makeRequest(desired: Desired, target?: Readonly<Record<string, string>>): WriteRequest {
  const resource = desired.resources[ADDRESS];
  if (resource === undefined) throw new Error('the example has no export');
  const values = { ...resource.values, 'download.from': 'd1', 'download.to': 'scores/x' };
  return { address: ADDRESS, desired: resource, values, ...(target === undefined ? {} : { target }) };
}

describe('the remote side of a score export', () => {
  it('fetches at once, and is known by the folder in which it was begun', async () => {
    const store = makeStore();
    const { desired } = await readExamples();
    const created = await scoreExportRemote(store).create?.(makeRequest(desired));
    expect(created).toEqual({ ids: { id: 'scores/x' } });
    expect(store.pull).toHaveBeenCalledWith(ORDER, undefined);
  });

  it('moves only when the folder is another one', async () => {
    const store = makeStore();
    const { desired } = await readExamples();
    await scoreExportRemote(store).update?.(makeRequest(desired, { id: 'scores/x' }));
    expect(store.move).not.toHaveBeenCalled();
    await scoreExportRemote(store).update?.(makeRequest(desired, { id: 'scores/old' }));
    expect(store.move).toHaveBeenCalledWith('scores/old', 'scores/x', ADDRESS);
    expect(store.pull).toHaveBeenCalledTimes(2);
  });

  it('finds after a lost answer what it made itself, with the dataset as an id', async () => {
    const intent = { address: ADDRESS, payload: { 'download.to': 'scores/x' } } as unknown as Intent;
    const [found] = (await scoreExportRemote(makeStore(ORDER)).findCreated?.(intent)) ?? [];
    expect(found).toMatchObject({
      ids: { id: 'scores/x' },
      values: { 'download.from': idToken('dataset', 'd1'), 'download.keepBatches': 8 },
    });
    const foreign = makeStore({ ...ORDER, address: 'q/score-export/main' });
    expect(await scoreExportRemote(foreign).findCreated?.(intent)).toEqual([]);
    expect(await scoreExportRemote(makeStore()).findCreated?.(intent)).toEqual([]);
  });

  it('is never read: what was applied is what is there', async () => {
    const { desired } = await readExamples();
    const state = makeState({ [ADDRESS]: [makeObject({ fp: 'x1' })] });
    const observedAt = '2026-11-02T00:00:00.000Z';
    const request = { desired, state, addresses: [ADDRESS], earlier: {}, depth: 'full', observedAt } as const;
    const { byAddress } = await scoreExportRemote(makeStore()).observe(request);
    expect(byAddress[ADDRESS]).toEqual({ bound: { x1: { status: 'unread' } }, candidates: [] });
  });
});

describe('the exports that an apply fetches for', () => {
  it('are those that were applied, with the dataset that state binds', () => {
    const applied = {
      'download.from': 'account-upgrade/score-dataset/event~e1',
      'download.to': 'scores/x',
      'download.keepBatches': 8,
    };
    const dataset = makeObject({ fp: 'e1', ids: { id: 'd1' } });
    const exported = makeObject({ fp: 'x1', applied });
    const known = { [ADDRESS]: [exported], 'account-upgrade/score-dataset/event': [dataset] };
    expect(listExportOrders(makeState(known))).toEqual([ORDER]);
    expect(listExportOrders(makeState({ [ADDRESS]: [exported] }))).toEqual([]);
    expect(listExportOrders(makeState({ [ADDRESS]: [{ ...exported, status: 'retired' }] }))).toEqual([]);
  });
});
