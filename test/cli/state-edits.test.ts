import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LocalBackend } from '../../runner/backends/index.ts';
import { ControlClient, type RunningEmulator, startEmulator } from '../../runner/emulator/index.ts';
import { systemClock } from '../../runner/host/index.ts';
import type { Plan, State } from '../../runner/model/index.ts';
import { closeStrictly, STRICT } from '../contracts/strict.ts';
import type { CliResult } from '../operator/command.ts';
import { runInside } from '../operator/inside.ts';

const VIEW = 'account-upgrade/data-view/account-upgrade';
const CONNECTION = 'account-upgrade/connection/scores';
const INSTANCE = 'account-upgrade/customer-ai-instance/main';
const EVENT = 'account-upgrade/score-dataset/event';

interface Rebuilt {
  readonly restored: readonly { readonly address: string; readonly ids: Readonly<Record<string, string>> }[];
  readonly lost: readonly { readonly address: string; readonly reason: string }[];
  readonly isWritten: boolean;
}

/** An organisation in which everything was made as the YAML says, and a repository that has lost its state. */
describe('edits of the state', () => {
  let folder = '';
  let emulator: RunningEmulator;
  let ids = { connection: '', view: '' };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cai-state-'));
    emulator = await startEmulator({ world: join(folder, 'world'), port: 0, rateLimit: 'off', ...STRICT });
    ids = await makeWorld(new ControlClient(emulator));
    await cli(folder, 'init', 'repository');
    const file = join(folder, 'repository/pipelines/environments/demo.yaml');
    const text = await readFile(file, 'utf8');
    await writeFile(
      file,
      text
        .replaceAll('http://127.0.0.1:4410', emulator.url)
        .replace('[account-upgrade, subscription-churn]', '[account-upgrade]')
        .replace('spec:\n', 'spec:\n  limits: { requests: 1000, windowSeconds: 1 }\n'),
    );
  });

  afterAll(async () => {
    await closeStrictly(emulator, { allowsRefused: false });
    await rm(folder, { recursive: true, force: true });
  });

  async function cli(cwd: string, ...args: readonly string[]): Promise<CliResult> {
    return await runInside(args, cwd, systemClock);
  }

  async function repository(): Promise<string> {
    const own = await mkdtemp(join(folder, 'own-'));
    await cp(join(folder, 'repository'), own, { recursive: true });
    return own;
  }

  async function json<T>(cwd: string, ...args: readonly string[]): Promise<T> {
    return JSON.parse((await cli(cwd, ...args, '--json')).stdout) as T;
  }

  it('rebuild shows what it found, and writes nothing where nobody can be asked', async () => {
    const own = await repository();
    const before = await readdir(own, { recursive: true });
    const { code, stdout, stderr } = await cli(own, 'state', 'rebuild');
    expect(code).toBe(1);
    expect(stderr).toContain('no terminal to ask on');
    expect(stdout).toContain('Nothing was written');
    expect(stdout).toContain(ids.connection);
    expect(await readdir(own, { recursive: true })).toEqual(before);
  });

  it('rebuild binds what is there, and the next plan asks only for what no API shows', async () => {
    const own = await repository();
    const rebuilt = await json<Rebuilt>(own, 'state', 'rebuild', '--yes');
    expect(rebuilt.isWritten).toBe(true);
    const found = new Map(rebuilt.restored.map((one) => [one.address, one.ids.id]));
    expect([...found.keys()]).toEqual(expect.arrayContaining([INSTANCE, EVENT]));
    expect(found.get(CONNECTION)).toContain(ids.connection);
    expect(found.get(VIEW)).toBe(ids.view);
    const state = await json<State>(own, 'state', 'list');
    expect(state.resources[VIEW]?.objects[0]).toMatchObject({ status: 'current', ids: { id: ids.view } });
    const { changes } = await json<Plan>(own, 'plan');
    const actions = new Map(changes.map(({ address, action }) => [address, action]));
    expect(actions.get(INSTANCE)).toBe('update');
    expect(['update', undefined]).toContain(actions.get(CONNECTION));
    expect(['update', undefined]).toContain(actions.get(VIEW));
    expect([...actions.values()].filter((action) => action === 'adopt' || action === 'delete')).toEqual([]);
    expect(changes.filter(({ destructive }) => destructive)).toEqual([]);

    const again = await cli(own, 'state', 'rebuild', '--yes');
    expect(again.code).toBe(4);
    expect(again.stderr).toContain('error[state-exists]');
    expect(again.stderr).toContain('--add-missing');
    const nothing = await json<Rebuilt>(own, 'state', 'rebuild', '--add-missing', '--yes');
    expect(nothing).toMatchObject({ restored: [], isWritten: false });
    expect((await json<State>(own, 'state', 'list')).serial).toBe(state.serial);
  });

  it('mv gives a resource another address, under the lock, and tells the reviewed way', async () => {
    const own = await repository();
    await cli(own, 'state', 'rebuild', '--yes');
    const renamed = 'account-upgrade/data-view/renamed';
    const backend = new LocalBackend({
      folder: join(own, '.cai/state/demo'),
      environment: 'demo',
      clock: systemClock,
    });
    const lock = await backend.lock('apply', 'Bo Busy');
    const held = await cli(own, 'state', 'mv', VIEW, renamed);
    await lock.release();
    expect(held.code).toBe(5);
    const { code, stdout } = await cli(own, 'state', 'mv', VIEW, renamed);
    expect(code).toBe(0);
    expect(stdout).toContain('moved:');
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain(`YAML still declares ${VIEW}`);
    const state = await json<State>(own, 'state', 'list');
    expect(state.resources[renamed]?.objects[0]?.ids).toMatchObject({ id: ids.view });
    expect(state.resources[VIEW]).toBeUndefined();
    const unknown = await cli(own, 'state', 'mv', VIEW, renamed);
    expect({ code: unknown.code, stdout: unknown.stdout }).toEqual({ code: 1, stdout: '' });
    expect(unknown.stderr).toContain('cai state list');
    const taken = await cli(own, 'state', 'mv', CONNECTION, 'account-upgrade/data-view/other');
    expect(taken.stderr).toContain('keeps its kind');
  });
});

/** What people and the runner had made, through the forms of the emulator's operator. */
async function makeWorld(control: ControlClient): Promise<{ connection: string; view: string }> {
  await control.post('instances', {
    name: 'Likelihood to upgrade account',
    propensityType: 'conversion',
    sandboxName: 'prod',
    datasets: [{ name: 'Luma Web Events', identityNamespace: 'ECID', identityField: 'identityMap' }],
    goal: {
      occurs: 'will',
      match: 'all',
      outcomeWindowDays: 30,
      events: [{ field: 'commerce.order.purchaseID', operator: 'exists' }],
    },
    eligiblePopulation: {
      match: 'any',
      lookbackDays: 60,
      exclude: [],
      events: [{ field: 'web.webPageDetails.name', operator: 'exists' }],
    },
    outputs: { profile: true, cja: true },
  });
  await control.post('clock', { advanceSeconds: 25 * 3600 });
  const connection = await control.post<{ id: string }>('connections', {
    name: 'Account upgrade scores',
    description: 'Scores of free accounts, joined with what people do on the web site.',
    sandboxName: 'prod',
    primaryIdType: 'person',
    dataSets: [
      {
        name: 'Luma Web Events',
        identityMap: true,
        identityNamespace: 'ECID',
        dataSourceType: { id: 'webData' },
      },
    ],
  });
  const view = await control.post<{ id: string }>('dataviews', {
    name: 'Account upgrade',
    description: 'Upgrade scores beside web behaviour.',
    parentDataGroupId: connection.id,
    timezoneDesignator: 'Europe/Lisbon',
  });
  return { connection: connection.id.replace(/^dg_/, ''), view: view.id };
}
