import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dataView, ENVIRONMENT, PIPELINE, prepareConnection, Site } from '../operator/site.ts';

/** What happens when two people, or a person and an interruption, meet in one environment. */
describe('an environment that is being applied', () => {
  let prepared = '';

  beforeAll(async () => {
    prepared = await prepareConnection(dataView('first', 'First') + dataView('second', 'Second'));
  });

  afterAll(async () => await rm(prepared, { recursive: true, force: true }));

  it.concurrent('lets exactly one apply proceed; the other says who holds the lock and since when', async () => {
    const site = await Site.open(prepared);
    let second: { code: number; stderr: string } | undefined;
    let unlocked: { code: number; stderr: string } | undefined;
    site.gate.rules = {
      arriving: async ({ method, path }) => {
        if (second !== undefined || method !== 'POST' || path !== '/data/dataviews') return;
        second = { code: -2, stderr: '' };
        second = await site.cli('apply', '--yes');
        unlocked = await site.cli('state', 'unlock');
      },
    };
    const first = await site.cli('apply', '--yes', '--detailed-exitcode');
    expect(first).toMatchObject({ code: 0 });
    expect(second?.code).toBe(5);
    expect(second?.stderr).toMatch(/tester holds the lock since \d{4}-\d\d-\d\d \d\d:\d\d UTC: apply/);
    // From under a process that is seen to be at work the lock is not taken.
    expect(unlocked).toMatchObject({
      code: 5,
      stderr: expect.stringMatching(/which runs\s+on\s+this\s+machine/),
    });
    await site.close();
  });

  it.concurrent('takes over from a holder that is dead', async () => {
    const site = await Site.open(prepared);
    const { child, ended } = site.start('apply', '--yes');
    site.gate.rules = {
      arriving: async ({ method, path }) => {
        if (method !== 'POST' || path !== '/data/dataviews' || child.killed) return;
        child.kill('SIGKILL');
        await ended;
        throw new Error('nobody is left to answer');
      },
    };
    expect((await ended).code).toBe(-1);
    site.gate.rules = {};
    const file = join(site.repository, '.cai/state/demo/lock.json');
    expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ operation: 'apply', by: 'tester' });
    expect(await site.cli('apply', '--yes', '--detailed-exitcode')).toMatchObject({ code: 0 });
    await site.close();
  });

  it.concurrent('is held by the login of the system where no variable says who acts', async () => {
    const site = await Site.open(prepared);
    let held = '';
    site.gate.rules = {
      arriving: async ({ method, path }) => {
        if (method !== 'POST' || path !== '/data/dataviews') return;
        held = await readFile(join(site.repository, '.cai/state/demo/lock.json'), 'utf8');
      },
    };
    const nobody = { USER: undefined, LOGNAME: undefined };
    expect(await site.startWith(nobody, 'apply', '--yes').ended).toMatchObject({ code: 0 });
    expect(JSON.parse(held)).toMatchObject({ by: userInfo().username });
    await site.close();
  });

  it.concurrent('removes a lock by hand, and says whose it was', async () => {
    const site = await Site.open(prepared);
    const folder = join(site.repository, '.cai/state/demo');
    await mkdir(folder, { recursive: true });
    const lock = {
      operation: 'apply',
      by: 'ada',
      host: 'elsewhere',
      pid: 1,
      since: '2026-01-01T00:00:00.000Z',
      nonce: 'n',
    };
    await writeFile(join(folder, 'lock.json'), JSON.stringify(lock));
    expect((await site.cli('apply', '--yes')).code).toBe(5);
    const unlocked = await site.cli('state', 'unlock');
    expect(unlocked.stdout).toContain('ada');
    await writeFile(join(folder, 'lock.json'), JSON.stringify(lock));
    const { nonce: _, ...removed } = lock;
    expect(await site.json('state', 'unlock')).toEqual({ formatVersion: 1, environment: 'demo', removed });
    expect(await site.json('state', 'unlock')).toEqual({
      formatVersion: 1,
      environment: 'demo',
      removed: null,
    });
    expect((await site.cli('apply', '--yes', '--detailed-exitcode')).code).toBe(0);
    await site.close();
  });

  it.concurrent('ends on Ctrl-C with what was in flight recorded and the lock released', async () => {
    const site = await Site.open(prepared);
    const { child, ended } = site.start('apply', '--yes');
    let interrupted = false;
    site.gate.rules = {
      answering: ({ method, path }) => {
        if (method !== 'POST' || path !== '/data/dataviews' || interrupted) return;
        interrupted = true;
        child.kill('SIGINT');
      },
    };
    const { code, stdout } = await ended;
    site.gate.rules = {};
    expect(code).toBe(130);
    expect(stdout).toContain('cai apply --env demo');
    const state = await site.json<{ intents: unknown[] }>('state', 'list');
    expect(state.intents).toEqual([]);
    expect(await site.cli('state', 'unlock')).toMatchObject({ stdout: 'There was no lock.\n' });
    expect(await site.cli('apply', '--yes', '--detailed-exitcode')).toMatchObject({ code: 0 });
    const views = await site.control.get<readonly { name: string }[]>('dataviews');
    expect(views.map(({ name }) => name).sort()).toEqual(['First', 'Second']);
    await site.close();
  });

  it.concurrent('ends at once on a second Ctrl-C, and goes on from there', async () => {
    const site = await Site.open(prepared);
    const { child, ended } = site.start('apply', '--yes');
    let held: Promise<void> | undefined;
    const stopping = new Promise<void>((said) => {
      child.stderr?.on('data', (text: string) => {
        if (text.includes('Again: stop now')) said();
      });
    });
    site.gate.rules = {
      answering: async ({ method, path }) => {
        if (method !== 'POST' || path !== '/data/dataviews') return;
        held ??= (async () => {
          child.kill('SIGINT');
          await stopping;
          child.kill('SIGINT');
          await ended;
        })();
        await held;
        throw new Error('nobody is left to answer');
      },
    };
    expect((await ended).code).toBe(130);
    site.gate.rules = {};
    expect(await site.cli('apply', '--yes', '--detailed-exitcode')).toMatchObject({ code: 0 });
    const views = await site.control.get<readonly { name: string }[]>('dataviews');
    expect(views.map(({ name }) => name).sort()).toEqual(['First', 'Second']);
    await site.close();
  });

  it.concurrent('lets one of several applies proceed that start at the same time', async () => {
    const site = await Site.open(prepared);
    const ended = await Promise.all([1, 2, 3].map(async () => await site.cli('apply', '--yes')));
    const codes = ended.map(({ code }) => code);
    expect(codes).toContain(0);
    for (const { code, stderr } of ended.filter(({ code: one }) => one !== 0)) {
      expect(code).toBe(5);
      expect(stderr).toContain('tester holds the lock since');
    }
    expect(await site.cli('apply', '--yes', '--detailed-exitcode')).toMatchObject({ code: 0 });
    const views = await site.control.get<readonly { name: string }[]>('dataviews');
    expect(views.map(({ name }) => name).sort()).toEqual(['First', 'Second']);
    await site.close();
  });

  it.concurrent('keeps on Ctrl-C what it was still waiting to know of an interrupted update', async () => {
    const site = await Site.open(prepared);
    expect(await site.cli('apply', '--yes', '--detailed-exitcode')).toMatchObject({ code: 0 });
    await site.edit(PIPELINE, (text) =>
      text.replace("title: First, description: ''", 'title: First, description: New'),
    );
    await site.edit(ENVIRONMENT, (text) => text.replace('gatewaySeconds: 1', 'gatewaySeconds: 600'));
    site.gate.rules = {
      arriving: ({ method }) => {
        if (method === 'PUT') throw new Error('nobody knows whether it arrived');
      },
    };
    const { child, ended } = site.start('apply', '--yes');
    child.stderr?.on('data', (text: string) => {
      if (text.includes('took effect')) child.kill('SIGINT');
    });
    expect((await ended).code).toBe(130);
    site.gate.rules = {};
    expect(await site.json('state', 'list')).toMatchObject({ intents: [{ operation: 'update' }] });
    await site.edit(ENVIRONMENT, (text) => text.replace('gatewaySeconds: 600', 'gatewaySeconds: 1'));
    expect(await site.cli('apply', '--yes', '--detailed-exitcode')).toMatchObject({ code: 0 });
    const views = await site.control.get<readonly { description: string }[]>('dataviews');
    expect(views.map(({ description }) => description).sort()).toEqual(['', 'New']);
    await site.close();
  });
});
