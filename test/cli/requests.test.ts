import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dataView, PIPELINE, prepareConnection, Site, withDataViews } from '../operator/site.ts';

const PAGE = 100;
const SIZES = [10, 100, 1000];

/** Requests are the currency: CJA allows twelve in six seconds. */
describe('a plan without changes', () => {
  let prepared = '';

  beforeAll(async () => {
    prepared = await prepareConnection(dataView('one', 'One'));
  });

  afterAll(async () => await rm(prepared, { recursive: true, force: true }));

  it('takes ⌈N / page⌉ CJA requests and the same few more, at any N; writes nothing; changes cost what they must', async () => {
    const extra: number[] = [];
    for (const size of SIZES) {
      const site = await Site.open(prepared);
      const many = Array.from({ length: size }, (_, n) => dataView(`view-${n}`, `View ${n}`)).join('');
      await site.edit(PIPELINE, (text) => withDataViews(text, many));
      expect(await site.cli('apply', '--yes', '--detailed-exitcode')).toMatchObject({
        code: 0,
        stderr: expect.not.stringContaining('Warning'),
      });
      extra.push((await cjaRequestsOfPlan(site)) - Math.ceil(size / PAGE));
      if (size === SIZES[0]) await countChanges(site);
      await site.close();
    }
    expect(new Set(extra).size).toBe(1);
  }, 600_000);
});

/** A view changed in Adobe costs at most two requests more, one changed in YAML one validation. */
async function countChanges(site: Site): Promise<void> {
  const before = await cjaRequestsOfPlan(site);
  const [view] = await site.control.get<readonly { id: string }[]>('dataviews');
  await site.control.patch(`dataviews/${view?.id}`, { description: 'Changed by a colleague' });
  expect((await cjaRequestsOfPlan(site)) - before).toBeLessThanOrEqual(2);
  await site.cli('apply', '--yes');
  const after = await cjaRequestsOfPlan(site);
  await site.edit(PIPELINE, (text) =>
    text.replace("description: '', timezone", "description: 'New', timezone"),
  );
  expect((await cjaRequestsOfPlan(site)) - after).toBe(1);
}

async function cjaRequestsOfPlan(site: Site): Promise<number> {
  const from = site.gate.requests.length;
  await site.cli('plan');
  const sent = site.gate.requests.slice(from);
  const writes = sent.filter(
    ({ method, path }) => method !== 'GET' && path !== '/ims/token/v3' && !path.endsWith('/validate'),
  );
  expect(writes).toEqual([]);
  return sent.filter(
    ({ path }) => /^\/data\/(connections|dataviews)/.test(path) || path.startsWith('/auditlogs'),
  ).length;
}
