import { access, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { GitBackendOptions } from '../../runner/backends/index.ts';
import type { Clock } from '../../runner/model/index.ts';
import { bind, clockAhead, LONG_ENOUGH_TO_BE_DEAD, namesOf, refusal } from './backend-harness.ts';
import { BRANCH, GitSite, LEASE } from './git-site.ts';

let site: GitSite;

beforeEach(async () => {
  site = await GitSite.open();
});

afterEach(async () => await site.close());

/** A clock that stands still until it is set. */
class SetClock implements Clock {
  #now = Date.parse('2026-01-31T12:00:00.000Z');

  now(): Date {
    return new Date(this.#now);
  }

  sleep(ms: number): Promise<void> {
    this.advance(ms / 1000);
    return Promise.resolve();
  }

  advance(seconds: number): void {
    this.#now += seconds * 1000;
  }
}

/** A timer that rings when a test says so. */
function makeTimer(): {
  readonly every: NonNullable<GitBackendOptions['every']>;
  ring(): void;
  readonly isStopped: () => boolean;
} {
  let work: (() => void) | undefined;
  return {
    every: (_ms, given) => {
      work = given;
      return () => {
        work = undefined;
      };
    },
    ring: () => work?.(),
    isStopped: () => work === undefined,
  };
}

const leaseOf = async (): Promise<{ renewedAt: string }> =>
  JSON.parse(await site.git(site.remote, 'show', `${LEASE}:lease.json`));

/** Makes an empty file that a program of the test looks for. */
async function makeFlag(path: string): Promise<void> {
  await writeFile(path, '');
}

/** Runs work while nobody reaches the remote. */
async function unreachable<Result>(work: () => Promise<Result>): Promise<Result> {
  await rename(site.remote, `${site.remote}.away`);
  try {
    return await work();
  } finally {
    await rename(`${site.remote}.away`, site.remote);
  }
}

it('is taken over once the whole lease and a minute are over, and not before', async () => {
  const clock = new SetClock();
  await site.backend({ clock }).lock('apply', 'ada');
  clock.advance(300 + 59);
  expect((await refusal(site.backend({ clock }).lock('apply', 'bo'))).code).toBe('lock-held');
  clock.advance(2);
  await (await site.backend({ clock }).lock('apply', 'bo')).release();
});

it('is as long as it says itself, whatever this version would give', async () => {
  const clock = new SetClock();
  await site.backend({ clock }).lock('apply', 'ada');
  const lease = { ...(await leaseOf()), seconds: 3600 };
  const commit = await site.write({ 'lease.json': JSON.stringify(lease) }, []);
  await site.git(site.remote, 'update-ref', LEASE, commit);
  clock.advance(3600);
  expect((await refusal(site.backend({ clock }).lock('apply', 'bo'))).code).toBe('lock-held');
  clock.advance(61);
  await site.backend({ clock }).lock('apply', 'bo');
});

it('is renewed while nothing is written, and by whatever is written', async () => {
  const clock = new SetClock();
  const { every, ring } = makeTimer();
  const lock = await site.backend({ clock, every }).lock('apply', 'ada');
  const tip = await site.git(site.remote, 'rev-parse', BRANCH);
  clock.advance(60);
  ring();
  await expect.poll(leaseOf).toMatchObject({ renewedAt: '2026-01-31T12:01:00.000Z' });
  expect(await site.git(site.remote, 'rev-parse', BRANCH)).toBe(tip);
  clock.advance(100);
  await lock.append([bind('a')], 'bind a');
  expect(await leaseOf()).toMatchObject({ renewedAt: '2026-01-31T12:02:40.000Z', serial: 1 });
  clock.advance(301);
  expect((await refusal(site.backend({ clock }).lock('apply', 'bo'))).code).toBe('lock-held');
  await lock.release();
});

it('is renewed before anything is written at half of it, and not before that', async () => {
  const clock = new SetClock();
  const lock = await site.backend({ clock }).lock('apply', 'ada');
  await site.hook('update', 'echo "$1" >> pushed');
  clock.advance(149);
  await lock.append([bind('a')], 'bind a');
  clock.advance(150);
  await lock.append([bind('b')], 'bind b');
  const pushed = (await readFile(`${site.remote}/pushed`, 'utf8')).trim().split('\n').sort();
  expect(pushed).toEqual([LEASE, LEASE, LEASE, `refs/heads/${BRANCH}`, `refs/heads/${BRANCH}`]);
});

it('lets nothing be written at half of it where it cannot be renewed', async () => {
  const clock = new SetClock();
  const lock = await site.backend({ clock }).lock('apply', 'ada');
  await lock.append([bind('a')], 'bind a');
  clock.advance(150);
  await site.hook('update', `[ "$1" != ${LEASE} ]`);
  const error = await refusal(lock.append([bind('b')], 'bind b'));
  expect(error.code).toBe('git-refused');
  expect(error.message).toContain('was not recorded');
  await site.hook('update', 'exit 0');
  expect(namesOf(await site.backend({ clock }).read())).toEqual(['a']);
});

it('that was lost stops its timer, and says so when its holder writes', async () => {
  const { every, ring, isStopped } = makeTimer();
  const clock = new SetClock();
  const lock = await site.backend({ clock, every }).lock('apply', 'ada');
  clock.advance(361);
  const next = await site.backend({ clock }).lock('apply', 'bo');
  ring();
  await expect.poll(isStopped).toBe(true);
  const error = await refusal(lock.append([bind('x')], 'bind x'));
  expect(error).toMatchObject({ code: 'lock-lost', exitCode: 5 });
  expect(error.message).toContain('taken over by bo');
  await next.release();
});

it('survives a renewal that fails', async () => {
  const { every, ring } = makeTimer();
  const clock = new SetClock();
  const lock = await site.backend({ clock, every }).lock('apply', 'ada');
  clock.advance(60);
  await unreachable(async () => {
    ring();
    // Takes its turn after the renewal.
    await refusal(lock.append([bind('a')], 'bind a'));
  });
  await lock.append([bind('b')], 'bind b');
  await lock.release();
  expect(namesOf(await site.backend({ clock }).read())).toEqual(['b']);
});

it('says what is not known where the remote is gone, and goes on when it is back', async () => {
  const lock = await site.backend().lock('apply', 'ada');
  await lock.append([bind('a')], 'bind a');
  await unreachable(async () => {
    const error = await refusal(lock.append([bind('b')], 'bind b'));
    expect(error.message).toContain('nobody knows whether the last step was recorded');
    expect(error.hint).toContain('run the same command again');
    const next = await refusal(lock.append([bind('b')], 'bind b'));
    expect(next.message).toContain('the last step was not recorded');
  });
  await lock.append([bind('c')], 'bind c');
  await unreachable(async () => await lock.release());
  expect(namesOf(await site.backend().read())).toEqual(['a', 'c']);
});

it('says that nothing is lost where it cannot be given back', async () => {
  const lock = await site.backend().lock('apply', 'ada');
  await lock.append([bind('a')], 'bind a');
  const error = await unreachable(async () => await refusal(lock.release()));
  expect(error.hint).toContain('Nothing is lost');
});

it('a push whose answer is lost, every time, counts where it arrived, once', async () => {
  const log = `${site.root}/log`;
  const variables = await site.wrapper(
    `"$GIT" "$@"; code=$?; case "$*" in *" push "*) echo x >> ${log}; echo 'fatal: the remote end hung up unexpectedly' >&2; exit 128;; esac; exit $code`,
  );
  const lock = await site.backend({ variables }).lock('apply', 'ada');
  await lock.append([bind('a')], 'bind a');
  await lock.append([bind('b')], 'bind b');
  await lock.release();
  expect((await readFile(log, 'utf8')).trim().split('\n')).toHaveLength(4);
  expect(await site.backend().holder()).toBeUndefined();
  expect((await site.backend().history(9)).map(({ message }) => message)).toEqual(['bind b', 'bind a']);
});

it('a push that never arrived is tried again, within bounds', async () => {
  const log = `${site.root}/log`;
  const flag = `${site.root}/lost`;
  const variables = await site.wrapper(
    `case "$*" in *" push "*) echo x >> ${log}; if [ -e ${flag} ]; then [ -e ${flag}.always ] || rm ${flag}; echo 'fatal: early EOF' >&2; exit 128; fi;; esac; exec "$GIT" "$@"`,
  );
  const lock = await site.backend({ variables }).lock('apply', 'ada');
  await makeFlag(flag);
  await lock.append([bind('a')], 'bind a');
  await makeFlag(flag);
  await makeFlag(`${flag}.always`);
  await makeFlag(log);
  const error = await refusal(lock.append([bind('b')], 'bind b'));
  expect(error.code).toBe('git-unreachable');
  expect(error.message).toContain('the last step was not recorded');
  expect((await readFile(log, 'utf8')).trim().split('\n')).toHaveLength(4);
  expect(namesOf(await site.backend().read())).toEqual(['a']);
});

it('finds out what became of a push that nobody answered, before it builds on it', async () => {
  const down = `${site.root}/down`;
  const variables = await site.wrapper(
    `if [ -e ${down} ]; then case "$*" in *" ls-remote "*|*" push "*) [ -e ${down}.once ] && rm ${down}.once && "$GIT" "$@"; echo 'fatal: early EOF' >&2; exit 128;; esac; fi; exec "$GIT" "$@"`,
  );
  const lock = await site.backend({ variables }).lock('apply', 'ada');
  await makeFlag(`${down}.once`);
  await makeFlag(down);
  const error = await refusal(lock.append([bind('a')], 'bind a'));
  expect(error.message).toContain('nobody knows');
  await rm(down);
  const state = await lock.append([bind('b')], 'bind b');
  expect(namesOf(state)).toEqual(['a', 'b']);
  await lock.release();
  expect(await site.backend().read()).toEqual(state);
  expect(await site.backend().history(9)).toHaveLength(2);
});

it('a step that was accepted before somebody took over is recorded, and the next is refused', async () => {
  const slow = `${site.root}/slow`;
  const variables = await site.wrapper(
    `case "$*" in *" push "*) if [ -e ${slow} ]; then "$GIT" "$@"; touch ${slow}.done; while [ -e ${slow} ]; do sleep 0.05; done; exit 128; fi;; esac; exec "$GIT" "$@"`,
  );
  const lock = await site.backend({ variables }).lock('apply', 'ada');
  await makeFlag(slow);
  const appended = lock.append([bind('a')], 'bind a');
  await expect
    .poll(
      async () =>
        await access(`${slow}.done`).then(
          () => true,
          () => false,
        ),
    )
    .toBe(true);
  const next = await site.backend({ clock: clockAhead(LONG_ENOUGH_TO_BE_DEAD) }).lock('apply', 'bo');
  await next.append([bind('b')], 'bind b');
  await rm(slow);
  expect(namesOf(await appended)).toEqual(['a']);
  expect((await refusal(lock.append([bind('c')], 'bind c'))).code).toBe('lock-lost');
  await lock.release();
  await next.release();
  expect(namesOf(await site.backend().read())).toEqual(['a', 'b']);
});

it('a branch that is moved by hand while the lock is held ends the lock, and is not overwritten', async () => {
  const lock = await site.backend().lock('apply', 'ada');
  await lock.append([bind('a')], 'bind a');
  await site.git(site.remote, 'update-ref', `refs/heads/${BRANCH}`, `${BRANCH}~1`);
  const moved = await site.git(site.remote, 'rev-parse', BRANCH);
  const error = await refusal(lock.append([bind('b')], 'bind b'));
  expect(error).toMatchObject({ code: 'lock-lost', exitCode: 5 });
  expect(error.message).toContain(BRANCH);
  await lock.release();
  expect(await site.git(site.remote, 'rev-parse', BRANCH)).toBe(moved);
  expect(await site.backend().holder()).toBeUndefined();
  expect((await refusal(site.backend().read())).code).toBe('state-rewound');
});

it('moves neither branch nor lease where the server takes only one of them', async () => {
  const lock = await site.backend().lock('apply', 'ada');
  const refs = await site.git(site.remote, 'for-each-ref');
  await site.hook('update', `[ "$1" = ${LEASE} ]`);
  const error = await refusal(lock.append([bind('a')], 'bind a'));
  expect(error.code).toBe('git-refused');
  expect(error.message).toContain('was not recorded');
  expect(await site.git(site.remote, 'for-each-ref')).toBe(refs);
});

it('records what is in flight although Ctrl-C reaches git too', async () => {
  const flag = `${site.root}/pressed`;
  const variables = await site.wrapper(
    `for last in hash-object push; do case "$*" in *" $last "*) if [ -e ${flag}.$last ]; then rm ${flag}.$last; kill -INT $$; fi;; esac; done; exec "$GIT" "$@"`,
  );
  const lock = await site.backend({ variables }).lock('apply', 'ada');
  for (const [command, name] of [
    ['hash-object', 'a'],
    ['push', 'b'],
  ] as const) {
    await makeFlag(`${flag}.${command}`);
    await lock.append([bind(name)], `bind ${name}`);
    await expect(access(`${flag}.${command}`)).rejects.toThrow();
  }
  await lock.release();
  expect((await site.backend().history(9)).map(({ message }) => message)).toEqual(['bind b', 'bind a']);
});
