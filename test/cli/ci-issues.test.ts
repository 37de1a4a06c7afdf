import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../runner/host/index.ts';
import { GitHubStandIn } from '../github/stand-in.ts';
import type { CliResult } from '../operator/command.ts';
import { HandoffSite, workflowVariables } from '../operator/handoff-site.ts';
import { runInside } from '../operator/inside.ts';
import { dataView, prepareConnection, Site } from '../operator/site.ts';

const INSTANCE = 'account-upgrade/customer-ai-instance/main';
const OTHER = 'subscription-churn/customer-ai-instance/main';

/** Operations that wrote since then. */
function writesSince(github: GitHubStandIn, from: number): readonly string[] {
  const sent = github.requests.slice(from).map(({ operation }) => operation);
  return sent.filter((operation) => !operation.startsWith('GET '));
}

/** The JSON lines of a dry run. */
function linesOf({ stdout }: CliResult): readonly { operation: string }[] {
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

describe('cai ci drift', () => {
  let prepared = '';
  let site: Site;
  let github: GitHubStandIn;

  beforeAll(async () => {
    prepared = await prepareConnection(dataView('one', 'One'));
    site = await Site.open(prepared);
    expect(await site.cli('apply', '--yes', '--detailed-exitcode')).toMatchObject({ code: 0 });
    github = await GitHubStandIn.start();
  });
  afterAll(async () => {
    await github.stop();
    await site.close();
    await rm(prepared, { recursive: true, force: true });
  });

  const drift = async (...args: readonly string[]): Promise<CliResult> => {
    const variables = await workflowVariables(site.folder, github);
    return await runInside(['ci', 'drift', ...args], site.repository, systemClock, variables);
  };
  const describeView = async (description: string): Promise<void> => {
    const [view] = await site.control.get<readonly { id: string }[]>('dataviews');
    await site.control.patch(`dataviews/${view?.id}`, { description, by: 'Bo Busy <bo@luma.example>' });
  };

  it('says nothing on the forge where nothing differs', async () => {
    expect(await drift()).toMatchObject({ code: 0, stdout: 'demo: no drift\n' });
    expect(writesSince(github, 0)).toEqual([]);
  });

  it('prints what it would open in a dry run, and sends nothing', async () => {
    await describeView('Changed');
    const result = await drift('--dry-run');
    expect(linesOf(result)).toMatchObject([
      { operation: 'createIssue', issue: { title: 'Drift in demo: 1 resource', labels: ['cai-drift'] } },
    ]);
    expect(result).toMatchObject({ code: 0, stderr: expect.stringContaining('demo: drift') });
    expect(writesSince(github, 0)).toEqual([]);
  });

  it('opens an issue that says who changed what, leaves it alone, and closes it', async () => {
    const opened = await drift('--env', 'demo');
    expect(opened).toMatchObject({ code: 0, stdout: expect.stringContaining('an issue was opened (http') });
    const [issue] = github.listIssues();
    expect(issue?.body).toContain('`account-upgrade/data-view/one`');
    expect(issue?.body).toContain('Bo Busy');
    const from = github.requests.length;
    expect((await drift()).stdout).toContain('says so already');
    expect(writesSince(github, from)).toEqual([]);
    await describeView('');
    expect((await drift('--full')).stdout).toContain('its issue was closed');
    expect(github.listIssues()).toMatchObject([{ isOpen: false }]);
    expect(await readFile(join(site.folder, 'summary.md'), 'utf8')).toContain('## Drift in');
  });
});

describe('cai ci handoffs and comment', () => {
  let site: HandoffSite;
  let github: GitHubStandIn;

  beforeAll(async () => {
    site = await HandoffSite.open();
    await site.save();
  });
  afterAll(async () => await site.close());
  beforeEach(async () => {
    await site.restore();
    github = await GitHubStandIn.start();
    github.world.time = Date.now() - 60_000;
    github.setPermission('ada', 'write');
  });
  afterEach(async () => await github.stop());

  const event = (issue: number, comment: number, isPullRequest: boolean, action = 'created'): unknown => {
    const { author, body } = github.world.comments.get(comment) ?? {};
    return {
      action,
      issue: { number: issue, ...(isPullRequest ? { pull_request: {} } : {}) },
      comment: { id: comment, body, user: { login: author }, author_association: 'NONE' },
    };
  };

  it('keeps an issue for each open handoff, and closes it once that has ended', async () => {
    const dry = await site.ci(github, ['handoffs', '--dry-run']);
    expect(linesOf(dry).map(({ operation }) => operation)).toEqual(['createIssue', 'createIssue']);
    expect(writesSince(github, 0)).toEqual([]);
    const first = await site.ci(github, ['handoffs']);
    expect(first).toMatchObject({ code: 0, stdout: expect.stringContaining('demo: 2 open handoffs') });
    expect(github.listIssues()).toMatchObject([
      { body: expect.stringContaining(INSTANCE), isOpen: true },
      { body: expect.stringContaining(OTHER), isOpen: true },
    ]);
    const from = github.requests.length;
    expect((await site.ci(github, ['handoffs'])).stdout).toBe(first.stdout);
    expect(writesSince(github, from)).toEqual([]);

    const { fingerprint } = await site.view(INSTANCE);
    const comment = github.comment(1, 'ada', `/cai attest ${INSTANCE}@${fingerprint}`);
    const answered = await site.ci(github, ['comment'], event(1, comment, false));
    expect(answered).toMatchObject({
      code: 0,
      stdout: `comment ${comment}: 1 recorded, 0 not carried out\n`,
    });
    expect(github.world.reactions).toMatchObject([{ comment, content: '+1' }]);
    await site.cli('apply', '--yes');
    expect((await site.ci(github, ['handoffs'])).stdout).toContain('demo: 1 open handoff\n');
    expect(github.listIssues().map(({ isOpen }) => isOpen)).toEqual([false, true]);
    expect(github.listComments(1).at(-1)?.body).toMatch(/^Closed: attested by ada\./);
  });

  it('records and sends nothing in a dry run of a comment', async () => {
    const { number } = github.openPullRequest();
    const { fingerprint } = await site.view(INSTANCE);
    const comment = github.comment(number, 'ada', `/cai attest ${INSTANCE}@${fingerprint}`);
    const { serial } = await site.state();
    const result = await site.ci(github, ['comment', '--dry-run'], event(number, comment, true));
    expect(linesOf(result)).toMatchObject([
      { operation: 'record', environment: 'demo', message: `attest ${INSTANCE}` },
      { operation: 'react', comment, reaction: '+1' },
    ]);
    expect(writesSince(github, 0)).toEqual([]);
    expect((await site.state()).serial).toBe(serial);
  });

  it('hears no comment that was edited, and none without a command', async () => {
    const { number } = github.openPullRequest();
    const edited = github.comment(number, 'ada', `/cai decline ${INSTANCE} no`);
    const other = github.comment(number, 'ada', 'Nice!');
    for (const given of [event(number, edited, true, 'edited'), event(number, other, true)]) {
      const { code, stdout } = await site.ci(github, ['comment'], given);
      expect({ code, stdout }).toMatchObject({ code: 0, stdout: expect.stringContaining('nothing to do') });
    }
    expect(writesSince(github, 0)).toEqual([]);
  });

  it('goes on with the others where one environment fails, and fails', async () => {
    const file = join(site.folder, 'pipelines', 'environments', 'away.yaml');
    const demo = await readFile(file.replace('away', 'demo'), 'utf8');
    const away = demo.replace('name: demo', 'name: away').replaceAll(site.emulator.url, 'http://127.0.0.1:9');
    await writeFile(file, away);
    const { code, stdout, stderr } = await site.ci(github, ['handoffs', '--dry-run']);
    await rm(file);
    expect(code).toBe(1);
    expect(stderr).toContain('away: ');
    expect(stderr).toContain('demo: 2 open handoffs');
    expect(stdout.trim().split('\n')).toHaveLength(2);
  });

  it('says what it needs where no comment started the workflow', async () => {
    const { code, stderr } = await site.ci(github, ['comment']);
    expect(code).toBe(1);
    expect(stderr).toContain('for workflows that a comment starts');
  });
});
