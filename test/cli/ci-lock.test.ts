import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GitBackend, LocalBackend } from '../../runner/backends/index.ts';
import { waitForLock } from '../../runner/cli/ci/patient-backend.ts';
import type { Variables } from '../../runner/cli/io.ts';
import { runProgram } from '../../runner/cli/program.ts';
import { systemClock } from '../../runner/host/index.ts';
import { type Backend, type Clock, type Lock, LockHeldError, RunnerError } from '../../runner/model/index.ts';
import { ForgeSite } from '../forge/forge-site.ts';
import { GitHubStandIn } from '../github/stand-in.ts';
import { VirtualClock } from '../host/virtual-clock.ts';
import { HandoffSite, workflowVariables } from '../operator/handoff-site.ts';
import { makeInsideIo } from '../operator/inside.ts';

/** Real time in which waiting costs none; something happens in each pause. */
class HastyClock implements Clock {
  #ahead = 0;
  readonly #during: () => Promise<void> | void;

  constructor(during: () => Promise<void> | void) {
    this.#during = during;
  }

  now(): Date {
    return new Date(Date.now() + this.#ahead);
  }

  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    this.#ahead += Math.max(0, ms);
    await this.#during();
    signal?.throwIfAborted();
  }
}

interface Ended {
  readonly code: number;
  readonly stderr: string;
  /** How often it slept once it had said that it waits. */
  readonly pauses: number;
}

/** Runs a command while another process holds the lock, until something happens in the second pause of its wait. */
async function runHeld(
  place: { readonly cwd: string; readonly backend: Backend; readonly variables: Variables },
  args: readonly string[],
  happens: (lock: Lock, controller: AbortController) => Promise<void> | void,
): Promise<Ended> {
  const held = await place.backend.lock('apply', 'ada');
  const controller = new AbortController();
  let pauses = 0;
  const clock = new HastyClock(async () => {
    if (!stderr.text.includes('Waiting')) return;
    pauses += 1;
    if (pauses === 2) await happens(held, controller);
  });
  const { io, stderr } = makeInsideIo(place.cwd, clock, place.variables);
  const code = await runProgram(args, { ...io, signal: controller.signal });
  await held.release();
  return { code, stderr: stderr.text, pauses };
}

const TOLD =
  /ada holds the lock since \S+ \S+ UTC: apply on .*, process \d+\. Waiting for it, at most 10 minutes\.\n/g;

describe('a job that needs the lock', () => {
  let forge: ForgeSite;
  let site: HandoffSite;
  let github: GitHubStandIn;

  beforeAll(async () => {
    forge = await ForgeSite.open();
    forge.github.addCommit(await forge.git(forge.clone, 'rev-parse', 'HEAD'));
    site = await HandoffSite.open();
    github = await GitHubStandIn.start();
    github.world.time = Date.now() - 60_000;
    github.setPermission('ada', 'write');
  });

  afterAll(async () => {
    await github.stop();
    await site.close();
    await forge.close();
  });

  const inForge = (): Parameters<typeof runHeld>[0] => {
    const variables = forge.variables;
    const where = { folder: forge.clone, environment: 'demo', remote: 'origin', branch: 'cai-state/demo' };
    const backend = new GitBackend({ ...where, clock: systemClock, variables });
    return { cwd: forge.clone, backend, variables };
  };

  it.each(['apply', 'resume'])(
    'cai ci %s waits until it is given back, and says so once',
    async (command) => {
      const place = inForge();
      const { code, stderr } = await runHeld(place, ['ci', command], async (lock) => await lock.release());
      // Nobody reviewed anything: that is what it says where it got so far.
      expect(code, stderr).toBe(4);
      expect(stderr.match(TOLD)).toHaveLength(1);
    },
  );

  it('cai ci comment waits until it is given back, and records', async () => {
    const [address = ''] = Object.values((await site.state()).handoffs).map((handoff) => handoff.address);
    const { fingerprint } = await site.view(address);
    const { number } = github.openPullRequest();
    const body = `/cai attest ${address}@${fingerprint}`;
    const event = {
      action: 'created',
      issue: { number, pull_request: {} },
      comment: {
        id: github.comment(number, 'ada', body),
        body,
        user: { login: 'ada' },
        author_association: 'NONE',
      },
    };
    const folder = join(site.folder, '.cai', 'state', 'demo');
    const place = {
      cwd: site.folder,
      backend: new LocalBackend({ folder, environment: 'demo', clock: systemClock }),
      variables: await workflowVariables(site.folder, github, event),
    };
    const { code, stderr } = await runHeld(place, ['ci', 'comment'], async (lock) => await lock.release());
    expect(code, stderr).toBe(0);
    expect(stderr.match(TOLD)).toHaveLength(1);
    expect(github.world.reactions).toMatchObject([{ content: '+1' }]);
  });

  it('ends at once on Ctrl-C', async () => {
    const { code, stderr, pauses } = await runHeld(inForge(), ['ci', 'apply'], (_lock, controller) =>
      controller.abort(),
    );
    expect(code).toBe(130);
    expect(stderr).toContain('interrupted while waiting for the lock; nothing was done');
    expect(pauses).toBe(2);
  });

  it('does not wait by hand', async () => {
    const { code, stderr, pauses } = await runHeld(inForge(), ['apply', '--yes'], () => undefined);
    expect(code).toBe(5);
    expect(stderr).toContain('ada holds the lock');
    expect(stderr).not.toContain('Waiting');
    expect(pauses).toBe(0);
  });
});

describe('the wait for a lock', () => {
  const backend = (lock: Backend['lock']): Backend => ({
    lock,
    read: async () => await Promise.reject(new Error('not asked for')),
    holder: async () => undefined,
    unlock: async () => undefined,
    history: async () => [],
  });

  const heldBy = (by: string): LockHeldError =>
    new LockHeldError({
      message: `${by} holds the lock`,
      holder: { operation: 'apply', by, host: 'h', pid: 1, since: '2026-01-01T00:00:00.000Z' },
    });

  it('ends after ten minutes with who holds it then', async () => {
    const clock = new VirtualClock();
    const { io, stderr } = makeInsideIo('.', clock);
    const minute = (): number => (clock.now().getTime() - Date.parse('2026-01-01T00:00:00.000Z')) / 60_000;
    const patient = waitForLock(
      backend(async () => await Promise.reject(heldBy(minute() < 5 ? 'ada' : 'bo'))),
      io,
    );
    await expect(patient.lock('apply', 'eve')).rejects.toMatchObject({
      code: 'lock-held',
      exitCode: 5,
      message: 'bo holds the lock',
    });
    expect(minute()).toBe(10);
    expect(stderr.text).toBe('ada holds the lock. Waiting for it, at most 10 minutes.\n');
  });

  it('is for nothing else that can go wrong', async () => {
    const clock = new VirtualClock();
    const error = new RunnerError({ code: 'state-damaged', message: 'x' });
    const patient = waitForLock(
      backend(async () => await Promise.reject(error)),
      makeInsideIo('.', clock).io,
    );
    await expect(patient.lock('apply', 'eve')).rejects.toBe(error);
    expect(clock.slept).toEqual([]);
  });
});
