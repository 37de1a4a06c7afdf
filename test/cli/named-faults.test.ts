import { rm } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Json } from '../../runner/emulator/index.ts';
import type { State } from '../../runner/model/index.ts';
import { dataView, ENVIRONMENT, PIPELINE, prepareConnection, Site, withDataViews } from '../operator/site.ts';

type View = Json & { readonly id: string; readonly name: string };

/** One fault or two at the worst place, each the shortest story of something that once ended wrong, or could. */
describe('an apply that meets', () => {
  let prepared = '';
  let site: Site;

  beforeAll(async () => {
    prepared = await prepareConnection(dataView('kept', 'Kept'));
  }, 180_000);
  afterAll(async () => await rm(prepared, { recursive: true, force: true }));

  beforeEach(async () => {
    site = await Site.open(prepared);
    await site.edit(PIPELINE, (text) =>
      withDataViews(text, dataView('first', 'First') + dataView('second', 'Second')),
    );
    await site.edit(ENVIRONMENT, (text) => text.replace('staleReadSeconds: 1', 'staleReadSeconds: 6'));
  });
  afterEach(async () => await site.close());

  const faults = async (rules: string): Promise<void> => {
    await site.control.put('faults', { faults: rules });
  };
  const views = async (): Promise<readonly View[]> => {
    const all = await site.control.get<readonly View[]>('dataviews');
    return all.filter(({ isDeleted }) => isDeleted !== true);
  };
  const names = async (): Promise<readonly string[]> => (await views()).map(({ name }) => name).sort();
  const apply = async () => await site.cli('apply', '--yes', '--detailed-exitcode');

  it('a lost create beside one that does not show yet makes each once', async () => {
    await faults('POST /data/dataviews:#1:reset+effect, POST /data/dataviews:#2:stale=4');
    expect(await apply()).toMatchObject({ code: 0 });
    expect(await names()).toEqual(['First', 'Second']);
  });

  it('its end right after creates that do not show yet does not make them again when it is run again', async () => {
    await site.edit(ENVIRONMENT, (text) => text.replace('staleReadSeconds: 6', 'staleReadSeconds: 60'));
    await faults('POST /data/dataviews:always:stale=50');
    const { child, ended } = site.start('apply', '--yes');
    let creates = 0;
    site.gate.rules = {
      arriving: async ({ method, path }) => {
        if (method === 'POST' && path === '/data/dataviews') creates += 1;
        if (creates < 2 || method !== 'GET' || child.killed) return;
        child.kill('SIGKILL');
        await ended;
        throw new Error('nobody is left to answer');
      },
    };
    await ended;
    let unseen = 0;
    site.gate.rules = {
      answering: async ({ path }) => {
        if (path.startsWith('/data/dataviews/dv_')) unseen += 1;
        // Both were asked for and not found: only now do reads catch up.
        if (unseen === 2) await site.control.post('clock', { advanceSeconds: 55 });
      },
    };
    expect((await site.json<State>('state', 'list')).intents).toEqual([]);
    expect(await apply()).toMatchObject({ code: 0 });
    expect(await names()).toEqual(['First', 'Second']);
    expect(unseen).toBe(2);
  });

  it('a lost create while clocks differ finds it', async () => {
    await faults('cja:always:skew=120, POST /data/dataviews:1:reset+effect');
    expect(await apply()).toMatchObject({ code: 0 });
    expect(await names()).toEqual(['First', 'Second']);
  });

  it('a create that is delivered twice, answered once, ends with both named; without the second, it is done', async () => {
    await faults('POST /data/dataviews:1:twice');
    const { code, stdout } = await apply();
    expect(code).toBe(1);
    const copies = (await views()).filter(({ name }) => name === 'First');
    const twins = copies.length === 2 ? copies : (await views()).filter(({ name }) => name === 'Second');
    expect(twins).toHaveLength(2);
    for (const { id } of twins) expect(stdout).toContain(id);
    const state = await site.json<State>('state', 'list');
    const bound = Object.values(state.resources).flatMap(({ objects }) => objects.map(({ ids }) => ids.id));
    const surplus = twins.find(({ id }) => !bound.includes(id));
    await site.control.delete(`dataviews/${surplus?.id}`);
    expect(await apply()).toMatchObject({ code: 0 });
    expect(await names()).toEqual(['First', 'Second']);
    expect(await site.cli('plan', '--detailed-exitcode')).toMatchObject({ code: 0 });
  });

  it('a create that is delivered twice and not answered stops with both named', async () => {
    await faults('POST /data/dataviews:1:twice, POST /data/dataviews:1:reset+effect');
    const { code, stdout } = await apply();
    expect(code).toBe(1);
    const all = await views();
    const twins = all.filter(({ name }) => all.filter((other) => other.name === name).length === 2);
    expect(twins).toHaveLength(2);
    for (const { id } of twins) expect(stdout).toContain(id);
  });

  it('a create and an update that take effect late waits for them', async () => {
    await faults('POST /data/dataviews:1:late=0.8');
    expect(await apply()).toMatchObject({ code: 0 });
    expect(await names()).toEqual(['First', 'Second']);
    await site.edit(PIPELINE, (text) => text.replaceAll("description: ''", "description: 'New'"));
    await faults('PUT /data/dataviews/{}:1:late=0.8');
    expect(await apply()).toMatchObject({ code: 0 });
    expect((await views()).map(({ description }) => description)).toEqual(['New', 'New']);
    expect(await site.cli('plan', '--detailed-exitcode')).toMatchObject({ code: 0 });
  });

  it('reads that fail takes nothing for absent: it says what could not be read, and goes on when run again', async () => {
    await apply();
    await site.edit(PIPELINE, (text) => text.replaceAll("description: ''", "description: 'New'"));
    await faults('GET /data/dataviews:always:429+seconds=600');
    const { code, stdout, stderr } = await apply();
    expect(code).toBe(1);
    expect(stdout + stderr).toContain('could not be read');
    expect(await names()).toEqual(['First', 'Second']);
    await site.control.delete('faults');
    expect(await apply()).toMatchObject({ code: 0 });
    expect((await views()).map(({ description }) => description)).toEqual(['New', 'New']);
  });

  it('reads that fail after its writes does not call them done, and goes on when run again', async () => {
    const { length } = site.emulator.requests;
    site.gate.rules = {
      answering: async ({ method, path }) => {
        if (method === 'POST' && path === '/data/dataviews') await faults('reads:always:429+seconds=600');
      },
    };
    const { code, stdout, stderr } = await apply();
    expect(site.emulator.requests.length).toBeGreaterThan(length);
    expect(code).toBe(1);
    expect(stdout).toContain('Failed: 2');
    // Which is also what progress ends with: a green sign there was read first.
    expect(stderr).toContain('✖ Applying demo');
    expect(stderr).not.toContain('✔');
    expect(stdout).toContain('the create was accepted, and it could not be read back');
    site.gate.rules = {};
    await site.control.delete('faults');
    expect(await apply()).toMatchObject({ code: 0 });
    expect(await names()).toEqual(['First', 'Second']);
  });

  it('a service that never answers a create asks twice, not for ever, and says what was answered', async () => {
    await site.edit(ENVIRONMENT, (text) => text.replace('staleReadSeconds: 6', 'staleReadSeconds: 1'));
    await faults('POST /data/dataviews:always:503');
    const { code, stdout } = await apply();
    expect(code).toBe(1);
    expect(stdout).toContain('Failed: 2');
    expect(stdout).toContain('answered 503');
    const creates = site.emulator.requests.filter(
      ({ method, path }) => method === 'POST' && path === '/data/dataviews',
    );
    expect(creates).toHaveLength(4);
    await site.control.delete('faults');
    expect(await apply()).toMatchObject({ code: 0 });
    expect(await names()).toEqual(['First', 'Second']);
  });

  it('a kill before its create does not take what a colleague makes meanwhile for its own, and is not blocked by it', async () => {
    const { child, ended } = site.start('apply', '--yes');
    site.gate.rules = {
      arriving: async ({ method, path }) => {
        if (method !== 'POST' || path !== '/data/dataviews' || child.killed) return;
        child.kill('SIGKILL');
        await ended;
        throw new Error('nobody is left to answer');
      },
    };
    await ended;
    site.gate.rules = {};
    const [connection] = await site.control.get<readonly View[]>('connections');
    const colleagues = { name: 'Not ours', parentDataGroupId: connection?.id, timezoneDesignator: 'UTC' };
    await site.control.post('dataviews', colleagues);
    expect(await apply()).toMatchObject({ code: 0 });
    expect(await names()).toEqual(['First', 'Not ours', 'Second']);
  });

  it('a second delivery beside a data view that declares more still names both', async () => {
    await site.edit(PIPELINE, (text) =>
      text.replace('{ name: first, title: First,', '{ name: first, title: First, curationEnabled: true,'),
    );
    await faults('POST /data/dataviews:#1:twice, POST /data/dataviews:#2:twice');
    const { code, stdout } = await apply();
    expect(code).toBe(1);
    expect((await names()).length).toBe(4);
    for (const { id } of await views()) expect(stdout).toContain(id);
  });

  it('a look-up that fails, fails that change alone, and sums up the rest', async () => {
    await faults('POST /data/dataviews:#1:reset+effect');
    site.gate.rules = {
      arriving: async ({ method, path }) => {
        if (method !== 'POST' || path !== '/data/dataviews') return;
        await faults('POST /data/dataviews:#1:reset+effect, GET /data/dataviews:always:429+seconds=600');
        site.gate.rules = {};
      },
    };
    const { code, stdout } = await apply();
    expect(code).toBe(1);
    expect(stdout).toContain('could not be found out');
    expect(stdout).toContain('the create was accepted, and it could not be read back');
    await site.control.delete('faults');
    expect(await apply()).toMatchObject({ code: 0 });
    expect(await names()).toEqual(['First', 'Second']);
  });

  it('a kill after its create, and a destroy next: what was made is found before it is asked, and goes', async () => {
    await site.edit(ENVIRONMENT, (text) =>
      text.replace('spec:\n', "spec:\n  allowDelete: ['account-upgrade/data-view/*']\n"),
    );
    const { child, ended } = site.start('apply', '--yes');
    site.gate.rules = {
      answering: async ({ method, path }) => {
        if (method !== 'POST' || path !== '/data/dataviews' || child.killed) return;
        child.kill('SIGKILL');
        await ended;
        throw new Error('nobody is left to answer');
      },
    };
    await ended;
    site.gate.rules = {};
    expect((await names()).length).toBeGreaterThan(0);
    const { stdout } = await site.cli('destroy', '--yes');
    expect(stdout).toContain('Destroyed in demo');
    expect(await names()).toEqual([]);
  });
});
