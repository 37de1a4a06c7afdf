import { describe, expect, it } from 'vitest';
import { LONGEST_BODY } from '../../../runner/model/index.ts';
import { renderPlanComment, renderPlanMarkdown } from '../../../runner/render/index.ts';
import { busyPlan, firstPlan } from '../sample-plans.ts';
import { DIGEST, sampleChange, samplePlan, sampleResource } from '../samples.ts';
import { COMMIT, MERGEABLE, manyChanges, reviewOf } from './sample-reviews.ts';

describe('a plan as Markdown', () => {
  it('says of each change what the comment on a pull request says, in the same words', () => {
    const { changes } = firstPlan();
    const comment = renderPlanComment({
      review: reviewOf(changes),
      verdict: MERGEABLE,
      head: COMMIT,
      limit: LONGEST_BODY,
    });
    const lines = (text: string): readonly string[] =>
      text
        .split('\n')
        .filter((line) => /^(?:- |\s+- |<summary>)/u.test(line) && line.includes('account-upgrade'));
    const said = lines(renderPlanMarkdown(samplePlan({ changes })));
    expect(said.length).toBeGreaterThan(5);
    expect(said).toEqual(lines(comment));
  });

  it('has place, verdict, sections and digest, and nothing that only a pull request has', () => {
    const text = renderPlanMarkdown(firstPlan());
    const [heading, , verdict] = text.split('\n');
    expect(heading).toMatch(/^## Plan for .*demo/u);
    expect(verdict).toContain('6 changes: 6 create; 4 by hand; nothing destructive');
    expect(text).toContain(`Digest: \`${firstPlan().manifest.digest}\``);
    expect(text).not.toMatch(/merge|pull request|<!--/iu);
  });

  it('sets apart what is accepted, forbidden and stopped, with the command that goes on', () => {
    const change = { address: 'a/data-view/one', kind: 'data-view', mode: 'managed', title: 'One' } as const;
    const text = renderPlanMarkdown(
      samplePlan({
        brake: '12 of 20 managed resources are updated',
        changes: [
          sampleChange({ ...change, manifest: DIGEST }),
          sampleChange({
            ...change,
            address: 'a/data-view/two',
            action: 'delete',
            destructive: true,
            readiness: { status: 'blocked', by: 'rule', reason: 'deletion is not allowed' },
          }),
        ],
      }),
    );
    expect(text).toContain('### Accepted earlier, still open: 1');
    expect(text).toContain('**Forbidden by a rule: 1.**');
    expect(text).toMatch(/^cai apply --env demo --acknowledge [0-9a-f]{64}$/mu);
  });

  it('says that it is partial, and has a partial plan that the brake stops saved first', () => {
    const text = renderPlanMarkdown({
      ...firstPlan(),
      partial: { targets: ['account-upgrade/data-view/account-upgrade'], leftOut: 2 },
      brake: '12 of 20 managed resources are updated',
    });
    expect(text.replaceAll('\\', '')).toContain(
      '**Partial plan:** only account-upgrade/data-view/account-upgrade and what that depends on. 2 other changes left out.',
    );
    expect(text).toContain(
      'cai plan --env demo --target account-upgrade/data-view/account-upgrade --out plan.json',
    );
    expect(text).not.toContain('--acknowledge');
  });

  it('says so where nothing changes', () => {
    const plan = samplePlan({ changes: [], resources: [sampleResource('a/data-view/one', 'verified')] });
    expect(renderPlanMarkdown(plan)).toContain('**no changes: 1 verified, 0 attested, 0 not watched**');
  });

  it('fits into a comment, however much it is, and holds warnings and handoffs of a busy plan', () => {
    expect(renderPlanMarkdown(samplePlan({ changes: manyChanges(3000) })).length).toBeLessThanOrEqual(
      LONGEST_BODY,
    );
    const busy = renderPlanMarkdown(busyPlan());
    for (const part of ['### Destructive', '### Open handoffs', 'Warnings: ']) expect(busy).toContain(part);
  });
});
