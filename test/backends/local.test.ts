import { renameSync, writeFileSync } from 'node:fs';
import {
  appendFile,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  rmdir,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LocalBackend } from '../../runner/backends/index.ts';
import {
  type Clock,
  LockHeldError,
  RunnerError,
  type State,
  type Transition,
} from '../../runner/model/index.ts';

/** Real time and `ahead` more: a lock that nobody has kept alive for that long. */
function clockAhead(ahead = 0): Clock {
  return { now: () => new Date(Date.now() + ahead), sleep: () => Promise.resolve() };
}

const LONG_ENOUGH_TO_BE_DEAD = 10 * 60 * 1000;

const OLD = new Date('2020-01-01T00:00:00Z');

/** Real time; when it is asked for the `nth` time, something else happens first. */
function interfering(nth: number, act: () => void): Clock {
  let asked = 0;
  return {
    now: () => {
      asked += 1;
      if (asked === nth) act();
      return new Date();
    },
    sleep: () => Promise.resolve(),
  };
}

const bind = (name: string): Transition => ({
  type: 'bind',
  address: `p/data-view/${name}`,
  fp: 'f1',
  kind: 'data-view',
  title: name,
  status: 'current',
  ids: { id: `dv_${name}` },
});

const namesOf = (state: State): readonly string[] =>
  Object.keys(state.resources).map((address) => address.replace('p/data-view/', ''));

/** Resolves with the code of the error that was thrown. */
async function refusal(work: Promise<unknown>): Promise<RunnerError> {
  const error: unknown = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof RunnerError)) throw new Error(`no RunnerError: ${String(error)}`);
  return error;
}

describe('state in a folder', () => {
  let root = '';
  let folder = '';

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'cai-'));
    folder = join(root, 'state', 'demo');
  });

  afterEach(async () => await rm(root, { recursive: true, force: true }));

  const open = (ahead = 0, environment = 'demo'): LocalBackend =>
    new LocalBackend({ folder, environment, clock: clockAhead(ahead) });
  const journal = (): string => join(folder, 'journal.jsonl');
  const snapshot = (): string => join(folder, 'state.json');

  /** Three entries in the journal, and a process that died before it gave the lock back. */
  async function crash(...names: readonly string[]): Promise<void> {
    const lock = await open().lock('apply', 'ada');
    for (const name of names) await lock.append([bind(name)], `bind ${name}`);
  }

  const lockText = (holder: object): string =>
    JSON.stringify({
      operation: 'apply',
      by: 'eve',
      host: 'elsewhere',
      pid: 1,
      since: OLD.toISOString(),
      nonce: 'n',
      ...holder,
    });

  /** The lock of a machine that died long ago, and the guard of somebody who died while taking over. */
  async function leaveDeadLock(guard?: 'died'): Promise<void> {
    await mkdir(folder, { recursive: true });
    const names = ['lock.json', ...(guard === undefined ? [] : ['lock.takeover'])];
    for (const name of names) {
      await writeFile(join(folder, name), name === 'lock.json' ? lockText({}) : '');
      await utimes(join(folder, name), OLD, OLD);
    }
  }

  it('is empty where there is none, and reading makes nothing', async () => {
    expect(await open().read()).toMatchObject({ serial: 0, environment: 'demo', resources: {}, intents: [] });
    expect(await readdir(root)).toEqual([]);
  });

  it('has every acknowledged entry after a crash, in order, and again after the next release', async () => {
    await crash('a', 'b', 'c');
    const crashed = await open().read();
    expect(namesOf(crashed)).toEqual(['a', 'b', 'c']);
    expect(crashed.serial).toBe(3);
    const lock = await open(LONG_ENOUGH_TO_BE_DEAD).lock('apply', 'bo');
    await lock.append([bind('d')], 'bind d');
    await lock.release();
    const released = await open().read();
    expect(namesOf(released)).toEqual(['a', 'b', 'c', 'd']);
    expect(released.serial).toBe(4);
    expect(released.lineage).toBe(crashed.lineage);
    expect(await readFile(journal(), 'utf8')).toBe('');
  });

  it('keeps its lineage from before the first entry', async () => {
    const lock = await open().lock('apply', 'ada');
    const { lineage } = lock.state;
    expect((await open().read()).lineage).toBe(lineage);
    await lock.append([bind('a')], 'bind a');
    expect((await open().read()).lineage).toBe(lineage);
    await lock.release();
    expect((await open().read()).lineage).toBe(lineage);
  });

  it('drops a torn last entry at any byte, and continues behind the whole ones', async () => {
    await crash('a', 'b');
    const whole = await readFile(journal(), 'utf8');
    const second = whole.indexOf('\n') + 1;
    for (let end = second; end < whole.length; end += 37) {
      await writeFile(journal(), whole.slice(0, end));
      expect(namesOf(await open().read())).toEqual(['a']);
    }
    const lock = await open(LONG_ENOUGH_TO_BE_DEAD).lock('apply', 'bo');
    await lock.append([bind('c')], 'bind c');
    expect(namesOf(await open().read())).toEqual(['a', 'c']);
    await lock.release();
    expect(namesOf(await open().read())).toEqual(['a', 'c']);
  });

  it('refuses a journal that is damaged in the middle, says where, and changes nothing', async () => {
    await crash('a', 'b', 'c');
    const lines = (await readFile(journal(), 'utf8')).split('\n');
    const damages: readonly (readonly [readonly string[], string])[] = [
      [lines.with(1, (lines[1] ?? '').replace('dv_b', 'dv_x')), ':2:'],
      [lines.with(0, '{"half'), ':1:'],
      [lines.toSpliced(1, 1), ':2:'],
      [lines.with(2, 'not JSON'), ':3:'],
    ];
    for (const [damaged, place] of damages) {
      await writeFile(journal(), damaged.join('\n'));
      const error = await refusal(open().read());
      expect(error.code).toBe('journal-damaged');
      expect(error.message).toContain(`${journal()}${place}`);
      expect((await refusal(open(LONG_ENOUGH_TO_BE_DEAD).lock('apply', 'bo'))).code).toBe('journal-damaged');
      expect(await readFile(journal(), 'utf8')).toBe(damaged.join('\n'));
    }
  });

  it('folds a journal only once where a crash came between the snapshot and emptying it', async () => {
    await crash('a', 'b');
    const before = await readFile(journal(), 'utf8');
    await (await open(LONG_ENOUGH_TO_BE_DEAD).lock('apply', 'bo')).release();
    await writeFile(journal(), before);
    expect(await open().read()).toMatchObject({ serial: 2 });
    const lock = await open().lock('apply', 'bo');
    await lock.append([bind('c')], 'bind c');
    expect(await open().read()).toMatchObject({ serial: 3 });
    await lock.release();
    expect(namesOf(await open().read())).toEqual(['a', 'b', 'c']);
  });

  it('refuses a journal that does not continue the snapshot beside it', async () => {
    await crash('a');
    const first = await readFile(snapshot(), 'utf8');
    await (await open(LONG_ENOUGH_TO_BE_DEAD).lock('apply', 'bo')).release();
    const lock = await open().lock('apply', 'bo');
    await lock.append([bind('b')], 'bind b');
    await writeFile(snapshot(), first);
    expect((await refusal(open().read())).code).toBe('journal-damaged');
  });

  it.each([
    ['of another environment', { environment: 'prod' }, 'state-of-another-environment'],
    ['of a newer format', { formatVersion: 2 }, 'state-newer'],
    ['without a serial', { serial: 'x' }, 'state-damaged'],
  ])('refuses a state %s, and leaves no lock', async (_what, change, code) => {
    await (await open().lock('apply', 'ada')).release();
    await writeFile(
      snapshot(),
      JSON.stringify({ ...JSON.parse(await readFile(snapshot(), 'utf8')), ...change }),
    );
    expect((await refusal(open().read())).code).toBe(code);
    expect((await refusal(open().lock('apply', 'ada'))).code).toBe(code);
    expect(await open().holder()).toBeUndefined();
  });

  it.each([
    ['where there is none', async () => {}],
    ['of somebody who is dead', async () => await leaveDeadLock()],
    ['of somebody who is dead, beside a take-over that died', async () => await leaveDeadLock('died')],
  ])('gives the lock %s to one of many who ask at once', async (_where, prepare) => {
    for (let round = 0; round < 10; round += 1) {
      await open().unlock();
      await prepare();
      const asked = await Promise.allSettled(
        Array.from({ length: 12 }, async (_, at) => await open().lock('apply', `person ${at}`)),
      );
      const [winner, ...others] = asked.filter((one) => one.status === 'fulfilled');
      expect(others).toEqual([]);
      await winner?.value.append([bind(`n${round}`)], 'bind');
      for (const one of asked)
        if (one.status === 'rejected') expect(one.reason).toBeInstanceOf(LockHeldError);
    }
  });

  it('takes nothing from one who came between the look at a dead lock and its removal', async () => {
    await leaveDeadLock();
    const rival = lockText({ by: 'bo', nonce: 'rival', pid: process.pid, host: hostname() });
    // The time is asked for at the start, and with each look at the age of a lock: the last look is the one that counts.
    const late = interfering(3, () => {
      writeFileSync(join(folder, 'rival'), rival);
      renameSync(join(folder, 'rival'), join(folder, 'lock.json'));
    });
    const error = await refusal(
      new LocalBackend({ folder, environment: 'demo', clock: late }).lock('apply', 'ada'),
    );
    expect(error).toBeInstanceOf(LockHeldError);
    expect(error.message).toContain('bo');
    expect(await readFile(join(folder, 'lock.json'), 'utf8')).toBe(rival);
    expect((await readdir(folder)).sort()).toEqual(['lock.json']);
  });

  it('does not take over while another does, however old the guard was that it found', async () => {
    await leaveDeadLock('died');
    const rival = interfering(3, () => {
      writeFileSync(join(folder, 'rival'), 'rival');
      renameSync(join(folder, 'rival'), join(folder, 'lock.takeover'));
    });
    const error = await refusal(
      new LocalBackend({ folder, environment: 'demo', clock: rival }).lock('apply', 'ada'),
    );
    expect(error).toBeInstanceOf(LockHeldError);
    expect(await readFile(join(folder, 'lock.takeover'), 'utf8')).toBe('rival');
    expect(await open().holder()).toMatchObject({ by: 'eve' });
  });

  it('goes on after an entry that was not written whole', async () => {
    const lock = await open().lock('apply', 'ada');
    await mkdir(journal());
    const error = await refusal(lock.append([bind('a')], 'bind a'));
    expect(error.message).toContain('was not recorded');
    expect(error.message).toContain(journal());
    expect(error.hint).toContain('run the same command again');
    await rmdir(journal());
    await writeFile(journal(), '{"torn');
    await lock.append([bind('b')], 'bind b');
    expect(namesOf(await open().read())).toEqual(['b']);
    await lock.release();
    expect(await open().read()).toMatchObject({ serial: 1 });
  });

  it('says once that the disk refuses: the lock is given back without a second error', async () => {
    const lock = await open().lock('apply', 'ada');
    await mkdir(journal());
    await refusal(lock.append([bind('a')], 'bind a'));
    await lock.release();
    expect(await open().holder()).toBeUndefined();
    await rmdir(journal());
    const next = await open().lock('apply', 'ada');
    await next.append([bind('a')], 'bind a');
    await rm(journal());
    await mkdir(journal());
    const error = await refusal(next.release());
    expect(error.hint).toContain('Nothing is lost');
    expect(await open().holder()).toBeUndefined();
  });

  it('says who holds the lock', async () => {
    await open().lock('apply', 'ada');
    const error = await refusal(open().lock('apply', 'bo'));
    expect(error).toMatchObject({ exitCode: 5 });
    expect(error.message).toMatch(/^ada holds the lock since \d{4}-.*: apply on /);
    expect(await open().holder()).toMatchObject({ by: 'ada', operation: 'apply', pid: process.pid });
  });

  it('refuses to write, and to overwrite, for one whose lock was taken over', async () => {
    const sleeper = await open().lock('apply', 'ada');
    await sleeper.append([bind('a')], 'bind a');
    const successor = await open(LONG_ENOUGH_TO_BE_DEAD).lock('apply', 'bo');
    await successor.append([bind('b')], 'bind b');
    const error = await refusal(sleeper.append([bind('x')], 'bind x'));
    expect(error).toMatchObject({ code: 'lock-lost', exitCode: 5 });
    expect(error.message).toContain('bo');
    await sleeper.release();
    expect(await open().holder()).toMatchObject({ by: 'bo' });
    expect(namesOf(await open().read())).toEqual(['a', 'b']);
    await successor.release();
    expect(namesOf(await open().read())).toEqual(['a', 'b']);
  });

  it('releases once: a second time neither takes the lock from another nor writes', async () => {
    const lock = await open().lock('apply', 'ada');
    await lock.release();
    const next = await open().lock('apply', 'bo');
    await next.append([bind('b')], 'bind b');
    await lock.release();
    expect(await open().holder()).toMatchObject({ by: 'bo' });
    expect(namesOf(await open().read())).toEqual(['b']);
    expect((await refusal(lock.append([bind('x')], 'late'))).code).toBe('lock-lost');
  });

  it('reads one state or the next, never a mixture, while another writes', async () => {
    let last = 0;
    let writing = true;
    const write = async (): Promise<void> => {
      for (let round = 0; round < 15; round += 1) {
        const lock = await open().lock('apply', 'ada');
        await lock.append([bind(`n${round}`)], 'bind');
        await lock.append([bind(`m${round}`)], 'bind');
        await lock.release();
        last = lock.state.serial;
      }
      writing = false;
    };
    const read = async (): Promise<void> => {
      while (writing) {
        const known = last;
        const state = await open().read();
        expect(state.serial).toBeGreaterThanOrEqual(known);
        expect(namesOf(state)).toHaveLength(state.serial);
      }
    };
    await Promise.all([write(), read(), read()]);
  });

  it('says so where the folder cannot be made', async () => {
    await writeFile(join(root, 'state'), 'a file');
    const error = await refusal(open().lock('apply', 'ada'));
    expect(error.message).toContain(folder);
    expect(error.hint).toBeDefined();
  });

  it('leaves no temporary files', async () => {
    await crash('a');
    await appendFile(journal(), '{"torn');
    await (await open(LONG_ENOUGH_TO_BE_DEAD).lock('apply', 'bo')).release();
    expect((await readdir(folder)).sort()).toEqual(['journal.jsonl', 'state.json']);
  });

  it('removes, a day later, what a write has left that was killed', async () => {
    await (await open().lock('apply', 'ada')).release();
    await writeFile(join(folder, '.state.json.0123456789ab.tmp'), '{"half');
    await (await open().lock('apply', 'ada')).release();
    expect(await readdir(folder)).toContain('.state.json.0123456789ab.tmp');
    await (await open(25 * 60 * 60 * 1000).lock('apply', 'ada')).release();
    expect(await readdir(folder)).toEqual(['state.json']);
  });
});
