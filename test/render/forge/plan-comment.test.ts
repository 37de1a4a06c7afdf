import { describe, expect, it } from 'vitest';
import type { Review } from '../../../runner/model/index.ts';
import { renderPlanComment } from '../../../runner/render/index.ts';
import { DIGEST, observedDiff, sampleChange, samplePlan } from '../samples.ts';
import { structureOf } from './html-structure.ts';
import {
  busyReview,
  COMMIT,
  LINK,
  MERGEABLE,
  manyChanges,
  REFUSED,
  reviewOf,
  smallReview,
} from './sample-reviews.ts';

const show = (review: Review, limit = 65_536): string =>
  renderPlanComment({ review, verdict: MERGEABLE, head: COMMIT, limit });
const P = 'account-upgrade';

/** Positions of some texts; every one is there, and each comes after the one before. */
function expectInOrder(text: string, parts: readonly string[]): void {
  const at = parts.map((part) => text.indexOf(part));
  expect(at, text).not.toContain(-1);
  expect(at).toEqual([...at].sort((a, b) => a - b));
}

describe('a comment on a plan', () => {
  it('looks like this where all is well', () => expect(show(smallReview())).toMatchSnapshot());

  it('looks like this where everything happens at once', () => {
    const text = renderPlanComment({ review: busyReview(), verdict: REFUSED, head: COMMIT, limit: 65_536 });
    expect(text).toMatchSnapshot();
  });

  it('begins with its marker, the place and the verdict with all counts', () => {
    const [marker, heading, , verdict, , counts] = show(smallReview()).split('\n');
    expect(marker).toBe('<!-- cai:plan environment=demo -->');
    expect(heading).toContain('demo');
    expect(heading).toContain('EMULATOR');
    expect(verdict).toBe(`✅ **May be merged:** ${MERGEABLE.text}`);
    expect(counts).toBe(
      '**3 changes: 1 create, 2 update; 1 by hand; nothing destructive.** Now: 2 ready, 1 blocked until others are done. Apply takes 2 requests, at most 1 minute, and 1 human step.',
    );
  });

  it('has all its sections on one screen, however many pipelines each is about', () => {
    const changes = manyChanges(1000);
    const lines = show(reviewOf(changes)).split('\n');
    const closed = lines.filter((line) => /^<details( open)?>/.test(line));
    expect(closed.filter((line) => / pipelines: /.test(line))).toHaveLength(3);
    let depth = 0;
    const shown = lines.filter((line) => {
      if (line === '</details>') depth -= 1;
      const isShown = depth === 0;
      if (line.startsWith('<details')) depth += 1;
      return isShown && line !== '';
    });
    expect(shown.length).toBeLessThan(25);
  });

  it('says what blocks the merge first, then people, then danger, then the rest, then what is not of it', () => {
    const review = busyReview();
    const byHand = sampleChange({
      address: `${P}/connection/byhand`,
      kind: 'connection',
      mode: 'guided',
      action: 'update',
    });
    const changes = [...review.changes, byHand];
    const text = renderPlanComment({
      review: { ...review, changes },
      verdict: REFUSED,
      head: COMMIT,
      limit: 65_536,
    });
    expectInOrder(text, [
      'Must not be merged',
      '### What blocks the merge',
      'pipelines/account-upgrade.yaml:14:7',
      'Forbidden by a rule: 1',
      'set lifecycle.allowDelete: true',
      'Stopped by the brake',
      `/cai acknowledge ${DIGEST}`,
      '### By hand: 1',
      `${P}/connection/byhand`,
      '### Destructive: 2',
      '2 of them are done by a person',
      '### The rest: 2',
      '### Not part of this pull request: 2',
      'Accepted earlier, still open: 1',
      'Changed in Adobe by others: 1',
      'changed in Adobe by sam@',
      '### Open handoffs: 2',
      'Warnings: 1',
      `Digest: \`${DIGEST}\``,
      `Commit: \`${COMMIT}\``,
      'Planned with 9 requests.',
    ]);
  });

  it('shows attributes before and after', () => {
    expect(show(smallReview())).toContain('- timezone: `UTC` → `Europe/Lisbon`');
  });

  it('explains a hold in words', () => {
    expect(show(busyReview())).toContain('What was accepted for it and has not run yet will not run');
  });

  it('shows an acknowledged brake without asking again', () => {
    const text = show({ ...smallReview(), brake: '4 of 12 would be updated' });
    expect(text).toContain('**The brake, acknowledged:** 4 of 12 would be updated.');
    expect(text).not.toContain('/cai acknowledge');
  });

  it('says in one line that a pull request changes nothing here', () => {
    const lines = show(reviewOf([])).split('\n');
    expect(lines).toContain('This pull request changes nothing here.');
    expect(lines.filter((line) => line.startsWith('#'))).toHaveLength(1);
  });

  it('keeps apart what others changed, what was accepted, and what nobody accepted', () => {
    const others = [
      sampleChange({ address: `${P}/data-view/other-a`, manifest: 'm1' }),
      sampleChange({ address: `${P}/data-view/other-b`, drift: true, action: 'update' }),
      sampleChange({ address: `${P}/data-view/other-c` }),
    ];
    const text = show({ ...smallReview(), others });
    expectInOrder(text, [
      'Accepted earlier, still open: 1',
      'data-view/other-a',
      'Changed in Adobe by others: 1',
      'data-view/other-b',
      'On the base branch, accepted by nobody: 1',
      'data-view/other-c',
    ]);
  });

  it('is the same at another time', () => {
    const review = busyReview();
    const later = { ...review, plan: { ...review.plan, observedAt: '2027-01-01T00:00:00Z' } };
    const others = review.others.map(({ changedAt: _, ...change }) => change);
    expect(show(later)).toBe(show(review));
    expect(show({ ...review, others })).toBe(show(review));
    expect(show(review)).not.toMatch(/\d{2}:\d{2} UTC/u);
  });

  it('shortens a long value around what differs, and says so', () => {
    const diff = [observedDiff('description', `${'same '.repeat(300)}old`, `${'same '.repeat(300)}new`)];
    const text = show(reviewOf([sampleChange({ address: `${P}/data-view/a`, action: 'update', diff })]));
    expect(text).toMatch(/…same same.*old.*→.*…same same.*new/u);
    expect(text.length).toBeLessThan(1500);
  });

  it('is collapsed from forty-one changes on, dangerous ones only where they are many', () => {
    const updates = manyChanges(60).filter(({ destructive }) => !destructive);
    const few = manyChanges(20).filter(({ destructive }) => destructive);
    expect(show(reviewOf(updates.slice(0, 30)))).toContain('<details open>');
    expect(
      show(reviewOf([...updates, ...manyChanges(140).filter(({ destructive }) => destructive)])),
    ).not.toContain('<details open>');
    const text = show(reviewOf([...updates, ...updates, ...few]));
    expect(text.slice(text.indexOf('### Destructive'), text.indexOf('### The rest'))).toContain(
      '<details open>',
    );
  });

  it('points to the run for what is left out, or to the command', () => {
    const review = reviewOf(manyChanges(300));
    const linked = renderPlanComment({ review, verdict: MERGEABLE, head: COMMIT, limit: 5_000, link: LINK });
    expect(linked).toContain(`[All of it is here](${LINK})`);
    expect(show(review, 5_000)).toContain('cai plan \\-\\-env demo');
    const odd = renderPlanComment({
      review,
      verdict: MERGEABLE,
      head: COMMIT,
      limit: 5_000,
      link: 'javascript:alert(1))](x',
    });
    expect(structureOf(odd).links).toEqual([]);
  });

  it('names every change that is asked of a reviewer, as long as there is room', () => {
    const changes = manyChanges(400);
    const text = show(reviewOf(changes, { plan: samplePlan({ changes }) }));
    for (const { address } of changes) expect(text).toContain(`${address.slice(address.indexOf('/') + 1)}\``);
  });
});
