import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Workshop } from '../operator/workshop.ts';

let workshop: Workshop;

beforeAll(async () => {
  workshop = await Workshop.open();
}, 60_000);
afterAll(async () => await workshop.close());

describe('cai emulator perform', () => {
  it('says what could be done where nothing is asked for, and that nothing is open', async () => {
    expect(await workshop.cli('emulator', 'perform', '--env', 'demo')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('Nothing was done: name handoffs'),
    });
    expect(await workshop.cli('emulator', 'perform', 'all', '--env', 'demo')).toEqual({
      code: 0,
      stdout: 'No handoff is open: there was nothing to do.\n',
      stderr: '',
    });
  });

  it('does the named handoff and no other, says what is left to be confirmed, and lets time pass', async () => {
    expect(await workshop.cli('apply', '--yes')).toMatchObject({ code: 0 });
    const before = await workshop.operator.control.get<{ now: string }>('clock');
    const address = 'account-upgrade/customer-ai-instance/main';
    const done = await workshop.cli('emulator', 'perform', address, '--env', 'demo', '--advance-hours', '5');
    expect(done).toMatchObject({ code: 0, stderr: '' });
    expect(done.stdout).toContain(`Did what was asked for ${address} (create)`);
    expect(done.stdout).toMatch(/\/cai attest account-upgrade\/customer-ai-instance\/main@[0-9a-f]{6}\n/);
    const instances = await workshop.operator.control.get<readonly { name: string }[]>('instances');
    expect(instances.map(({ name }) => name)).toEqual(['Likelihood to upgrade account']);
    const after = await workshop.operator.control.get<{ now: string }>('clock');
    expect(Date.parse(after.now) - Date.parse(before.now)).toBeGreaterThanOrEqual(5 * 3_600_000);
  });

  it('a second time makes no second instance, and says that what was done is only to be confirmed', async () => {
    const address = 'account-upgrade/customer-ai-instance/main';
    const again = await workshop.cli('emulator', 'perform', address, '--env', 'demo');
    expect(again).toMatchObject({ code: 0, stderr: '' });
    expect(again.stdout).toContain(
      `Nothing to do: what was asked for ${address} (create) was done before.\n  It is to be confirmed: cai handoffs attest ${address}@`,
    );
    // After its first run a handoff asks only for what no API shows: the title is seen, and asked no more.
    await workshop.advance(25 * 3600);
    const later = await workshop.cli('emulator', 'perform', address, '--env', 'demo');
    expect(later).toMatchObject({ code: 0, stderr: '' });
    expect(later.stdout).toContain('was done before');
    const instances = await workshop.operator.control.get<readonly { name: string }[]>('instances');
    expect(instances.map(({ name }) => name)).toEqual(['Likelihood to upgrade account']);
  });

  it('refuses an address without an open handoff, and names those that are open', async () => {
    const { code, stdout, stderr } = await workshop.cli('emulator', 'perform', 'a/b/c', '--env', 'demo');
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('a/b/c has no open handoff; open: account-upgrade/customer-ai-instance/main');
  });

  it('says so where no emulator runs', async () => {
    const { code, stderr } = await workshop.cli('emulator', 'perform', 'all', '--world', 'nowhere');
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: 'emulator: no emulator of the world in nowhere is running: start it with cai emulator\n',
    });
  });
});

describe('cai emulator score', () => {
  interface Batch {
    readonly format: string;
    readonly status: string;
    readonly records: number;
    readonly createdAt: string;
  }
  const listBatches = async (): Promise<readonly Batch[]> => {
    const [instance] = await workshop.operator.control.get<readonly { id: string }[]>('instances');
    return await workshop.operator.control.get<readonly Batch[]>(`instances/${instance?.id}/score-batches`);
  };

  it('makes a bad batch by one command, the next good one by another, and large ones by a third', async () => {
    // The first run, that of the set-up, has to end before another can begin.
    await workshop.cli('emulator', 'perform', '--env', 'demo', '--advance-hours', '25');
    const bad = await workshop.cli('emulator', 'score', '--env', 'demo', '--flaw', 'shifted');
    expect(bad).toMatchObject({ code: 0, stderr: '' });
    expect(bad.stdout).toMatch(
      /^Likelihood to upgrade account: success, \d+ profiles scored, with flaws: shifted\.\nThe emulator’s clock went on by 24 hours\.\n$/,
    );
    const good = await workshop.cli('emulator', 'score', '--env', 'demo', 'Likelihood to upgrade account');
    expect(good.stdout).toMatch(/^Likelihood to upgrade account: success, \d+ profiles scored\.\n/);
    const large = await workshop.cli(
      ...['emulator', 'score', '--env', 'demo', '--rows', '200001', '--parts', '2', '--format', 'event'],
    );
    expect(large.stdout).toMatch(/^Likelihood to upgrade account: event batch \w{26} of 200001 rows\.\n$/);
    const events = (await listBatches()).filter(({ format }) => format === 'event');
    expect(events.map(({ status }) => status)).toEqual(['success', 'success', 'success', 'success']);
    expect(events.at(-1)?.records).toBe(200_001);
  });

  it('refuses titles, flaws and numbers that there are not', async () => {
    const refusals = [
      [['Nobody'], 'no instance is called Nobody; there are: Likelihood to upgrade account'],
      [['--flaw', 'odd'], 'emulator: unknown flaw odd; one of shifted, stale, null, truncated'],
      [['--rows', 'many'], '--rows must be a whole number, not "many"'],
      [['--odd'], "Unknown option '--odd'"],
      [['--rows', '5', '--format', 'odd'], 'emulator: POST control/'],
    ] as const;
    for (const [args, message] of refusals) {
      const { code, stdout, stderr } = await workshop.cli('emulator', 'score', '--env', 'demo', ...args);
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
      expect(stderr).toContain(message);
      expect(stderr).not.toContain('could not start');
    }
  });
});

describe('cai emulator --env', () => {
  it('takes world and seed from the environment document, and what is said besides counts more', async () => {
    await workshop.edit('pipelines/environments/demo.yaml', (text) => text.replace('seed: 1', 'seed: 42'));
    const { child, ended } = workshop.start(
      ['emulator', '--env', 'demo', '--world', 'other', '--port', '0', '--json'],
      workshop.repository,
    );
    if (child.stdout === null) throw new Error('no stdout');
    let ready = '';
    for await (const line of createInterface({ input: child.stdout })) {
      ready = line;
      break;
    }
    child.kill('SIGINT');
    expect((await ended).code).toBe(0);
    expect(JSON.parse(ready)).toMatchObject({ world: 'other', seed: 42 });
    expect(JSON.parse(ready).url).not.toContain(':4410');
  });

  it('refuses an environment that is none or no emulator', async () => {
    expect(await workshop.cli('emulator', '--env', 'nope')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('There are: demo.'),
    });
    await workshop.edit('pipelines/environments/demo.yaml', (text) => text.replace(/\n {2}emulator: .*/, ''));
    expect(await workshop.cli('emulator', '--env', 'demo')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('the environment demo names no emulator'),
    });
  });
});
