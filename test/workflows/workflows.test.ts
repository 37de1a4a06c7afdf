import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { commentMarker, findMarked } from '../../runner/render/index.ts';
import { ForgeSite } from '../forge/forge-site.ts';
import { PIPELINE } from '../operator/site.ts';
import { PATIENT } from './bench.ts';
import {
  commentEvent,
  dispatchEvent,
  HOSTILE_BRANCHES,
  HOSTILE_FILES,
  HOSTILE_TEXT,
  pushEvent,
  scheduleEvent,
  type WorkflowEvent,
} from './events.ts';
import { ConcurrencyQueue, describeRun, type JobResult, listSteps, type RunResult } from './run/index.ts';
import { openConsumer, WorkflowSite } from './workflow-site.ts';

let prepared = '';
let site: WorkflowSite;

beforeAll(async () => {
  const first = await openConsumer((text) =>
    text.replace('pipelines: [account-upgrade, subscription-churn]', 'pipelines: [account-upgrade]'),
  );
  prepared = await first.leaveApplied();
}, 240_000);
afterAll(async () => await rm(prepared, { recursive: true, force: true }));
beforeEach(async () => {
  site = await WorkflowSite.open(await ForgeSite.copy(prepared));
}, 60_000);
afterEach(async () => await site.close());

const describeView = async (text: string): Promise<void> =>
  await site.forge.edit(PIPELINE, (yaml) =>
    yaml.replace(/description: (?:Upgrade scores beside|One\.).*/, `description: ${text}`),
  );

const VIEW = 'Account upgrade';

async function descriptionOf(name: string): Promise<string | undefined> {
  const views = await site.forge.control.get<readonly { name: string; description?: string }[]>('dataviews');
  return views.find((view) => view.name === name)?.description;
}

const jobOf = (run: RunResult): JobResult => {
  const [job] = Object.values(run.jobs);
  if (job === undefined) throw new Error('nothing ran');
  return job;
};

const commandOf = (run: RunResult) => listSteps(jobOf(run).steps).find(({ name }) => name === 'Run cai');

/** Somebody opens a pull request, it is planned, and it is merged; gives the event of the push. */
async function land(branch: string, change: () => Promise<void>) {
  const pull = await site.forge.propose(branch, change);
  await site.succeed('plan.yml', await site.pullRequest(pull, { branch }));
  const before = await site.main();
  const after = await site.forge.merge(branch, pull.number);
  return { pull, event: pushEvent({ before, after }) };
}

const statusesOf = (commit: string): Readonly<Record<string, string>> =>
  Object.fromEntries(site.forge.github.listStatuses(commit).map(({ context, state }) => [context, state]));

/** Whatever came from outside did nothing but stand in texts. */
async function expectHarmless(run: RunResult): Promise<void> {
  expect(await site.find('pwned')).toEqual([]);
  const steps = Object.values(run.jobs).flatMap((job) => listSteps(job.steps));
  const commands = new Set(steps.flatMap((step) => step.commands.map(({ command }) => command)));
  expect([...commands].filter((command) => !['error', 'warning', 'notice'].includes(command))).toEqual([]);
}

const countWrites = (): number =>
  site.forge.github.requests.filter(({ operation }) => !operation.startsWith('GET ')).length;

describe('plan.yml', () => {
  it('plans a pull request: a comment and two statuses, with no more rights than it needs', async () => {
    const pull = await site.forge.propose('words', async () => await describeView('Reviewed.'));
    const run = await site.succeed('plan.yml', await site.pullRequest(pull, { branch: 'words' }));
    expect(statusesOf(pull.head)).toEqual({ 'cai/plan': 'success', 'cai/plan/demo': 'success' });
    const comments = site.forge.github.listComments(pull.number);
    expect(findMarked(comments, commentMarker('plan', 'demo'))).toHaveLength(1);
    expect(site.issued).toEqual([{ contents: 'read', 'pull-requests': 'write', statuses: 'write' }]);
    expect(run.concurrency).toEqual({ group: `plan-${pull.number}`, cancelInProgress: true });
  });

  it('takes names of branches for names, and texts and files of the author for texts, whatever they hold', async () => {
    const about = { title: HOSTILE_TEXT, author: 'mallory' };
    for (const branch of HOSTILE_BRANCHES) {
      const pull = await site.forge.propose(
        branch,
        async () => {
          await describeView(
            `"${branch.length} $(touch pwned) \`touch pwned\` ##[set-output name=a]b ::error::x --> @all"`,
          );
          for (const file of HOSTILE_FILES) {
            await writeFile(join(site.forge.clone, file.replace('.yaml', '.md')), HOSTILE_TEXT);
          }
        },
        about,
      );
      const event = await site.pullRequest(pull, { branch, ...about, body: HOSTILE_TEXT });
      await expectHarmless(await site.succeed('plan.yml', event));
      expect(statusesOf(pull.head)['cai/plan'], branch).toBe('success');
    }
  });

  it('marks what is not valid under hostile names of files, and does nothing else with them', async () => {
    const pull = await site.forge.propose('files', async () => {
      for (const file of HOSTILE_FILES) {
        await writeFile(join(site.forge.clone, file), `kind: ${JSON.stringify(HOSTILE_TEXT)}\n`);
      }
    });
    const run = await site.run('plan.yml', await site.pullRequest(pull, { branch: 'files' }));
    expect(run.conclusion, describeRun(run)).toBe('failure');
    await expectHarmless(run);
    expect(statusesOf(pull.head)).toEqual({ 'cai/plan': 'failure' });
  });

  it('only validates what comes from a fork, and writes nothing there', async () => {
    const pull = await site.forge.propose('words', async () => await describeView('From a fork.'), {
      isFork: true,
    });
    const before = countWrites();
    const run = await site.succeed(
      'plan.yml',
      await site.pullRequest(pull, { branch: 'words', isFork: true }),
    );
    expect(site.issued).toEqual([{ contents: 'read', 'pull-requests': 'read', statuses: 'read' }]);
    expect(countWrites()).toBe(before);
    expect(
      listSteps(jobOf(run).steps)
        .map(({ summary }) => summary)
        .join(''),
    ).toContain('The YAML is valid');
  });

  it('sets the required status on the commit of the merge queue', async () => {
    const pull = await site.forge.propose('words', async () => await describeView('Queued.'));
    const event = await site.mergeGroup(pull);
    await site.succeed('plan.yml', event);
    expect(statusesOf(event.sha)).toMatchObject({ 'cai/plan': 'success' });
    expect(site.forge.github.listComments(pull.number)).toEqual([]);
  });

  it('fails where its job may not write what it has to say, and names the line that is missing', async () => {
    const pull = await site.forge.propose('words', async () => await describeView('Reviewed.'));
    await site.forge.edit('.github/workflows/plan.yml', (text) =>
      text.replace('statuses: write', 'statuses: read'),
    );
    await site.forge.commit('Fewer rights');
    await site.forge.push('main');
    await site.main();
    const run = await site.run('plan.yml', await site.pullRequest(pull, { branch: 'words' }));
    expect(run.conclusion).toBe('failure');
    expect(describeRun(run)).toContain('statuses: write');
  });

  it('does not run when a pull request is closed', async () => {
    const pull = await site.forge.propose('words', async () => await describeView('Reviewed.'));
    const event = await site.pullRequest(pull, { branch: 'words', action: 'closed' });
    expect((await site.run('plan.yml', event)).isTriggered).toBe(false);
  });
});

describe('apply.yml', () => {
  it('carries out after a merge what was reviewed, keeps the state in its branch, and does nothing when it runs again', async () => {
    const { pull, event } = await land('words', async () => await describeView('Reviewed.'));
    const run = await site.succeed('apply.yml', event);
    expect(Object.keys(run.jobs)).toEqual(['apply (demo)']);
    expect(jobOf(run)).toMatchObject({
      name: 'apply demo',
      concurrency: { group: 'cai-demo', cancelInProgress: false },
    });
    expect(await descriptionOf(VIEW)).toBe('Reviewed.');
    const comments = site.forge.github.listComments(pull.number);
    expect(findMarked(comments, commentMarker('result', 'demo'))).toHaveLength(1);
    const before = countWrites();
    await site.succeed('apply.yml', scheduleEvent(await site.main(), '17 * * * *'));
    expect(countWrites()).toBe(before);
  });

  it('applies nothing that nobody reviewed, until its digest is given by hand', async () => {
    await site.git('checkout', '--quiet', 'main');
    const before = await site.main();
    await describeView('Pushed.');
    const after = await site.forge.commit('Pushed by hand');
    site.forge.github.addCommit(after);
    await site.forge.push('main');
    const run = await site.run('apply.yml', pushEvent({ before, after, message: HOSTILE_TEXT }));
    expect(run.conclusion).toBe('failure');
    expect(commandOf(run)?.exitCode).toBe(4);
    await expectHarmless(run);
    expect(await descriptionOf(VIEW)).not.toBe('Pushed.');
    const [issue] = site.forge.github.listIssues();
    const digest = /digest=([0-9a-f]{64})/.exec(issue?.body ?? '')?.[1] ?? '';
    const sha = await site.main();
    await site.succeed('apply.yml', dispatchEvent({ sha, inputs: { environment: 'demo', digest } }));
    expect(await descriptionOf(VIEW)).toBe('Pushed.');
    expect(site.forge.github.listIssues().filter(({ isOpen }) => isOpen)).toEqual([]);
  });

  it('loses nothing where a run that waited was replaced by a newer one', async () => {
    const keepBatches = async (number: number): Promise<void> =>
      await site.forge.edit(PIPELINE, (yaml) => yaml.replace(/keepBatches: \d+/, `keepBatches: ${number}`));
    const queue = new ConcurrencyQueue();
    const one = await land('one', async () => await describeView('One.'));
    const running = await site.start('apply.yml', one.event);
    const two = await land('two', async () => await keepBatches(3));
    const three = await land('three', async () => await describeView('Three.'));
    const first = jobOf(await running.ended).concurrency ?? { group: '', cancelInProgress: false };
    expect(queue.enter('one', first).isRunning).toBe(true);
    expect(queue.enter('two', first)).toEqual({ isRunning: false, cancelled: [] });
    expect(queue.enter('three', first)).toEqual({ isRunning: false, cancelled: ['two'] });
    expect(queue.leave('one', first)).toBe('three');
    const last = await site.succeed('apply.yml', three.event);
    expect(jobOf(last).concurrency).toEqual(first);
    expect(await descriptionOf(VIEW)).toBe('Three.');
    for (const { number } of [one.pull, two.pull, three.pull]) {
      const comments = site.forge.github.listComments(number);
      expect(findMarked(comments, commentMarker('result', 'demo')), String(number)).toHaveLength(1);
    }
    expect((await site.forge.cli(['plan', '--detailed-exitcode'])).code).toBe(0);
  });

  it('takes inputs for nothing but what they are', async () => {
    const sha = await site.main();
    const inputs = { environment: 'demo', digest: '$(touch pwned)`touch pwned`' };
    const run = await site.run('apply.yml', dispatchEvent({ sha, inputs }));
    expect(run.conclusion).toBe('failure');
    await expectHarmless(run);
    const forged = { environment: '"]; touch pwned; ["', digest: '' };
    await expect(site.run('apply.yml', dispatchEvent({ sha, inputs: forged }))).rejects.toThrow('no choice');
  });

  it('started on another branch applies nothing', async () => {
    const { event } = await land('words', async () => await describeView('Reviewed.'));
    const elsewhere = dispatchEvent({
      sha: event.sha,
      ref: 'refs/heads/words',
      inputs: { environment: 'demo', digest: '' },
    });
    expect((await site.run('apply.yml', elsewhere)).conclusion).toBe('failure');
    expect(await descriptionOf(VIEW)).not.toBe('Reviewed.');
  });

  /** Starts an apply whose first write is answered late, and cancels it in the middle of that. */
  const cancelled = async (event: WorkflowEvent, seconds: number): Promise<RunResult> => {
    await site.forge.control.put('faults', { faults: `PUT /data/dataviews/{}:1:slow=${seconds}` });
    const started = await site.start('apply.yml', event);
    await vi.waitUntil(
      async () => {
        const { rules } = await site.forge.control.get<{ rules: readonly { struck: number }[] }>('faults');
        return rules.some(({ struck }) => struck > 0);
      },
      { timeout: 120_000, interval: 50 },
    );
    started.cancel();
    const run = await started.ended;
    expect(run.conclusion).toBe('cancelled');
    expect(commandOf(run)).toMatchObject({
      conclusion: 'cancelled',
      stderr: expect.stringContaining('Stopping'),
    });
    await site.forge.control.delete('faults');
    return run;
  };

  const expectConverged = async (run: RunResult, number: number): Promise<void> => {
    expect(run.conclusion, describeRun(run)).toBe('success');
    expect(await descriptionOf(VIEW)).toBe('Reviewed.');
    const comments = site.forge.github.listComments(number);
    expect(findMarked(comments, commentMarker('result', 'demo'))).toHaveLength(1);
    expect((await site.forge.cli(['plan', '--detailed-exitcode'])).code).toBe(0);
  };

  it('cancelled in the middle ends what is in flight and gives the lock back; run again, it converges', async () => {
    const { pull, event } = await land('words', async () => await describeView('Reviewed.'));
    site.waits = PATIENT;
    await cancelled(event, 3);
    await expectConverged(await site.run('apply.yml', event), pull.number);
  });

  it('killed in the middle leaves a lease that nobody renews; run again, it takes that over and converges', async () => {
    const { pull, event } = await land('words', async () => await describeView('Reviewed.'));
    await cancelled(event, 60);
    await expectConverged(await site.run('apply.yml', event), pull.number);
  });
});

describe('drift.yml', () => {
  const drift = async (cron: string) =>
    await site.succeed('drift.yml', scheduleEvent(await site.main(), cron));

  it('opens an issue for what was changed in Adobe, and closes it when that is gone', async () => {
    expect(commandOf(await drift('43 5 * * 1-6'))?.stdout).toContain('no drift');
    const views =
      await site.forge.control.get<readonly { id: string; name: string; description: string }[]>('dataviews');
    const view = views.find(({ name }) => name === VIEW);
    const by = 'Bo Busy <bo@luma.example>';
    await site.forge.control.patch(`dataviews/${view?.id}`, { description: HOSTILE_TEXT, by });
    await expectHarmless(await drift('43 4 * * 0'));
    expect(site.forge.github.listIssues().filter(({ isOpen }) => isOpen)).toHaveLength(1);
    await site.forge.control.patch(`dataviews/${view?.id}`, { description: view?.description, by });
    await drift('43 5 * * 1-6');
    expect(site.forge.github.listIssues().filter(({ isOpen }) => isOpen)).toEqual([]);
    expect(site.issued.every(({ contents }) => contents === 'read')).toBe(true);
  });

  it('does not run at other times', async () => {
    const event = scheduleEvent(await site.main(), '17 * * * *');
    expect((await site.run('drift.yml', event)).isTriggered).toBe(false);
  });
});

describe('commands.yml', () => {
  const say = async (number: number, body: string, author = 'ada'): Promise<RunResult> => {
    const comment = site.forge.github.comment(number, author, body);
    const facts = { sha: await site.main(), number, comment, body, author, isPullRequest: true };
    return await site.run('commands.yml', commentEvent(facts));
  };

  it('plans a pull request again for somebody who may write, also one of a fork', async () => {
    site.forge.github.setPermission('ada', 'write');
    const pull = await site.forge.propose('words', async () => await describeView('From a fork.'), {
      isFork: true,
    });
    await site.pullRequest(pull, { branch: 'words', isFork: true });
    const run = await say(pull.number, '/cai plan');
    expect(run.conclusion, describeRun(run)).toBe('success');
    expect(run.jobs['apply']?.conclusion).toBe('skipped');
    expect(statusesOf(pull.head)['cai/plan/demo']).toBe('success');
  });

  it('does nothing for a stranger, and nothing for a comment that does not mean cai', async () => {
    site.forge.github.setPermission('mallory', 'read');
    const pull = await site.forge.propose('words', async () => await describeView('Reviewed.'));
    const run = await say(pull.number, '/cai plan', 'mallory');
    expect(run.conclusion, describeRun(run)).toBe('success');
    expect(statusesOf(pull.head)).toEqual({});
    const other = await say(pull.number, 'Looks good.');
    expect(Object.values(other.jobs).map(({ conclusion }) => conclusion)).toEqual(['skipped', 'skipped']);
  });

  it.each([
    ['words behind it', `/cai plan $(touch pwned) \`touch pwned\`; touch pwned`],
    ['everything at once', `/cai decline x/y/z ${HOSTILE_TEXT}`],
    [
      'something that attests',
      `/cai attest "$(touch pwned)"@${'a'.repeat(6)} ; touch pwned\n##[set-output name=a]b`,
    ],
  ])('does nothing that is not a command: %s', async (_what, body) => {
    site.forge.github.setPermission('ada', 'write');
    const pull = await site.forge.propose('words', async () => await describeView('Reviewed.'));
    const run = await say(pull.number, body);
    await expectHarmless(run);
    expect(run.jobs['comment']?.conclusion, describeRun(run)).toBe('success');
  });
});
