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
import { type Clock, LockHeldError } from '../../runner/model/index.ts';
import {
  type BackendHarness,
  bind,
  clockAhead,
  LONG_ENOUGH_TO_BE_DEAD,
  namesOf,
  refusal,
} from './backend-harness.ts';
import { describeBackend } from './backend-suite.ts';

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
async function leaveDeadLockIn(folder: string, guard?: 'died'): Promise<void> {
  await mkdir(folder, { recursive: true });
  const names = ['lock.json', ...(guard === undefined ? [] : ['lock.takeover'])];
  for (const name of names) {
    await writeFile(join(folder, name), name === 'lock.json' ? lockText({}) : '');
    await utimes(join(folder, name), OLD, OLD);
  }
}

async function makeHarness(): Promise<BackendHarness> {
  const root = await mkdtemp(join(tmpdir(), 'cai-'));
  const folder = join(root, 'state', 'demo');
  const snapshot = join(folder, 'state.json');
  return {
    open: (ahead) => new LocalBackend({ folder, environment: 'demo', clock: clockAhead(ahead) }),
    leaveDeadLock: async () => await leaveDeadLockIn(folder),
    damage: async (change) => {
      const state: object = JSON.parse(await readFile(snapshot, 'utf8'));
      await writeFile(snapshot, JSON.stringify({ ...state, ...change }));
    },
    isUntouched: async () => (await readdir(root)).length === 0,
    close: async () => await rm(root, { recursive: true, force: true }),
  };
}

describeBackend('every promise of a backend, by a folder', { rounds: 10, contenders: 12 }, makeHarness);

describe('state in a folder', () => {
  let root = '';
  let folder = '';

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'cai-'));
    folder = join(root, 'state', 'demo');
  });

  afterEach(async () => await rm(root, { recursive: true, force: true }));

  const open = (ahead = 0): LocalBackend =>
    new LocalBackend({ folder, environment: 'demo', clock: clockAhead(ahead) });
  const journal = (): string => join(folder, 'journal.jsonl');
  const snapshot = (): string => join(folder, 'state.json');

  /** Three entries in the journal, and a process that died before it gave the lock back. */
  async function crash(...names: readonly string[]): Promise<void> {
    const lock = await open().lock('apply', 'ada');
    for (const name of names) await lock.append([bind(name)], `bind ${name}`);
  }

  const leaveDeadLock = async (guard?: 'died'): Promise<void> => await leaveDeadLockIn(folder, guard);

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

  it('gives the lock of a dead one, beside a take-over that died, to one of many who ask at once', async () => {
    for (let round = 0; round < 10; round += 1) {
      await open().unlock();
      await leaveDeadLock('died');
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

  it('empties its journal when the lock is given back', async () => {
    await crash('a');
    await (await open(LONG_ENOUGH_TO_BE_DEAD).lock('apply', 'bo')).release();
    expect(await readFile(journal(), 'utf8')).toBe('');
    expect(namesOf(await open().read())).toEqual(['a']);
  });

  it('is taken over at once where the number of its holder is that of another process by now', async () => {
    await open().lock('apply', 'ada');
    const file = join(folder, 'lock.json');
    const written = JSON.parse(await readFile(file, 'utf8')) as { process?: object };
    if (written.process === undefined) {
      process.stderr.write('not shown: this system does not tell one process from another\n');
      return;
    }
    expect((await refusal(open().lock('apply', 'bo'))).code).toBe('lock-held');
    await writeFile(file, JSON.stringify({ ...written, process: { ...written.process, started: '1' } }));
    await (await open().lock('apply', 'bo')).release();
  });

  it('says that a folder keeps no history', async () => {
    const error = await refusal(open().history());
    expect(error).toMatchObject({ code: 'no-history', exitCode: 1 });
    expect(error.hint).toContain('backend: git');
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
