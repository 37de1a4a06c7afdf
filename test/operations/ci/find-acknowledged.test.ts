import { afterEach, beforeEach, expect, it } from 'vitest';
import type { GitHubForge } from '../../../runner/gitops/index.ts';
import { isAcknowledged } from '../../../runner/operations/index.ts';
import { GitHubStandIn, WORKFLOW_LOGIN } from '../../github/stand-in.ts';
import { openForge } from '../../gitops/github-setup.ts';

const DIGEST = 'ab'.repeat(32);
const WORDS = `/cai acknowledge ${DIGEST}`;
let github: GitHubStandIn;
let forge: GitHubForge;
let number = 0;

beforeEach(async () => {
  github = await GitHubStandIn.start();
  github.setPermission('ada', 'write');
  forge = await openForge(github);
  ({ number } = github.openPullRequest());
});
afterEach(async () => {
  await forge.close();
  await github.stop();
});

const ask = async (digest = DIGEST): Promise<boolean> =>
  await isAcknowledged(forge, { number, digest, login: WORKFLOW_LOGIN });

it('counts for this digest and no other, of somebody who may write', async () => {
  github.comment(number, 'mallory', WORDS);
  expect(await ask()).toBe(false);
  github.comment(number, 'ada', WORDS);
  expect(await ask()).toBe(true);
  expect(await ask('cd'.repeat(32))).toBe(false);
});

it('does not count once it was edited: whoever may edit another’s comment must not speak for them', async () => {
  const id = github.comment(number, 'ada', 'Looks good to me.');
  await forge.updateComment(id, WORDS);
  expect(github.listComments(number)).toMatchObject([{ author: 'ada', body: WORDS }]);
  expect(await ask()).toBe(false);
});
