import { rm } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { HistoryEntry, State } from '../../runner/model/index.ts';
import { commentMarker, findMarked } from '../../runner/render/index.ts';
import type { CliResult } from '../operator/command.ts';
import type { Gate } from '../operator/gate.ts';
import { ConcurrencyGroup } from './concurrency-group.ts';
import { ForgeSite } from './forge-site.ts';
import { becameIn } from './reviewed-lines.ts';
import { startJob } from './start-job.ts';
import { blocksOf, readSteps } from './state-runs.ts';
import { type EnvironmentName, prepareThree, THREE } from './three-environments.ts';
import {
  addressOf,
  isWriteOf,
  openWished,
  slotsOf,
  type WishedPullRequest,
  wordsOf,
} from './wished-pull-requests.ts';

/** How a job of one environment ended. */
interface JobEnd extends CliResult {
  readonly pid: number | undefined;
  readonly environment: EnvironmentName;
  readonly commit: string;
}

/** What a job says that finds the lock held. */
const WAITING = 'Waiting for it';

let prepared = '';
let gate: Gate;
let site: ForgeSite;
let ends: JobEnd[] = [];
let merged: { readonly pull: WishedPullRequest; readonly commit: string }[] = [];

beforeAll(async () => {
  ({ folder: prepared, gate } = await prepareThree(slotsOf));
});
afterAll(async () => {
  await gate.close();
  await rm(prepared, { recursive: true, force: true });
});
beforeEach(async () => {
  site = await ForgeSite.copy(prepared, gate);
  gate.requests.length = 0;
  [ends, merged] = [[], []];
});
afterEach(async () => {
  gate.rules = {};
  await site.close();
});

/** Lands pull requests as fast as git can, and tells of each push. */
async function land(many: number, onPush: (commit: string) => void): Promise<void> {
  for (const pull of await openWished(site, many)) {
    const commit = await site.merge(pull.branch, pull.number);
    merged.push({ pull, commit });
    onPush(commit);
  }
}

/** The job of a push for one environment: `cai ci apply` in a clone at that commit. */
async function runJob(
  environment: EnvironmentName,
  commit: string,
  onWaiting: () => void = () => {},
): Promise<JobEnd> {
  const run = String(ends.length + 1);
  const { child, ended } = await startJob(site, {
    args: ['ci', 'apply', '--env', environment],
    commit,
    variables: {
      GITHUB_ACTOR: `merger-of-${environment}`,
      GITHUB_RUN_ID: run,
      GITHUB_REF: 'refs/heads/main',
    },
  });
  child.stderr?.on('data', (text: Buffer) => {
    if (text.includes(WAITING)) onWaiting();
  });
  const end = { ...(await ended), pid: child.pid, environment, commit };
  ends.push(end);
  return end;
}

/** Nobody writes to Adobe before somebody else was kept away by the lease. Gives what is called when one is. */
function meetAtFirstWrite(): () => void {
  let open = (): void => {};
  const met = new Promise<void>((resolve) => {
    open = resolve;
  });
  gate.rules = {
    arriving: async ({ method, path }) => {
      if (method === 'PUT' || (method === 'POST' && path === '/data/dataviews')) await met;
    },
  };
  return open;
}

const json = async <T>(...args: readonly string[]): Promise<T> =>
  JSON.parse((await site.cli([...args, '--json'])).stdout) as T;

const touching = (environment: EnvironmentName) =>
  merged.filter(({ pull }) => pull.touches.includes(environment));

/** Every reviewed change is in Adobe, and was sent once. */
async function expectOnce(environment: EnvironmentName): Promise<void> {
  const views = await site.control.get<readonly { name: string; description?: string }[]>('dataviews');
  for (const { pull } of touching(environment)) {
    const words = wordsOf(pull, environment);
    expect(
      views.filter(({ description }) => description === words),
      words,
    ).toHaveLength(1);
    expect(gate.requests.filter(isWriteOf(words)), words).toHaveLength(1);
  }
}

/** Every manifest was accepted in the commit that merged it, once, and is done; nothing else is open. */
async function expectDone(environment: EnvironmentName): Promise<void> {
  const state = await json<State>('state', 'list', '--env', environment);
  const accepted = state.manifests.filter(({ acceptedIn }) => acceptedIn !== undefined);
  expect(accepted.map(({ acceptedIn }) => acceptedIn)).toEqual(
    touching(environment).map(({ commit }) => commit),
  );
  for (const { pull, commit } of touching(environment))
    expect(becameIn(state, commit)).toEqual({ [addressOf(pull, environment)]: 'done' });
  expect(state.manifests.flatMap(({ lines }) => lines).filter(({ status }) => status === 'open')).toEqual([]);
  expect(state.intents).toEqual([]);
  expect(state.appliedCommit).toBe(merged.at(-1)?.commit);
  expect((await site.cli(['plan', '--detailed-exitcode', '--env', environment])).code).toBe(0);
}

/** Steps of a run stand together, and the history says who, in which run, and about what. */
async function expectHistory(environment: EnvironmentName): Promise<void> {
  const steps = await readSteps(site, environment);
  const blocks = blocksOf(steps);
  expect(new Set(blocks).size, 'a run was overlapped by another').toBe(blocks.length);
  const pids = ends.filter((end) => end.environment === environment).map(({ pid }) => pid);
  const ours = steps.filter(({ by }) => by === `merger-of-${environment}`);
  expect(pids).toEqual(expect.arrayContaining(ours.map(({ pid }) => pid)));
  const { entries } = await json<{ entries: readonly HistoryEntry[] }>(
    'state',
    'history',
    '--limit',
    '1000',
    '--env',
    environment,
  );
  const { stdout } = await site.cli(['state', 'history', '--limit', '1000', '--env', environment]);
  for (const { pull } of touching(environment)) {
    const address = addressOf(pull, environment);
    const about = entries.filter(({ addresses }) => addresses.includes(address));
    expect(about[0]).toMatchObject({
      by: `merger-of-${environment}`,
      commit: expect.stringMatching(/^[0-9a-f]{40}$/),
    });
    expect(ours.filter(({ text }) => text.includes(`- ${address}`)).length).toBeGreaterThan(0);
    expect(stdout).toContain(address);
  }
  expect(stdout).toContain(`merger-of-${environment}, commit `);
}

/** Each pull request is told what became of it, in every environment that it touched and in no other. */
function expectTold(): void {
  for (const { pull } of merged) {
    const comments = site.github.listComments(pull.number);
    for (const environment of THREE) {
      const told = findMarked(comments, commentMarker('result', environment)).map(({ body }) => body);
      const expected = pull.touches.includes(environment)
        ? [expect.stringMatching(`✅ \\*\\*1 done\\*\\*[^]*\`${addressOf(pull, environment)}\``)]
        : [];
      expect(told, `${pull.number} in ${environment}`).toEqual(expected);
    }
  }
  expect(site.github.listIssues()).toEqual([]);
}

async function expectSameEnd(): Promise<void> {
  for (const environment of THREE) {
    await expectOnce(environment);
    await expectDone(environment);
    await expectHistory(environment);
  }
  expectTold();
}

/** Dozens of processes: where others use the machine too, each of them waits for its turn. */
const LONG = 600_000;

describe('pull requests that land at once, over three environments', () => {
  it(
    'are each applied once, ten of them, where every environment has a group in which one job runs and one waits',
    async () => {
      const groups = THREE.map((environment) => ({ environment, group: new ConcurrencyGroup() }));
      await land(10, (commit) => {
        for (const { environment, group } of groups)
          group.start(async () => void (await runJob(environment, commit)));
      });
      await Promise.all(groups.map(async ({ group }) => await group.settle()));
      expect(ends.filter(({ code }) => code !== 0)).toEqual([]);
      await expectSameEnd();
    },
    LONG,
  );

  it(
    'are each applied once, four of them, where nothing but the lease keeps jobs apart: who finds it held waits for it',
    async () => {
      const open = meetAtFirstWrite();
      const started: Promise<JobEnd>[] = [];
      await land(4, (commit) => {
        for (const environment of THREE) started.push(runJob(environment, commit, open));
      });
      await Promise.all(started);
      expect(ends.filter(({ stderr }) => stderr.includes(WAITING))).not.toEqual([]);
      const isOutdated = ({ code, stderr }: JobEnd): boolean =>
        code === 4 && /was\s+applied\s+already/u.test(stderr);
      expect(ends.filter((end) => end.code !== 0 && !isOutdated(end))).toEqual([]);
      await expectSameEnd();
    },
    LONG,
  );
});
