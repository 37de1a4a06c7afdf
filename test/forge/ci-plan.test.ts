import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { commentMarker, decodeManifest, findMarked } from '../../runner/render/index.ts';
import { ENVIRONMENT, PIPELINE } from '../operator/site.ts';
import { ForgeSite } from './forge-site.ts';

let site: ForgeSite;

beforeEach(async () => {
  site = await ForgeSite.open();
}, 60_000);
afterEach(async () => await site.close());

const retitle = async (title: string): Promise<void> =>
  await site.edit(PIPELINE, (text) => text.replace(/title: Account upgrade\b.*/, `title: ${title}`));

const plan = async (number: number, ...args: readonly string[]) =>
  await site.cli(['ci', 'plan', '--pull-request', String(number), ...args]);

const statusesOf = (commit: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    site.github
      .listStatuses(commit)
      .map(({ context, state, description }) => [context, `${state}: ${description}`]),
  );

const commentsOf = (number: number) => site.github.listComments(number);

const countWrites = (): number =>
  site.github.requests.filter(({ operation }) => !operation.startsWith('GET ')).length;

const digestIn = (text: string | undefined): string => /digest ([0-9a-f]{64})/.exec(text ?? '')?.[1] ?? '';

function makeForkEvent(number: number, head: string, base: string): object {
  return {
    action: 'opened',
    number,
    pull_request: {
      number,
      head: { ref: 'title', sha: head, repo: { id: 2, full_name: 'mallory/pipelines' } },
      base: { ref: 'main', sha: base, repo: { id: 1, full_name: 'luma/pipelines' } },
    },
  };
}

/** A server of somebody else: whatever it is asked is one request too many. */
async function openTrap() {
  const asked: string[] = [];
  const trap = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    response.writeHead(500).end();
  });
  await new Promise<void>((listening) => trap.listen(0, '127.0.0.1', listening));
  const url = `http://127.0.0.1:${(trap.address() as AddressInfo).port}`;
  return { url, asked, close: async () => await new Promise((closed) => trap.close(closed)) };
}

describe('cai ci plan', () => {
  it('says in one comment and two statuses what a pull request changes, and says nothing twice', async () => {
    const { number, head } = await site.propose('title', async () => await retitle('Upgrades'));
    const first = await plan(number);
    expect(first.code, first.stdout + first.stderr).toBe(0);
    const statuses = statusesOf(head);
    expect(Object.keys(statuses).sort()).toEqual(['cai/plan', 'cai/plan/demo']);
    const digest = digestIn(statuses['cai/plan/demo']);
    const [comment, ...others] = commentsOf(number);
    expect(others).toEqual([]);
    expect(findMarked([comment ?? { body: '' }], commentMarker('plan', 'demo'))).toHaveLength(1);
    expect(decodeManifest([comment?.body ?? ''], 'demo', digest)?.digest).toBe(digest);
    const writes = countWrites();
    expect((await plan(number)).code).toBe(0);
    expect(countWrites()).toBe(writes);
  });

  it('validates a fork alone, whose token may write nothing, until somebody who may write asks for its plan', async () => {
    const { head } = await site.propose('title', async () => await retitle('Upgrades'));
    const baseCommit = await site.git(site.clone, 'rev-parse', 'main');
    const { number } = site.github.openPullRequest({
      head: 'title',
      headCommit: head,
      baseCommit,
      isFork: true,
      author: 'mallory',
    });
    const event = join(site.root, 'event.json');
    await writeFile(event, JSON.stringify(makeForkEvent(number, head, baseCommit)));
    const writes = countWrites();
    const started = await site.cli(['ci', 'plan'], {
      GITHUB_EVENT_NAME: 'pull_request',
      GITHUB_EVENT_PATH: event,
    });
    expect(started).toMatchObject({ code: 0, stdout: expect.stringContaining('comments `/cai plan`') });
    expect(countWrites()).toBe(writes);
    expect((await plan(number)).code).toBe(0);
    expect(Object.keys(statusesOf(head)).sort()).toEqual(['cai/plan', 'cai/plan/demo']);
  });

  it('edits its comment for a new commit, dismisses what was approved, and keeps the digest where only white space changed', async () => {
    const { number, head } = await site.propose('title', async () => await retitle('Upgrades'));
    await plan(number);
    const approval = site.github.review(number, 'grace', 'APPROVED');
    const spaced = await site.amend(
      'title',
      number,
      async () => await site.edit(PIPELINE, (text) => `${text}\n# why\n`),
    );
    await plan(number);
    const digest = digestIn(statusesOf(head)['cai/plan/demo']);
    expect(digestIn(statusesOf(spaced)['cai/plan/demo'])).toBe(digest);
    expect(site.github.world.reviews.get(approval)?.state).toBe('APPROVED');
    const other = await site.amend(
      'title',
      number,
      async () => await site.edit(PIPELINE, (text) => text.replace('title: Upgrades', 'title: Other')),
    );
    await plan(number);
    expect(digestIn(statusesOf(other)['cai/plan/demo'])).not.toBe(digest);
    expect(site.github.world.reviews.get(approval)?.state).toBe('DISMISSED');
    expect(commentsOf(number)).toHaveLength(1);
    expect(commentsOf(number)[0]?.body).toContain(other.slice(0, 10));
  });

  it('always gives a verdict: a pull request that changes no environment gets one too, and no comment', async () => {
    const { number, head } = await site.propose(
      'comment',
      async () => await site.edit(PIPELINE, (text) => `${text}\n# why\n`),
    );
    expect((await plan(number)).code).toBe(0);
    expect(statusesOf(head)).toEqual({ 'cai/plan': 'success: no environment changes' });
    expect(commentsOf(number)).toEqual([]);
  });

  it('YAML that is not valid fails the verdict, with the places, and the comment goes once it is mended', async () => {
    const { number, head } = await site.propose(
      'broken',
      async () =>
        await site.edit(PIPELINE, (text) =>
          text.replace('propensityType: conversion', 'propensityType: magic'),
        ),
    );
    const broken = await site.cli(['ci', 'plan', '--pull-request', String(number)], {
      GITHUB_ACTIONS: 'true',
    });
    expect(broken.code).toBe(1);
    expect(broken.stdout).toMatch(/^::error file=pipelines\/account-upgrade\.yaml,line=\d+,col=\d+/m);
    expect(statusesOf(head)['cai/plan']).toMatch(/^failure: YAML: not valid, 1 error$/);
    expect(commentsOf(number)[0]?.body).toContain('account');
    await site.amend(
      'broken',
      number,
      async () => await site.edit(PIPELINE, (text) => text.replace('magic', 'conversion')),
    );
    expect((await plan(number)).code).toBe(0);
    expect(commentsOf(number)).toEqual([]);
  });

  it('a pull request that takes its change back says so in the same comment', async () => {
    const { number, head } = await site.propose('taken-back', async () => await retitle('Upgrades'));
    await plan(number);
    await site.amend('taken-back', number, async () => {
      await site.git(site.clone, 'checkout', '--quiet', 'main', '--', PIPELINE);
    });
    expect((await plan(number)).code).toBe(0);
    expect(statusesOf(head)['cai/plan/demo']).toContain('success');
    expect(commentsOf(number).map(({ body }) => body)).toEqual([
      expect.stringContaining('changes nothing here any more'),
    ]);
  });

  it('asks nobody but the addresses of the base branch: a pull request cannot lead credentials astray', async () => {
    const { url, asked, close } = await openTrap();
    const { number, head } = await site.propose('astray', async () => {
      await site.edit(ENVIRONMENT, (text) => text.replaceAll(site.emulator.url, url));
      await retitle('Upgrades');
    });
    const { code, stdout, stderr } = await plan(number);
    expect(code, stdout + stderr).toBe(0);
    expect(asked).toEqual([]);
    expect(statusesOf(head)['cai/plan/demo']).toContain('digest');
    await close();
  });

  it('sends no credentials to an environment that the base branch does not have', async () => {
    const { url, asked, close } = await openTrap();
    const { number, head } = await site.propose('evil', async () => {
      const yaml = await readFile(join(site.clone, ENVIRONMENT), 'utf8');
      const evil = yaml
        .replaceAll(site.emulator.url, url)
        .replace('name: demo', 'name: evil')
        .replace(/^ {2}emulator: .*$/m, '');
      await writeFile(join(site.clone, 'pipelines/environments/evil.yaml'), evil);
    });
    const { code, stdout, stderr } = await site.cli(['ci', 'plan', '--pull-request', String(number)], {
      CAI_EVIL_CLIENT_ID: 'id',
      CAI_EVIL_CLIENT_SECRET: 'secret',
      CAI_EVIL_ORG_ID: 'A@AdobeOrg',
    });
    expect(code, stdout + stderr).toBe(0);
    expect(asked).toEqual([]);
    expect(statusesOf(head)['cai/plan/evil']).toBe('success: new here: planned after the merge');
    await close();
  });

  it('writes its comment again where somebody changed it, and posts nothing on what is merged', async () => {
    const { number } = await site.propose('title', async () => await retitle('Upgrades'));
    await plan(number);
    const [comment] = commentsOf(number);
    const { body = '' } = comment ?? {};
    if (comment !== undefined) comment.body = body.replace('Plan for', 'No plan for');
    expect((await plan(number)).code).toBe(0);
    expect(commentsOf(number).map((one) => one.body)).toEqual([body]);
    await site.merge('title', number);
    const { code, stderr } = await plan(number);
    expect(code).toBe(4);
    expect(stderr).toContain('is not open any more');
  });

  it('an environment that cannot be planned is a failing verdict, not a missing one', async () => {
    const { number, head } = await site.propose('title', async () => await retitle('Upgrades'));
    const { code } = await site.cli(['ci', 'plan', '--pull-request', String(number)], {
      CAI_DEMO_CLIENT_ID: 'alone',
    });
    expect(code).toBe(4);
    expect(statusesOf(head)['cai/plan']).toContain('failure: demo: could not be planned');
  });

  it('a conflict with the base branch is a verdict, not an error', async () => {
    const { number, head } = await site.propose('mine', async () => await retitle('Mine'));
    const other = await site.propose('theirs', async () => await retitle('Theirs'));
    await site.merge('theirs', other.number);
    expect((await plan(number)).code).toBe(4);
    expect(statusesOf(head)).toEqual({
      'cai/plan': expect.stringMatching(/^failure: .*conflicts with the base branch/),
    });
  });

  it('a queue gets its verdict on its own commit, without a comment', async () => {
    const { number, head } = await site.propose('title', async () => await retitle('Upgrades'));
    const base = await site.git(site.clone, 'rev-parse', 'origin/main');
    const event = join(site.root, 'event.json');
    const group = {
      head_sha: head,
      head_ref: 'refs/heads/gh-readonly-queue/main/pr-1',
      base_sha: base,
      base_ref: 'refs/heads/main',
    };
    await writeFile(event, JSON.stringify({ action: 'checks_requested', merge_group: group }));
    const { code, stderr } = await site.cli(['ci', 'plan'], {
      GITHUB_EVENT_NAME: 'merge_group',
      GITHUB_EVENT_PATH: event,
    });
    expect(code, stderr).toBe(0);
    expect(Object.keys(statusesOf(head)).sort()).toEqual(['cai/plan', 'cai/plan/demo']);
    expect(commentsOf(number)).toEqual([]);
  });

  it('a dry run sends nothing and prints what it would send', async () => {
    const { number } = await site.propose('title', async () => await retitle('Upgrades'));
    const { code, stdout } = await plan(number, '--dry-run');
    expect(code).toBe(0);
    expect(
      stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).operation),
    ).toEqual(['createComment', 'setStatus', 'setStatus']);
    expect(countWrites()).toBe(0);
  });
});
