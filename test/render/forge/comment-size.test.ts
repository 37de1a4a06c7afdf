import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LAYOUTS } from '../../../runner/render/forge/layouts.ts';
import { renderPlanLayout } from '../../../runner/render/forge/plan-comment.ts';
import {
  encodeManifest,
  renderDriftIssue,
  renderHandoffIssue,
  renderInvalidComment,
  renderPlanComment,
  renderResultComment,
  renderUnreviewedIssue,
} from '../../../runner/render/index.ts';
import { poison } from '../hostile.ts';
import { begunHandoff } from '../sample-results.ts';
import { sampleDiagnostics, samplePlan } from '../samples.ts';
import { structureOf } from './html-structure.ts';
import {
  busyReview,
  COMMIT,
  LINK,
  MERGEABLE,
  manifestOf,
  manyChanges,
  REFUSED,
  refusedApply,
  reviewOf,
} from './sample-reviews.ts';

const LIMIT = 65_536;
const FENCE = /^( *)(`{3,})[a-z]*\n[\s\S]*?^\1\2$/gmu;
const long = 'x<@#`&'.repeat(200);

/** A plan and a review of any size, of harmless or of long and odd texts. */
const sized = fc.record({
  count: fc.oneof(fc.integer({ min: 0, max: 60 }), fc.constantFrom(200, 1000)),
  limit: fc.oneof(fc.integer({ min: 1_000, max: 12_000 }), fc.integer({ min: 1_000, max: LIMIT })),
  isOdd: fc.boolean(),
});

function textsOf({
  count,
  limit,
  isOdd,
}: {
  count: number;
  limit: number;
  isOdd: boolean;
}): readonly string[] {
  const changes = manyChanges(count);
  const dress = <Value>(value: Value): Value => (isOdd ? poison(value, long) : value);
  const plan = dress(
    samplePlan({ changes, diagnostics: sampleDiagnostics(), manifest: manifestOf(changes) }),
  );
  const review = isOdd ? poison(busyReview(), long) : reviewOf(changes, { plan, others: changes });
  const base = { limit, link: LINK };
  return [
    renderPlanComment({ ...base, review, verdict: dress(REFUSED), head: dress(COMMIT) }),
    renderResultComment({ ...base, summary: { ...dress(refusedApply()), plan }, commit: dress(COMMIT) }),
    renderDriftIssue({ ...base, report: { plan, changes: plan.changes } }).body,
    renderUnreviewedIssue({ ...base, plan, commit: dress(COMMIT), reason: dress('it has none') }).body,
    renderInvalidComment({ limit, diagnostics: plan.diagnostics, head: dress(COMMIT) }),
    renderHandoffIssue({ view: dress(begunHandoff()), limit, link: LINK }).body,
  ];
}

/** Whether everything that is opened is closed: by a renderer where that is quick, else by counting. */
function isWhole(text: string): boolean {
  if (text.length < 6_000) return structureOf(text).broken.length === 0;
  const prose = text.replace(FENCE, '');
  const count = (tag: RegExp): number => prose.match(tag)?.length ?? 0;
  const isOpened = count(/^<details(?: open)?><summary>[^<]*<\/summary>$/gmu) === count(/<d/gu);
  return isOpened && count(/<d/gu) === count(/^<\/details>$/gmu) && !/^ *```/mu.test(prose);
}

describe('the size of what is posted', () => {
  it('is within any limit from 1,000 on, never missing, and nothing in it is cut', () => {
    fc.assert(
      fc.property(sized, (size) => {
        for (const text of textsOf(size)) {
          expect(text.length).toBeLessThanOrEqual(size.limit);
          expect(text).toMatch(/^<!-- cai:\w+ environment=[^ ]+.* -->\n/u);
          expect(isWhole(text), text).toBe(true);
          expect(text.replace(FENCE, '')).not.toMatch(/&[#\w]{0,6}(?![#\w;])/u);
        }
      }),
      { numRuns: 12 },
    );
  });

  it('shrinks from layout to layout, each whole in itself and with the verdict', () => {
    const changes = manyChanges(300);
    const request = { review: reviewOf(changes), verdict: MERGEABLE, head: COMMIT, limit: LIMIT, link: LINK };
    const texts = LAYOUTS.map((layout) => renderPlanLayout(request, layout));
    for (const [index, text] of texts.entries()) {
      const { broken, elements } = structureOf(text);
      expect(broken).toEqual([]);
      expect(elements).not.toContain('table');
      expect(text).toContain(`**May be merged:** ${MERGEABLE.text}`);
      expect(text).toContain(
        '300 changes: 60 create, 120 update, 60 replace, 60 delete; 43 by hand; 120 DESTRUCTIVE',
      );
      expect(text.length).toBeLessThan(texts[index - 1]?.length ?? Number.POSITIVE_INFINITY);
      const { leftOut } = LAYOUTS[index] ?? {};
      expect(leftOut === undefined || text.includes(leftOut)).toBe(true);
    }
    expect(texts).toHaveLength(9);
    expect(texts.at(-1)?.length).toBeLessThan(600);
  });

  it('is kept by every layout, in whichever limit only that one fits', () => {
    const review = reviewOf(manyChanges(40));
    const request = { review, verdict: MERGEABLE, head: COMMIT, link: LINK };
    for (const layout of LAYOUTS) {
      const whole = renderPlanLayout({ ...request, limit: LIMIT }, layout);
      expect(renderPlanComment({ ...request, limit: whole.length })).toBe(whole);
      expect(renderPlanComment({ ...request, limit: whole.length - 1 }).length).toBeLessThan(whole.length);
    }
  });

  it('leaves room for the manifest of a thousand changes', () => {
    const review = reviewOf(manyChanges(1000));
    const [first = '', ...others] = encodeManifest(review.manifest, 'demo', 40_000);
    expect(others.every((block) => block.length <= 40_000)).toBe(true);
    const room = LIMIT - first.length - 2;
    const text = renderPlanComment({ review, verdict: MERGEABLE, head: COMMIT, limit: room, link: LINK });
    expect(`${text}\n\n${first}`.length).toBeLessThanOrEqual(LIMIT);
    expect(text).toContain('1,000 changes');
    expect(text).toMatch(/^- pipeline\\-0: 2 × update \\\(by hand\\\) connection$/mu);
    expect(text).toContain('- … and 70 more');
  });

  it('is never above a limit in which nothing fits', () => {
    for (const limit of [0, 1, 10, 100]) {
      const texts = textsOf({ count: 3, limit, isOdd: false });
      expect(texts.every((text) => text.length <= limit)).toBe(true);
    }
  });
});
