import { type BackendHarness, clockAhead } from './backend-harness.ts';
import { describeBackend } from './backend-suite.ts';
import { GitSite } from './git-site.ts';

/** A clock of 2020: what it wrote is long ago for everybody else. */
const OLD = { ...clockAhead(), now: () => new Date('2020-01-01T00:00:00Z') };

async function makeHarness(): Promise<BackendHarness> {
  const site = await GitSite.open();
  return {
    open: (ahead) => site.backend({ clock: clockAhead(ahead) }),
    leaveDeadLock: async () => void (await site.backend({ clock: OLD }).lock('apply', 'eve')),
    damage: async (change) =>
      await site.replaceTip((files) => ({
        ...files,
        'state.json': JSON.stringify({ ...JSON.parse(files['state.json'] ?? ''), ...change }),
      })),
    isUntouched: async () =>
      (await site.git(site.remote, 'for-each-ref', '--format=%(refname)')) === 'refs/heads/main' &&
      (await site.git(site.clone, 'for-each-ref', 'refs/cai')) === '',
    close: async () => await site.close(),
  };
}

describeBackend('every promise of a backend, by a branch', { rounds: 2, contenders: 4 }, makeHarness);
