import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { foldJournal, type JournalEntry, makeEntry } from '../../runner/backends/journal-entry.ts';
import type { State } from '../../runner/model/index.ts';
import { bind, namesOf, refusal } from './backend-harness.ts';
import { BRANCH, GitSite, LEASE } from './git-site.ts';

/** A branch with the steps a, b and c, made once. */
let prepared: GitSite;
let site: GitSite;

beforeAll(async () => {
  prepared = await GitSite.open();
  await prepared.record(prepared.clone, 'a', 'b', 'c');
});

beforeEach(async () => {
  site = await prepared.copy();
});

afterEach(async () => await site.close());

afterAll(async () => await prepared.close());

const rewind: Readonly<Record<string, () => Promise<unknown>>> = {
  'that was set back': () => site.git(site.remote, 'update-ref', `refs/heads/${BRANCH}`, `${BRANCH}~1`),
  'that was deleted': () => site.git(site.remote, 'update-ref', '-d', `refs/heads/${BRANCH}`),
  'that begins anew': async () => {
    const state = await site.git(site.remote, 'show', `${BRANCH}~3:state.json`);
    const commit = await site.write({ 'state.json': state }, []);
    await site.git(site.remote, 'update-ref', `refs/heads/${BRANCH}`, commit);
  },
};

it.each(Object.entries(rewind))(
  'refuses a branch %s, in any clone, until it is put back',
  async (_how, act) => {
    const tip = await site.git(site.remote, 'rev-parse', BRANCH);
    await act();
    for (const folder of [site.clone, await site.cloneTo('fresh')]) {
      const backend = site.backend({ folder });
      const error = await refusal(backend.read());
      expect(error.code).toBe('state-rewound');
      expect(error.message).toContain('ada left it at serial 3');
      expect((await refusal(backend.lock('apply', 'bo'))).code).toBe('state-rewound');
      expect((await refusal(backend.history(1))).code).toBe('state-rewound');
    }
    const { hint = '' } = await refusal(site.backend().read());
    const [, command = ''] = /: (git push --force \S+ \S+)\. /u.exec(hint) ?? [];
    expect(command).toContain(tip);
    await site.git(site.clone, ...command.split(' ').slice(1));
    expect(namesOf(await site.backend().read())).toEqual(['a', 'b', 'c']);
  },
);

it('goes on with a branch that was set back where a person says so', async () => {
  await site.git(site.remote, 'update-ref', `refs/heads/${BRANCH}`, `${BRANCH}~1`);
  const { hint = '' } = await refusal(site.backend().read());
  const [, command = ''] = /accept what is there: (git push \S+ \S+)$/u.exec(hint) ?? [];
  await site.git(site.clone, ...command.split(' ').slice(1));
  await site.record(site.clone, 'd');
  expect(namesOf(await site.backend().read())).toEqual(['a', 'b', 'd']);
});

it('refuses a commit that no holder of the lock wrote, however sound it is', async () => {
  const parent = await site.git(site.remote, 'rev-parse', BRANCH);
  const state: State = JSON.parse(await site.git(site.remote, 'show', `${BRANCH}:state.json`));
  const { hash }: JournalEntry = JSON.parse(await site.git(site.remote, 'show', `${BRANCH}:entry.json`));
  const at = '2026-01-31T12:00:00.000Z';
  const transitions = [bind('x')];
  const entry = makeEntry({ serial: 4, at, by: 'eve', message: 'bind x', transitions, previous: hash });
  const files = {
    'state.json': JSON.stringify(foldJournal(state, [entry])),
    'entry.json': JSON.stringify(entry),
  };
  await site.git(site.remote, 'update-ref', `refs/heads/${BRANCH}`, await site.write(files, [parent]));
  const error = await refusal(site.backend().read());
  expect(error.code).toBe('state-rewound');
  expect(error.message).toContain('no holder of the lock');
});

type Files = Readonly<Record<string, string>>;

const edit =
  (file: string, from: string, to: string) =>
  (files: Files): Record<string, string> => ({ ...files, [file]: (files[file] ?? '').replaceAll(from, to) });

it.each([
  ['whose entry was edited', edit('entry.json', 'dv_c', 'dv_x'), 'entry.json'],
  ['whose entry is no JSON', edit('entry.json', '{', ''), 'entry.json'],
  [
    'whose state is not what its entry makes of the one before',
    edit('state.json', 'dv_a', 'dv_x'),
    'not what',
  ],
  ['whose serial is another', edit('state.json', '"serial": 3', '"serial": 4'), 'serial 4'],
  ['without a state', ({ 'state.json': _gone, ...files }: Files) => files, 'state.json'],
  ['without an entry', ({ 'entry.json': _gone, ...files }: Files) => files, 'entry.json'],
])('refuses a branch %s, says which commit, and writes nothing', async (_what, change, words) => {
  await site.replaceTip(change);
  const refs = await site.git(site.remote, 'for-each-ref');
  for (const folder of [site.clone, await site.cloneTo('fresh')]) {
    const error = await refusal(site.backend({ folder }).read());
    expect(error.code).toBe('state-damaged');
    expect(error.message).toContain(words);
    expect(error.message).toContain((await site.git(site.remote, 'rev-parse', BRANCH)).slice(0, 12));
    expect((await refusal(site.backend({ folder }).lock('apply', 'bo'))).code).toBe('state-damaged');
  }
  expect(await site.git(site.remote, 'for-each-ref')).toBe(refs);
});

it('refuses a branch from whose middle a commit is missing', async () => {
  const files = async (commit: string): Promise<Record<string, string>> => ({
    'state.json': await site.git(site.remote, 'show', `${commit}:state.json`),
    'entry.json': await site.git(site.remote, 'show', `${commit}:entry.json`),
  });
  const first = await site.git(site.remote, 'rev-parse', `${BRANCH}~2`);
  const third = await site.write(await files(BRANCH), [first]);
  await site.git(site.remote, 'update-ref', `refs/heads/${BRANCH}`, third);
  const error = await refusal(site.backend({ folder: await site.cloneTo('fresh') }).read());
  expect(error).toMatchObject({ code: 'state-damaged' });
  expect(error.message).toContain('does not continue');
});

it('refuses a branch that holds something else, and a lease that is none', async () => {
  expect((await refusal(site.backend({ branch: 'main' }).read())).code).toBe('state-damaged');
  const commit = await site.write({ 'lease.json': '{}' }, []);
  await site.git(site.remote, 'update-ref', LEASE, commit);
  const backend = site.backend();
  expect((await refusal(backend.read())).code).toBe('state-damaged');
  expect((await refusal(backend.lock('apply', 'bo'))).code).toBe('state-damaged');
  expect((await refusal(backend.holder())).code).toBe('state-damaged');
});
