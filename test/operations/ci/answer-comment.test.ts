import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { GitHubForge } from '../../../runner/gitops/index.ts';
import {
  type AnsweringEnvironment,
  answerComment,
  type CommentOutcome,
} from '../../../runner/operations/index.ts';
import { GitHubStandIn, WORKFLOW_LOGIN } from '../../github/stand-in.ts';
import { openForge } from '../../gitops/github-setup.ts';
import { HandoffSite } from '../../operator/handoff-site.ts';

const INSTANCE = 'account-upgrade/customer-ai-instance/main';
const OTHER = 'subscription-churn/customer-ai-instance/main';

/** Real sessions: what a comment records is read from the state. */
describe('a comment', () => {
  let site: HandoffSite;
  let github: GitHubStandIn;
  let forge: GitHubForge;
  let demo: AnsweringEnvironment;
  let second: AnsweringEnvironment;
  let issue = 0;
  let fingerprint = '';

  beforeAll(async () => {
    site = await HandoffSite.open(['second']);
    await site.save();
    demo = await site.answering('demo');
    second = await site.answering('second');
    fingerprint = (await site.view(INSTANCE)).fingerprint;
  });
  afterAll(async () => await site.close());

  beforeEach(async () => {
    await site.restore();
    github = await GitHubStandIn.start();
    github.world.time = Date.now();
    github.setPermission('ada', 'write');
    forge = await openForge(github);
    issue = github.openPullRequest().number;
  });
  afterEach(async () => {
    await forge.close();
    await github.stop();
  });

  interface Delivered {
    readonly id: number;
    readonly author: string;
    readonly body: string;
  }
  const write = (body: string, author = 'ada'): Delivered => {
    github.world.time = Date.now() - 1000;
    return { id: github.comment(issue, author, body), author, body };
  };
  const deliver = async (
    comment: Delivered,
    environments = [demo],
    isPullRequest = true,
  ): Promise<CommentOutcome> =>
    await answerComment(forge, {
      login: WORKFLOW_LOGIN,
      comment: { ...comment, issue },
      isPullRequest,
      environments,
    });
  const reactions = (): readonly string[] => github.world.reactions.map(({ content }) => content);
  const answers = (): readonly string[] =>
    github
      .listComments(issue)
      .filter(({ author }) => author === WORKFLOW_LOGIN)
      .map(({ body }) => body);
  const words = async (environment = 'demo'): Promise<readonly object[]> =>
    Object.values((await site.state(environment)).resources[INSTANCE]?.objects[0]?.attestations ?? {});

  it('attests in the name of its author, with a reaction and no comment, however often it comes', async () => {
    const comment = write(`Done.\n\n/cai attest ${INSTANCE}@${fingerprint}`);
    expect(await deliver(comment)).toMatchObject({ type: 'answered', recorded: 1, problems: [] });
    const said = await words();
    expect(said.length).toBeGreaterThan(3);
    expect(said).toEqual(said.map(() => expect.objectContaining({ by: 'ada', asserted: false })));
    const { serial } = await site.state();
    expect(await deliver(comment)).toMatchObject({ type: 'answered', recorded: 1, problems: [] });
    expect((await site.state()).serial).toBe(serial);
    expect(reactions()).toEqual(['+1']);
    expect(answers()).toEqual([]);
  });

  it('attests what it names, and nothing else', async () => {
    const path = (await site.view(INSTANCE)).attestable[0] ?? '';
    await deliver(write(`/cai attest ${INSTANCE}@${fingerprint} '${path}'`));
    expect(await words()).toHaveLength(1);
  });

  it('declines with the reason and the name, and not again when it is delivered again', async () => {
    const comment = write(`/cai decline ${INSTANCE} we have no budget`);
    expect(await deliver(comment)).toMatchObject({ recorded: 1, problems: [] });
    const { manifests, serial } = await site.state();
    const line = manifests.flatMap(({ lines }) => lines).find(({ address }) => address === INSTANCE);
    expect(line).toMatchObject({ status: 'withdrawn', reason: 'declined by ada: we have no budget' });
    expect(await deliver(comment)).toMatchObject({ recorded: 1, problems: [] });
    expect((await site.state()).serial).toBe(serial);
    expect(answers()).toEqual([]);
  });

  it('of before a handoff was opened does not decline it', async () => {
    github.world.time = Date.now() - 3600 * 1000;
    const body = `/cai decline ${INSTANCE} no`;
    const comment = { id: github.comment(issue, 'ada', body), author: 'ada', body };
    expect(await deliver(comment)).toMatchObject({ recorded: 0 });
    expect(answers()).toEqual([expect.stringContaining('asked for after this comment was written')]);
    expect((await site.state()).manifests[0]?.lines.map(({ status }) => status)).not.toContain('withdrawn');
  });

  it('with a stale fingerprint is refused with the right one, and answered once', async () => {
    const comment = write(`/cai attest ${INSTANCE}@000000`);
    expect(await deliver(comment)).toMatchObject({ recorded: 0, problems: [{}] });
    expect(await deliver(comment)).toEqual({ type: 'ignored', why: 'answered-before' });
    expect(await words()).toEqual([]);
    expect(reactions()).toEqual(['-1']);
    expect(answers()).toEqual([
      expect.stringContaining(`    Read it again and answer ${INSTANCE}@${fingerprint}.`),
    ]);
  });

  it('of somebody who may not write is answered once, and not heard', async () => {
    const comment = write(`/cai attest ${INSTANCE}@${fingerprint}`, 'mallory');
    expect(await deliver(comment)).toEqual({ type: 'no-right' });
    expect(await deliver(comment)).toEqual({ type: 'ignored', why: 'answered-before' });
    expect(await words()).toEqual([]);
    expect(reactions()).toEqual(['confused']);
    expect(answers()).toEqual([expect.stringContaining('`mallory` may not, so nothing was recorded')]);
  });

  it('of a bot, without a command, deleted or edited since is left alone', async () => {
    const attest = `/cai attest ${INSTANCE}@${fingerprint}`;
    expect(await deliver(write(attest, 'renovate[bot]'))).toEqual({ type: 'ignored', why: 'bot' });
    expect(await deliver(write(attest, WORKFLOW_LOGIN))).toEqual({ type: 'ignored', why: 'bot' });
    expect(await deliver(write('Nice!'))).toEqual({ type: 'ignored', why: 'no-command' });
    const edited = write(attest);
    const stored = github.world.comments.get(edited.id);
    if (stored) stored.body = 'I take that back';
    expect(await deliver(edited)).toEqual({ type: 'ignored', why: 'deleted-or-edited' });
    const deleted = write(attest);
    github.world.comments.delete(deleted.id);
    expect(await deliver(deleted)).toEqual({ type: 'ignored', why: 'deleted-or-edited' });
    expect(await words()).toEqual([]);
    expect(github.requests.filter(({ operation }) => !operation.startsWith('GET '))).toEqual([]);
  });

  it('that is not well formed is explained, and cannot make anything of its answer', async () => {
    const hostile = `/cai attest ${INSTANCE}@${fingerprint} '</details>@team \`x\` [a](http://b.example)'`;
    await deliver(write(`/cai attest somewhere\n${hostile}`));
    expect(reactions()).toEqual(['confused']);
    const [answer = ''] = answers();
    expect(answer).toContain('    /cai attest ADDRESS@FINGERPRINT');
    const [, , ...lines] = answer.split('\n');
    expect(lines.filter((line) => line !== '' && !line.startsWith('    '))).toEqual([]);
    expect(answer).toContain('</details>');
  });

  it('asks the caller to plan again, on pull requests alone', async () => {
    const acknowledge = `/cai acknowledge ${'ab'.repeat(8)}`;
    expect(await deliver(write('/cai plan'))).toMatchObject({ planAgain: { acknowledged: [] } });
    expect(await deliver(write(acknowledge))).toMatchObject({
      planAgain: { acknowledged: ['ab'.repeat(8)] },
    });
    expect(reactions()).toEqual(['eyes', 'eyes']);
    const outcome = await deliver(write('/cai plan'), [demo], false);
    expect(outcome).toMatchObject({ problems: [{ message: '/cai plan is for pull requests' }] });
    expect(outcome).not.toHaveProperty('planAgain');
  });

  it('finds the environment by the fingerprint, and asks which one where there is none', async () => {
    const { fingerprint: print } = await site.view(INSTANCE, 'second');
    expect(print).not.toBe(fingerprint);
    await deliver(write(`/cai attest ${INSTANCE}@${print}`), [demo, second]);
    expect(await words('demo')).toEqual([]);
    expect((await words('second')).length).toBeGreaterThan(0);
    await deliver(write(`/cai decline ${OTHER} no`), [demo, second]);
    expect(answers()).toEqual([expect.stringContaining('open handoffs in several environments')]);
    await deliver(write('/cai decline account-upgrade/connection/none no'), [demo, second]);
    expect(answers()[1]).toContain('has no open handoff');
  });

  it('that could not be carried out for another reason fails the run, and may be delivered again', async () => {
    const broken = { ...demo, withSession: async () => await Promise.reject(new Error('Adobe is away')) };
    const comment = write(`/cai attest ${INSTANCE}@${fingerprint}`);
    await expect(deliver(comment, [broken])).rejects.toThrow('Adobe is away');
    expect(answers()).toEqual([]);
    expect(await deliver(comment)).toMatchObject({ recorded: 1 });
  });
});
