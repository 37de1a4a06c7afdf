import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bind, namesOf, refusal } from './backend-harness.ts';
import { GitSite, LEASE } from './git-site.ts';

const isLinux = process.platform === 'linux';
if (!isLinux) process.stderr.write('skipped: only Linux tells one process from another with its number\n');

interface StoredLease {
  readonly process: { readonly boot: string; readonly namespaces: string; readonly started: string };
}

/** Leases of processes of this machine that were killed, or are not what they were. */
describe.skipIf(!isLinux)('a lease whose holder ran on this machine', () => {
  let site: GitSite;
  let children: ChildProcess[];

  beforeEach(async () => {
    site = await GitSite.open();
    children = [];
  });

  afterEach(async () => {
    for (const child of children) child.kill('SIGKILL');
    await site.close();
  });

  /** A process that lives until it is killed; resolves with what it says first. */
  async function start(script: string): Promise<{ child: ChildProcess; said: string }> {
    const child = spawn('sh', ['-c', script], { stdio: ['pipe', 'pipe', 'inherit'] });
    children.push(child);
    if (child.stdout === null) throw new Error('no stdout');
    const [said] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
    return { child, said };
  }

  const statOf = async (pid: number): Promise<readonly string[]> =>
    (await readFile(`/proc/${pid}/stat`, 'utf8')).replace(/^.*\) /su, '').split(' ');

  /** Lets the lease of `ada` be what another process of this machine would have written, or nearly so. */
  async function rewrite(change: (lease: StoredLease) => object): Promise<void> {
    const lease = JSON.parse(await site.git(site.remote, 'show', `${LEASE}:lease.json`));
    const commit = await site.write({ 'lease.json': JSON.stringify({ ...lease, ...change(lease) }) }, []);
    await site.git(site.remote, 'update-ref', LEASE, commit);
  }

  async function holdBy(pid: number): Promise<void> {
    const started = (await statOf(pid))[19] ?? '';
    await rewrite((lease) => ({ pid, process: { ...lease.process, started } }));
  }

  it('is held while it lives and free once it is killed, and what it wrote is there', async () => {
    const former = await site.backend().lock('apply', 'ada');
    await former.append([bind('a')], 'bind a');
    const { child } = await start('echo ready; read line');
    await holdBy(child.pid ?? 0);
    expect((await refusal(site.backend().lock('apply', 'bo'))).code).toBe('lock-held');
    child.kill('SIGKILL');
    await once(child, 'exit');
    const next = await site.backend().lock('apply', 'bo');
    expect(namesOf(next.state)).toEqual(['a']);
    const error = await refusal(former.append([bind('x')], 'bind x'));
    expect(error).toMatchObject({ code: 'lock-lost', exitCode: 5 });
    expect(error.message).toContain('taken over by bo');
    await next.release();
  });

  it('is free where it ended and nobody has asked how', async () => {
    await site.backend().lock('apply', 'ada');
    const { said } = await start('sleep 1000 & echo $!; exec tail -f /dev/null');
    const pid = Number(said);
    await holdBy(pid);
    process.kill(pid, 'SIGKILL');
    await expect.poll(async () => (await statOf(pid))[0]).toBe('Z');
    await (await site.backend().lock('apply', 'bo')).release();
  });

  it('is free where its number is that of another process by now', async () => {
    await site.backend().lock('apply', 'ada');
    await rewrite(({ process: mark }) => ({ process: { ...mark, started: '1' } }));
    await (await site.backend().lock('apply', 'bo')).release();
  });

  it.each<[string, (lease: StoredLease) => object]>([
    ['that was started since', ({ process: mark }) => ({ process: { ...mark, boot: 'another' } })],
    [
      'of whose containers it is in another',
      ({ process: mark }) => ({ process: { ...mark, namespaces: 'pid:[1]' } }),
    ],
    ['of another name', () => ({ host: 'elsewhere' })],
    ['and an older version wrote no mark', () => ({ process: undefined })],
  ])('is waited for where it is dead on a machine %s', async (_which, change) => {
    await site.backend().lock('apply', 'ada');
    const { child } = await start('echo ready; read line');
    await holdBy(child.pid ?? 0);
    await rewrite(change);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect((await refusal(site.backend().lock('apply', 'bo'))).code).toBe('lock-held');
    expect(await site.backend().holder()).toMatchObject({ by: 'ada', pid: child.pid });
  });
});
