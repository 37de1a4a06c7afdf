import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LockHeldError } from '../../runner/model/index.ts';
import {
  type BackendHarness,
  bind,
  LONG_ENOUGH_TO_BE_DEAD,
  namesOf,
  record,
  refusal,
  type SuiteSize,
} from './backend-harness.ts';

/** What holds for every backend. */
export function describeBackend(
  name: string,
  { rounds, contenders }: SuiteSize,
  make: () => Promise<BackendHarness>,
): void {
  describe(name, () => {
    let harness: BackendHarness;

    beforeEach(async () => {
      harness = await make();
    });

    afterEach(async () => await harness.close());

    const open: BackendHarness['open'] = (ahead) => harness.open(ahead);

    /** Entries, and a process that died before it gave the lock back. */
    async function crash(...names: readonly string[]): Promise<void> {
      const lock = await open().lock('apply', 'ada');
      for (const one of names) await lock.append([bind(one)], `bind ${one}`);
    }

    it('is empty where there is none, and reading makes nothing', async () => {
      expect(await open().read()).toMatchObject({
        serial: 0,
        environment: 'demo',
        resources: {},
        intents: [],
      });
      expect(await open().holder()).toBeUndefined();
      await open().unlock();
      expect(await harness.isUntouched()).toBe(true);
    });

    it('has every acknowledged entry after a crash, in order, and again after the next release', async () => {
      await crash('a', 'b', 'c');
      const crashed = await open().read();
      expect(namesOf(crashed)).toEqual(['a', 'b', 'c']);
      expect(crashed.serial).toBe(3);
      const lock = await open(LONG_ENOUGH_TO_BE_DEAD).lock('apply', 'bo');
      expect(lock.state).toEqual(crashed);
      await lock.append([bind('d')], 'bind d');
      await lock.release();
      const released = await open().read();
      expect(namesOf(released)).toEqual(['a', 'b', 'c', 'd']);
      expect(released.serial).toBe(4);
      expect(released.lineage).toBe(crashed.lineage);
    });

    it('returns from each append the state that others read', async () => {
      const lock = await open().lock('apply', 'ada');
      for (const one of ['a', 'b']) {
        const state = await lock.append([bind(one)], `bind ${one}`);
        expect(await open().read()).toEqual(state);
        expect(lock.state).toEqual(state);
      }
      await lock.release();
    });

    it('keeps its lineage from before the first entry', async () => {
      const lock = await open().lock('apply', 'ada');
      const { lineage } = lock.state;
      expect((await open().read()).lineage).toBe(lineage);
      await lock.append([bind('a')], 'bind a');
      expect((await open().read()).lineage).toBe(lineage);
      await lock.release();
      expect((await open().read()).lineage).toBe(lineage);
      const next = await open().lock('apply', 'bo');
      expect(next.state.lineage).toBe(lineage);
      await next.release();
    });

    it.each([
      ['of another environment', { environment: 'prod' }, 'state-of-another-environment'],
      ['of a newer format', { formatVersion: 2 }, 'state-newer'],
      ['without a serial', { serial: 'x' }, 'state-damaged'],
    ])('refuses a state %s, and leaves no lock', async (_what, change, code) => {
      await (await open().lock('apply', 'ada')).release();
      await harness.damage(change);
      const error = await refusal(open().read());
      expect(error.code).toBe(code);
      expect(error.hint).toBeDefined();
      expect((await refusal(open().lock('apply', 'ada'))).code).toBe(code);
      expect(await open().holder()).toBeUndefined();
    });

    it('keeps what was found in batches of scores, before and after a release', async () => {
      const lock = await open().lock('scores check', 'ada');
      const recorded = await lock.append([record('B1'), record('B2')], 'record');
      expect(recorded.scoreChecks?.['p/score-dataset/event']?.map(({ batchId }) => batchId)).toEqual([
        'B2',
        'B1',
      ]);
      expect(await open().read()).toEqual(recorded);
      await lock.release();
      expect((await open().read()).scoreChecks).toEqual(recorded.scoreChecks);
    });

    it.each([
      ['no outcome that there is', { outcome: 'maybe' }, 'results[0].outcome'],
      ['no rule', { rule: undefined }, 'results[0].rule'],
    ])('refuses a state where a result has %s, and says where', async (_what, change, path) => {
      const lock = await open().lock('scores check', 'ada');
      await lock.append([record('B1')], 'record');
      await lock.release();
      const { check } = record('B1');
      const results = check.results.map((result) => ({ ...result, ...change }));
      await harness.damage({ scoreChecks: { 'p/score-dataset/event': [{ ...check, results }] } });
      const error = await refusal(open().read());
      expect(error.code).toBe('state-damaged');
      expect(error.message).toContain('p/score-dataset/event');
      expect(error.message).toContain(path);
    });

    it.each([
      ['where there is none', async () => {}],
      ['of somebody who is dead', async () => await harness.leaveDeadLock()],
    ])('gives the lock %s to one of many who ask at once', async (_where, prepare) => {
      for (let round = 0; round < rounds; round += 1) {
        await open().unlock();
        await prepare();
        const asked = await Promise.allSettled(
          Array.from({ length: contenders }, async (_, at) => await open().lock('apply', `person ${at}`)),
        );
        const [winner, ...others] = asked.filter((one) => one.status === 'fulfilled');
        expect(others).toEqual([]);
        await winner?.value.append([bind(`n${round}`)], 'bind');
        expect(namesOf(await open().read())).toContain(`n${round}`);
        for (const one of asked)
          if (one.status === 'rejected') expect(one.reason).toBeInstanceOf(LockHeldError);
      }
    });

    it('says who holds the lock', async () => {
      await open().lock('apply', 'ada');
      const error = await refusal(open().lock('apply', 'bo'));
      expect(error).toMatchObject({ code: 'lock-held', exitCode: 5 });
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

    it('gives a lock that was removed by force to the next, and takes nothing more from its former holder', async () => {
      const former = await open().lock('apply', 'ada');
      await former.append([bind('a')], 'bind a');
      await open().unlock();
      expect(await open().holder()).toBeUndefined();
      expect(await refusal(former.append([bind('x')], 'bind x'))).toMatchObject({ code: 'lock-lost' });
      const next = await open().lock('apply', 'bo');
      await next.append([bind('b')], 'bind b');
      await former.release();
      expect(await open().holder()).toMatchObject({ by: 'bo' });
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
        for (let round = 0; round < rounds; round += 1) {
          const lock = await open().lock('apply', 'ada');
          await lock.append([bind(`n${round}`)], 'bind');
          await lock.append([bind(`m${round}`)], 'bind');
          await lock.release();
          last = lock.state.serial;
        }
      };
      const read = async (): Promise<void> => {
        while (writing) {
          const known = last;
          const state = await open().read();
          expect(state.serial).toBeGreaterThanOrEqual(known);
          expect(namesOf(state)).toHaveLength(state.serial);
        }
      };
      const written = write().finally(() => {
        writing = false;
      });
      await Promise.all([written, read(), read()]);
    });
  });
}
