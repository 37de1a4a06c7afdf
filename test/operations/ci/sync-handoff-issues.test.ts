import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { GitHubForge } from '../../../runner/gitops/index.ts';
import { emptyState, type HandoffView, type LineStatus, type State } from '../../../runner/model/index.ts';
import {
  describeHandoffEnd,
  type HandoffIssueSync,
  syncHandoffIssues,
} from '../../../runner/operations/index.ts';
import { GitHubStandIn, WORKFLOW_LOGIN } from '../../github/stand-in.ts';
import { openForge } from '../../gitops/github-setup.ts';
import { VirtualClock } from '../../host/virtual-clock.ts';
import { begunHandoff } from '../../render/sample-results.ts';

const P = 'account-upgrade';
const OBJECT = `${P}/connection/scores~f1`;
const OPENED = '2026-05-04T08:00:00Z';
const DAY = 24 * 3600 * 1000;

describe('the issues of handoffs', () => {
  let github: GitHubStandIn;
  let forge: GitHubForge;
  let clock: VirtualClock;

  beforeEach(async () => {
    github = await GitHubStandIn.start();
    forge = await openForge(github);
    clock = new VirtualClock(begunHandoff().openedAt);
  });
  afterEach(async () => {
    await forge.close();
    await github.stop();
  });

  const sync = async (
    views: readonly HandoffView[],
    more: Partial<HandoffIssueSync> = {},
  ): Promise<Record<string, string>> => {
    const base = {
      login: WORKFLOW_LOGIN,
      environment: 'demo',
      clock,
      link: 'https://x.example/actions/runs/1',
    };
    return Object.fromEntries(await syncHandoffIssues(forge, { ...base, views, ...more }));
  };
  const writesOf = async (work: () => Promise<unknown>): Promise<number> => {
    const from = github.requests.length;
    await work();
    return github.requests.slice(from).filter(({ operation }) => !operation.startsWith('GET ')).length;
  };

  it('are one for each, assigned to its owners as far as that goes, and not written twice', async () => {
    github.setPermission('ada', 'write');
    const second = begunHandoff({ object: `${P}/connection/other~f2`, owners: ['ada', 'no-such-team'] });
    const urls = await sync([begunHandoff({ owners: [] }), second]);
    expect(Object.keys(urls)).toEqual([OBJECT, second.object]);
    expect(urls[second.object]).toContain('/issues/2');
    expect(github.listIssues()).toMatchObject([
      { labels: ['cai-handoff'], assignees: [], title: expect.stringMatching(/^demo: /) },
      { labels: ['cai-handoff'], assignees: ['ada'] },
    ]);
    const again = { link: 'https://x.example/actions/runs/99' };
    const writes = await writesOf(async () =>
      expect(await sync([begunHandoff({ owners: [] }), second], again)).toEqual(urls),
    );
    expect(writes).toBe(0);
  });

  it('keep the boxes that people ticked, until something else is asked', async () => {
    await sync([begunHandoff()]);
    const issue = github.world.issues.get(1);
    if (issue) issue.body = issue.body?.replaceAll('- [ ]', '- [x]') ?? null;
    expect(await writesOf(async () => await sync([begunHandoff()]))).toBe(0);
    await sync([begunHandoff({ fingerprint: 'cd34ef' })]);
    expect(github.world.issues.get(1)?.body).toContain('@cd34ef');
  });

  it('are closed with how it ended', async () => {
    await sync([begunHandoff()]);
    await sync([], { endOf: (object) => (object === OBJECT ? 'attested by ada' : undefined) });
    expect(github.listIssues()).toMatchObject([{ isOpen: false }]);
    expect(github.listComments(1)).toMatchObject([
      { body: expect.stringMatching(/^Closed: attested by ada\./) },
    ]);
    expect(await writesOf(async () => await sync([]))).toBe(0);
  });

  it('are closed also where nobody knows how it ended; those of other environments and people stay', async () => {
    await sync([begunHandoff({ environment: 'prod' })], { environment: 'prod' });
    await sync([begunHandoff()]);
    github.openIssue('mallory', 'Something', ['cai-handoff']);
    await sync([]);
    expect(github.listIssues().map(({ isOpen }) => isOpen)).toEqual([true, false, true]);
    expect(github.listComments(2)).toMatchObject([{ body: expect.stringContaining('no longer open') }]);
  });

  it('are opened again while the handoff is open', async () => {
    const urls = await sync([begunHandoff()]);
    github.close(1);
    expect(await sync([begunHandoff()])).toEqual(urls);
    expect(github.listIssues()).toMatchObject([{ isOpen: true }]);
  });

  it('remind once, after three days', async () => {
    await sync([begunHandoff()]);
    clock.advance(3 * DAY - 1);
    await sync([begunHandoff()]);
    expect(github.listComments(1)).toEqual([]);
    clock.advance(1);
    await sync([begunHandoff()]);
    expect(github.listComments(1)).toMatchObject([{ body: expect.stringContaining('\nReminder: ') }]);
    clock.advance(9 * DAY);
    expect(await writesOf(async () => await sync([begunHandoff()]))).toBe(0);
  });
});

describe('how a handoff ended', () => {
  const stateWith = (status: LineStatus, reason?: string): State => {
    const line = {
      address: `${P}/connection/scores`,
      action: 'create',
      before: 'absent',
      after: 'aa',
    } as const;
    const manifest = {
      id: 'm',
      digest: 'd',
      versions: { format: 1, normaliser: 1 },
      acceptedBy: 'ada',
      acceptedAt: '2026-05-04T09:00:00Z',
      lines: [{ ...line, status, ...(reason === undefined ? {} : { reason }) }],
    };
    return { ...emptyState('demo', 'lineage'), manifests: [manifest] };
  };

  it('is told from the line that it served', () => {
    expect(describeHandoffEnd(stateWith('withdrawn', 'declined by bo: not now'), OBJECT, OPENED)).toBe(
      'declined by bo: not now',
    );
    expect(describeHandoffEnd(stateWith('superseded'), OBJECT, OPENED)).toContain('a later change');
    expect(describeHandoffEnd(stateWith('done'), OBJECT, OPENED)).toContain('show it as asked');
    expect(describeHandoffEnd(stateWith('refused'), OBJECT, OPENED)).toBeUndefined();
    expect(describeHandoffEnd(emptyState('demo', 'lineage'), OBJECT, OPENED)).toBeUndefined();
  });

  it('names who attested it', () => {
    const word = { value: true, asserted: false, at: '2026-05-04T09:00:00Z' };
    const attestations = { title: { ...word, by: 'ada' }, description: { ...word, by: 'ada' } };
    const object = { fp: 'f1', status: 'current', ids: {}, applied: {}, attestations } as const;
    const more = { equivalences: {}, titles: [], baseline: [], dependsOn: [] };
    const resource = {
      kind: 'connection',
      title: '',
      objects: [{ ...object, ...more }],
      past: {},
      allowDelete: false,
    };
    const state = { ...stateWith('done'), resources: { [`${P}/connection/scores`]: resource } };
    expect(describeHandoffEnd(state, OBJECT, OPENED)).toBe('attested by ada');
    const later = '2026-05-05T08:00:00Z';
    expect(describeHandoffEnd(state, OBJECT, later)).toBe('Adobe’s APIs show it as asked');
  });
});
