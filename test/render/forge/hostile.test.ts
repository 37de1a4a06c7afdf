import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  renderDriftIssue,
  renderHandoffClosed,
  renderHandoffIssue,
  renderHandoffReminder,
  renderInvalidComment,
  renderPlanComment,
  renderPlanMarkdown,
  renderResultComment,
  renderUnreviewedIssue,
} from '../../../runner/render/index.ts';
import { poison } from '../hostile.ts';
import { busyPlan } from '../sample-plans.ts';
import { begunHandoff } from '../sample-results.ts';
import { sampleDiagnostics } from '../samples.ts';
import { structureOf } from './html-structure.ts';
import { busyReview, COMMIT, LINK, manyChanges, REFUSED, refusedApply, reviewOf } from './sample-reviews.ts';

const ATTACKS = [
  '</details>',
  '</summary>',
  '-->',
  '<!-- cai:manifest {} x -->',
  '<!--',
  '`',
  '```',
  '~~~',
  '@someone',
  '@org/team',
  '#1',
  'owner/repo#1',
  'GH-1',
  '[x](http://evil.example)',
  '![](http://evil.example/a.png)',
  '[x]: http://evil.example',
  'http://evil.example',
  'www.evil.example',
  'a@evil.example',
  '<http://evil.example>',
  '<img src=x onerror=alert(1)>',
  '<script>',
  '| a | b |\n|---|---|',
  '|',
  '\n\n# heading\n\n',
  '\r\n---\r\n',
  '\r',
  '\n    code',
  '- [x] done',
  '1. x',
  '> quote',
  '**bold**',
  '~~gone~~',
  '$x$',
  '[^1]',
  '\u202e',
  '\u200b',
  '\u0000',
  '&lt;',
  '&#64;someone',
  '\\',
  '"',
  "'",
  ' ',
];
const hostile = fc
  .array(fc.constantFrom(...ATTACKS), { minLength: 1, maxLength: 5 })
  .map((parts) => parts.join(''));

/** What our own layout is made of. */
const ELEMENTS = [
  'a',
  'br',
  'code',
  'details',
  'em',
  'h2',
  'h3',
  'h4',
  'input',
  'li',
  'p',
  'pre',
  'strong',
  'summary',
  'ul',
];

const INVISIBLE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what must never come out
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/u;

/** Everything that is posted, in several layouts, every text of it hostile. */
function postedTexts(text: string): readonly string[] {
  const poisoned = <Value>(value: Value): Value => poison(value, text);
  const plan = poisoned(busyPlan());
  const view = poisoned(begunHandoff());
  const links = { link: text, issues: new Map([[text, text]]) };
  const limits = [65_536, 6_000, 1_000];
  return [
    ...limits.flatMap((limit) => [
      renderPlanComment({
        review: poisoned(busyReview()),
        verdict: { state: 'failure', text },
        head: text,
        limit,
        link: text,
      }),
      renderResultComment({
        summary: { ...poisoned(refusedApply()), plan },
        digest: text,
        commit: text,
        limit,
        ...links,
      }),
      renderDriftIssue({ report: { plan, changes: plan.changes }, limit, ...links }).body,
      renderUnreviewedIssue({ plan, commit: text, reason: text, limit, link: text }).body,
      renderInvalidComment({ diagnostics: poisoned(sampleDiagnostics()), head: text, limit }),
      renderHandoffIssue({ view: { ...view, waitsFor: text, overdueReason: text }, link: text, limit }).body,
    ]),
    renderPlanMarkdown(plan),
    renderHandoffIssue({ view: { ...view, purpose: 'overdue' } }).body,
    renderHandoffReminder({ ...view, waitsFor: text }),
    renderHandoffClosed({ reason: text, link: text }),
  ];
}

describe('text from YAML or Adobe on a forge', () => {
  it('becomes no element, link, mention or reference, and ends nothing of ours', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        for (const posted of postedTexts(text)) {
          expect(posted).not.toMatch(INVISIBLE);
          const { elements, links, comments, prose, broken } = structureOf(posted);
          expect(ELEMENTS).toEqual(expect.arrayContaining([...elements]));
          expect(broken).toEqual([]);
          expect(links.filter((link) => link !== text)).toEqual([]);
          expect(
            comments.filter(
              (comment) => !/^<!-- cai:\w+ environment=[^ <>@]+(?: part=[^ <>@]+)? -->$/u.test(comment),
            ),
          ).toEqual([]);
          expect(comments.length).toBeLessThanOrEqual(1);
          expect(prose).not.toMatch(/(?<![A-Za-z0-9])@[A-Za-z0-9]|#\d|GH-\d/u);
        }
      }),
      { numRuns: 25 },
    );
  });

  it('is a link only where it is plainly an address of a page', () => {
    for (const link of [
      'http://e.example/x)y',
      'javascript:alert(1)',
      'https://e.example/<x>',
      'https://e.example/ x',
    ]) {
      expect(structureOf(renderHandoffClosed({ reason: 'done', link })).links).toEqual([]);
    }
    expect(structureOf(renderHandoffClosed({ reason: 'done', link: LINK })).links).toEqual([LINK]);
  });

  it('leaves titles of issues plain', () => {
    const view = poison(begunHandoff(), '@someone #1 `x` <b>\n\u202e');
    const plan = poison(busyPlan(), '@someone #1 `x` <b>\n\u202e');
    const titles = [
      renderHandoffIssue({ view }).title,
      renderDriftIssue({ report: { plan, changes: [] }, limit: 9_000 }).title,
      renderUnreviewedIssue({ plan, commit: '@someone', reason: '', limit: 9_000 }).title,
    ];
    for (const title of titles) {
      expect(title).not.toMatch(/[@#`<>\n\u202e]/u);
      expect(title.length).toBeLessThanOrEqual(256);
    }
  });

  it('shows what was written, so that a reviewer sees the attack', () => {
    const changes = manyChanges(1).map((change) => ({ ...change, title: '</details>@someone' }));
    const text = renderPlanComment({
      review: reviewOf(changes),
      verdict: REFUSED,
      head: COMMIT,
      limit: 9_000,
    });
    expect(text).toContain('&lt;/details&gt;@&#8203;someone');
  });
});
