import { describe, expect, it } from 'vitest';
import type { ApplySummary, HandoffPurpose, HandoffView } from '../../../runner/model/index.ts';
import {
  ALL_ENVIRONMENTS,
  commentMarker,
  renderDriftIssue,
  renderHandoffClosed,
  renderHandoffIssue,
  renderHandoffMarkdown,
  renderHandoffReminder,
  renderInvalidComment,
  renderResultComment,
  renderUnreviewedIssue,
} from '../../../runner/render/index.ts';
import { busyPlan, firstPlan } from '../sample-plans.ts';
import { begunHandoff, sampleApply } from '../sample-results.ts';
import { DIGEST, sampleDiagnostics, sampleHandoff, samplePlan } from '../samples.ts';
import { structureOf } from './html-structure.ts';
import { COMMIT, LINK, manyChanges, refusedApply } from './sample-reviews.ts';

const limit = 65_536;
const DISPATCH = `gh workflow run apply.yml -f environment=demo -f digest=${DIGEST}`;
const ISSUE = 'https://github.com/luma/pipelines/issues/4';

describe('the comment after a merge', () => {
  const show = (summary: Partial<ApplySummary> = {}): string =>
    renderResultComment({ summary: { ...sampleApply(), ...summary }, commit: COMMIT, limit });
  const nothing = { failed: [], refused: [], superseded: [], waiting: [], handoffs: [], opened: [] } as const;

  it('looks like this where everything happened that can', () => {
    const issues = new Map([[sampleHandoff().object, ISSUE]]);
    const text = renderResultComment({
      summary: refusedApply(),
      digest: DIGEST,
      commit: COMMIT,
      limit,
      issues,
    });
    expect(text).toMatchSnapshot();
    expect(structureOf(text).links).toEqual([ISSUE]);
  });

  it('says what comes next', () => {
    expect(show()).toContain('the failed job is simply run again');
    expect(show({ failed: [] })).toContain('What was refused must be looked at anew');
    expect(show({ failed: [], refused: [], plan: busyPlan() })).toContain(
      'What is forbidden says what to do',
    );
    expect(show({ failed: [], refused: [] })).toContain('People come next');
    expect(show({ ...nothing, waiting: sampleApply().waiting })).toContain('Nothing to do but wait');
    expect(show({ ...nothing, plan: firstPlan() })).toContain('Not everything was accepted');
    expect(show({ ...nothing, plan: samplePlan() })).toContain('nothing, no changes: 0 verified');
    expect(show(nothing)).toContain('nothing, all is done.');
    expect(show({ interrupted: true })).toContain('Run the job again');
  });

  it('shows at a glance whether it went well', () => {
    expect(show()).toContain('❌ **2 done, 1 FAILED, 1 REFUSED');
    expect(show(nothing)).toContain('✅ **2 done**');
  });

  it('does not look well where what superseded a line was accepted by nobody', () => {
    const address = firstPlan().changes[0]?.address ?? '';
    const superseded = sampleApply().superseded.map((line) => ({ ...line, address }));
    expect(show({ ...nothing, superseded, plan: firstPlan() })).toContain('❌ **2 done, 1 superseded**');
    expect(show({ ...nothing, superseded, plan: samplePlan() })).toContain('✅ **2 done, 1 superseded**');
  });

  it('lists changes that nobody has accepted with how to approve exactly them', () => {
    const text = show({ plan: firstPlan() });
    expect(text).toContain('### Accepted by nobody: 6');
    expect(text).toContain(DISPATCH);
    expect(show()).not.toContain('gh workflow');
  });

  it('says how to see a handoff that has no issue', () => {
    expect(show()).toContain('`cai handoffs show account-upgrade/customer-ai-instance/main --env demo`');
  });
});

describe('the issue about drift', () => {
  const plan = busyPlan();
  const changes = plan.changes.filter(({ drift }) => drift);
  const late = { ...sampleHandoff(), purpose: 'overdue' as const };

  it('looks like this', () =>
    expect(renderDriftIssue({ report: { plan, changes }, limit })).toMatchSnapshot());

  it('says what differs, who changed it and when, and both ways out', () => {
    const { title, body } = renderDriftIssue({
      report: { plan: { ...plan, handoffs: [late] }, changes },
      limit,
    });
    expect(title).toBe('Drift in demo: 1 resource, 1 overdue run');
    expect(body).toContain('changed in Adobe by sam@&#8203;luma.example at 2026\\-05\\-03 17:41 UTC');
    expect(body).toContain('- session.minutes: `30` → `45`');
    expect(body).toContain('a pull request that touches the resource');
    expect(body).toContain('approve all 5 changes that nobody has accepted');
    expect(body).toContain(DISPATCH);
    expect(body).toContain('### Overdue: 1');
  });

  it('approves exactly the drift where there is nothing else', () => {
    const only = samplePlan({ changes });
    const { body } = renderDriftIssue({ report: { plan: only, changes }, limit });
    expect(body).toContain('Or approve exactly this, by its digest:');
  });

  it('is the same at another time, and asks for nothing where nothing drifted', () => {
    const later = { ...plan, observedAt: '2027-01-01T00:00:00Z' };
    expect(renderDriftIssue({ report: { plan: later, changes }, limit })).toEqual(
      renderDriftIssue({ report: { plan, changes }, limit }),
    );
    const none = renderDriftIssue({ report: { plan: samplePlan(), changes: [] }, limit });
    expect(none.title).toBe('Drift in demo: none');
    expect(none.body).not.toContain('gh workflow');
  });
});

describe('the issue of a handoff', () => {
  const body = (view: Partial<HandoffView> = {}): string =>
    renderHandoffIssue({ view: begunHandoff(view), link: LINK }).body;
  const ATTEST = '/cai attest account-upgrade/connection/scores@ab12cd';
  const steps = (text: string): readonly string[] => text.split('\n').filter((line) => /^ *- /u.test(line));

  it('looks like this', () =>
    expect(renderHandoffIssue({ view: begunHandoff(), link: LINK })).toMatchSnapshot());

  it('has the checklist of the other form, and no command of a terminal', () => {
    const purposes: readonly HandoffPurpose[] = [
      'create',
      'update',
      'replace',
      'adopt',
      'delete',
      'undo',
      'overdue',
    ];
    for (const purpose of purposes) {
      const view = begunHandoff({ purpose });
      expect(steps(body(view))).toEqual(steps(renderHandoffMarkdown(view)));
      expect(body(view)).not.toMatch(/^cai /mu);
    }
  });

  it('is answered by comments, of people with write access', () => {
    expect(body()).toContain(`\`\`\`\n${ATTEST}\n\`\`\``);
    expect(body()).toContain('/cai decline account-upgrade/connection/scores WHY NOT');
    expect(body()).toMatch(/^\/cai attest [^ ]+ '[^']+' --reason "WHY BOTH ARE THE SAME"$/mu);
    expect(body({ purpose: 'undo' })).toContain(`${ATTEST} --not-begun`);
    expect(body({ purpose: 'undo' })).not.toContain('/cai decline');
    expect(body({ purpose: 'overdue' })).toContain(`${ATTEST} --gone`);
    expect(body()).toContain('Only people who may write to this repository are heard.');
    expect(body()).toContain('the next scheduled run checks it');
  });

  it('says how to answer for a part, where there is more than one', () => {
    const attestable = ['title', 'description'];
    expect(body({ attestable })).toContain(`${ATTEST} title\n`);
    expect(body()).not.toContain('only some of it');
  });

  it('is within what a forge takes, however many steps it has', () => {
    const step = {
      screen: 'S',
      act: 'set',
      label: 'Name',
      value: 'x',
      why: 'because '.repeat(20),
      paths: ['title'],
    } as const;
    const of = (count: number): string =>
      body({ steps: Array.from({ length: count }, () => step), open: [], attestable: ['title'] });
    expect(of(20)).toContain('because');
    expect(of(400)).not.toContain('because');
    expect(of(400)).toContain('- [ ] 400\\.');
    expect(of(4000)).toContain('It has 4,000 steps, more than an issue can hold.');
    expect(of(4000)).toContain('cai handoffs show account-upgrade/connection/scores --env demo');
    expect(of(4000)).toContain(ATTEST);
    for (const count of [20, 400, 4000]) expect(of(count).length).toBeLessThanOrEqual(limit);
  });

  it('is reminded of, and closed, in one line', () => {
    const lines = [
      renderHandoffReminder(begunHandoff({ waitsFor: 'the undo of main' })),
      renderHandoffReminder(begunHandoff({ attestable: [] })),
      renderHandoffClosed({ reason: 'attested by jane', link: LINK }),
    ];
    expect(lines).toEqual([
      'Reminder: this is open since 2026\\-05\\-04 09:00 UTC; 1 thing to confirm. What depends on it waits. It must wait: the undo of main.',
      'Reminder: this is open since 2026\\-05\\-04 09:00 UTC; Adobe’s APIs do not show it as asked yet. What depends on it waits.',
      `Closed: attested by jane. [The run that closed it](${LINK}).`,
    ]);
  });
});

describe('the issue about a commit that nobody reviewed', () => {
  it('says that nothing was applied, what would be, and both ways out', () => {
    const request = { plan: firstPlan(), commit: COMMIT, reason: 'it came with no pull request', limit };
    const { title, body } = renderUnreviewedIssue(request);
    expect(title).toBe('Nothing applied in demo: nobody reviewed 0f3a5b7c9d1e');
    expect(body).toContain('## Nothing was applied in demo');
    expect(body).toContain('it came with no pull request.');
    expect(body).toContain('### What it would change: 6');
    expect(body).toContain(DISPATCH);
    expect(body).toContain(`git revert ${COMMIT}`);
  });

  it('asks for no approval of nothing, and lets what was accepted go on', () => {
    const accepted = firstPlan().changes.map((change) => ({ ...change, manifest: 'm1' }));
    const { body } = renderUnreviewedIssue({
      plan: samplePlan({ changes: accepted, diagnostics: sampleDiagnostics() }),
      commit: COMMIT,
      reason: 'its manifest is damaged',
      limit,
    });
    expect(body).not.toContain('gh workflow');
    expect(body).toContain('6 changes accepted earlier go on.');
    expect(body).toContain('### What could not be planned');
  });
});

describe('the comment about wrong YAML', () => {
  it('looks like this', () =>
    expect(
      renderInvalidComment({ diagnostics: sampleDiagnostics(), head: COMMIT, limit }),
    ).toMatchSnapshot());

  it('is found again, though it is about no environment', () => {
    const text = renderInvalidComment({ diagnostics: [], head: COMMIT, limit });
    expect(text.startsWith(commentMarker('invalid', ALL_ENVIRONMENTS))).toBe(true);
  });

  it('shows the places collapsed, even those that hold fences', () => {
    const [first, ...others] = sampleDiagnostics();
    const frame = '> 1 | ```\n2 | ````sh\n3 | </details>';
    const diagnostics = [...others, ...(first === undefined ? [] : [{ ...first, frame }])];
    const { elements, broken } = structureOf(renderInvalidComment({ diagnostics, head: COMMIT, limit }));
    expect(elements).toContain('pre');
    expect(broken).toEqual([]);
  });

  it('says how many there are where not all have room', () => {
    const [, error] = sampleDiagnostics();
    const diagnostics = manyChanges(900).flatMap(({ address }) =>
      error === undefined ? [] : [{ ...error, address }],
    );
    const text = renderInvalidComment({ diagnostics, head: COMMIT, limit: 20_000 });
    expect(text).toContain('900 errors');
    expect(text).toMatch(/… and \d+ more/u);
    expect(text).toContain('cai validate');
  });
});
