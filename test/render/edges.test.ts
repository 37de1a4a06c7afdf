import { describe, expect, it } from 'vitest';
import type { Address, Diagnostic, HandoffPurpose } from '../../runner/model/index.ts';
import { emptyState } from '../../runner/model/index.ts';
import {
  renderDiagnostics,
  renderDrift,
  renderFailure,
  renderHandoff,
  renderHandoffList,
  renderHandoffMarkdown,
  renderPlan,
  renderState,
  renderStateResource,
  renderValidateSummary,
} from '../../runner/render/index.ts';
import { busyPlan } from './sample-plans.ts';
import { begunHandoff, sampleState } from './sample-results.ts';
import { observedDiff, plainStyle, sampleChange, sampleHandoff, samplePlan } from './samples.ts';

const style = plainStyle(80);

describe('outputs at their edges', () => {
  it('a handoff of every purpose says the same in text and Markdown', () => {
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
      for (const phase of ['rename', 'main'] as const) {
        const view = begunHandoff({
          purpose,
          phase,
          waitsFor: 'another',
          overdueReason: 'late',
          attestable: ['step:deleted'],
        });
        const first = renderHandoff(view, plainStyle(500)).split('\n')[0]?.replaceAll('"', '\\"');
        const expected = first?.replace(/\(|\)/gu, '\\$&');
        expect(renderHandoffMarkdown(view).split('\n')[0]).toBe(`### ${expected}`);
      }
    }
  });

  it('a handoff without note, owners and words to confirm', () => {
    const { note: _note, ...view } = begunHandoff({ owners: [], attestable: [], differing: [], steps: [] });
    expect(renderHandoff(view, style)).not.toContain('asked of');
    expect(renderHandoff(view, style)).not.toContain('API checks');
    expect(renderHandoffMarkdown(view)).not.toContain('Confirm');
  });

  it('an empty state leads to a plan', () => {
    expect(renderState(emptyState('demo', 'l'), style)).toContain('cai plan --env demo');
  });

  it('an unknown address is said to be unknown', () => {
    expect(renderStateResource(sampleState(), 'a/b/c', style)).toContain('knows nothing of a/b/c');
  });

  it('a repository without environments has no next command', () => {
    const text = renderValidateSummary({ files: 1, pipelines: [], environments: [] }, style);
    expect(text).toBe('valid: 1 file, 0 pipelines and 0 environments checked, no errors');
  });

  it('a failure says its code, and may have no hint', () => {
    expect(renderFailure({ code: 'brake', message: 'stopped\nhere' }, style)).toBe(
      'error[brake] stopped\n  here\n',
    );
  });

  it('drift that nobody signed, and a resource that is gone', () => {
    const gone = sampleChange({ address: 'a/data-view/x', drift: true });
    const moved = sampleChange({ address: 'a/data-view/y', action: 'update', drift: true });
    const text = renderPlan(samplePlan({ changes: [gone, moved] }), style);
    expect(text).toContain('drift: it is gone from Adobe, by whom is not known here');
    expect(text).toContain('drift: changed in Adobe, by whom is not known here');
  });

  it('a destructive change that was accepted earlier says so in its own line', () => {
    const [first] = busyPlan().changes;
    const changes = first === undefined ? [] : [{ ...first, manifest: 'm1' }];
    expect(renderPlan(samplePlan({ changes }), style)).toMatch(/± replace .* DESTRUCTIVE$/mu);
  });

  it('a list names what each handoff waits for', () => {
    const views = [
      begunHandoff({ purpose: 'replace', phase: 'rename' }),
      begunHandoff({ purpose: 'overdue' }),
      begunHandoff({ attestable: [] }),
      begunHandoff({ waitsFor: 'the undo' }),
    ];
    const text = renderHandoffList(views, plainStyle(200));
    for (const part of [
      'replace, part 1 of 2',
      'closes when scores arrive',
      'nothing, checked by API',
      'waits: the undo',
    ]) {
      expect(text).toContain(part);
    }
  });

  it('a summary of handoffs says what closes each', () => {
    const handoffs = [
      { ...sampleHandoff(), purpose: 'overdue' as const },
      { ...sampleHandoff(), waitsFor: 'the undo' },
    ];
    const text = renderPlan(samplePlan({ handoffs }), style);
    expect(text).toContain('overdue run "Likelihood to upgrade account"; closes when scores arrive');
    expect(text).toContain('waits: the undo');
  });

  it('drift includes runs that are overdue', () => {
    const handoffs = [{ ...sampleHandoff(), purpose: 'overdue' as const }];
    const hand = sampleChange({ address: 'a/connection/x', mode: 'guided', action: 'update', drift: true });
    const plan = samplePlan({ handoffs, changes: [hand] });
    const text = renderDrift({ plan, changes: [hand] }, style);
    expect(text).toContain('overdue run');
    expect(text).toContain('1 to be mended by hand');
  });

  it('a diagnostic without a place, and only warnings', () => {
    const text = renderDiagnostics(
      [{ severity: 'warning', code: 'long-history', summary: 'much history', detail: 'One.\n\nTwo.' }],
      style,
    );
    expect(text).toBe('warning[long-history] much history\n  One.\n\n  Two.\n\n1 warning');
    expect(renderDiagnostics([], style)).toBe('');
  });

  it('a value of several lines keeps them, and an empty one is cleared', () => {
    const steps = [
      { screen: 'S', act: 'set', label: 'Description', value: 'one\ntwo', paths: [] },
      { screen: 'S', act: 'set', label: 'Tags', value: '', paths: [] },
      { screen: 'S', act: 'check', label: 'Name', value: 'x'.repeat(60), paths: [] },
    ] as const;
    const text = renderHandoff(begunHandoff({ steps, open: [], attestable: ['a', 'b'] }), style);
    expect(text).toContain('to  (on several lines)\n         one\n         two');
    expect(text).toContain('2. Clear "Tags"');
    expect(text).toContain(`Check "Name":\n         ${'x'.repeat(60)}`);
    expect(text).toContain('- a: as YAML says');
    expect(text.replace(/\s+/gu, ' ')).toContain('If only some of it is done, name what is:');
  });

  it('a path that several steps settle is confirmed by their numbers', () => {
    const step = (value: string) =>
      ({ screen: 'S', act: 'add', label: 'Add event', value, paths: ['goal.events'] }) as const;
    const text = renderHandoff(
      begunHandoff({ steps: [step('a'), step('b')], open: [], attestable: ['goal.events'] }),
      style,
    );
    expect(text).toContain('- goal.events: as steps 1, 2 say');
  });

  it('a hold, and a plan of only accepted changes', () => {
    const hold = sampleChange({ address: 'a/data-view/x', action: 'hold', manifest: 'm1' });
    const text = renderPlan(samplePlan({ changes: [hold] }), style);
    expect(text).toContain('1 change (all accepted earlier): 1 hold');
    expect(text).toContain('= hold  a/data-view/x');
  });

  it('attributes that are set, removed or too wide', () => {
    const long = 'word '.repeat(30).trim();
    const diff = [
      observedDiff('tags', ['a'], ['a', long]),
      observedDiff('timezone', 'UTC', undefined),
      observedDiff('x', { a: 1 }, {}),
    ];
    const text = renderPlan(
      samplePlan({ changes: [sampleChange({ address: 'a/b/c', action: 'update', diff })] }),
      style,
    );
    expect(text).toContain('timezone: UTC → (not set)');
    expect(text).toContain('x.a: 1 → (not set)');
    expect(text).toMatch(/tags:\n {10}\+ "word word/u);
  });

  it('an object with several ids and titles', () => {
    const state = sampleState();
    const [address = ''] = Object.keys(state.resources);
    const resource = state.resources[address];
    const [object] = resource?.objects ?? [];
    if (resource === undefined || object === undefined) throw new Error('the sample has an object');
    const rich = {
      ...object,
      ids: { id: 'a', maker: 'f1' },
      titles: ['old', 'new'],
      dependsOn: [],
      status: 'abandoned' as const,
    };
    const text = renderStateResource(
      {
        ...state,
        handoffs: {},
        manifests: [],
        resources: { [address]: { ...resource, allowDelete: true, objects: [rich] } },
      },
      address,
      style,
    );
    expect(text).toContain('ids: id a, maker f1');
    expect(text).toContain('titles, oldest first: "old", "new"');
    expect(text).toContain('abandoned object');
    expect(text).toContain('its deletion is allowed');
  });

  it('says once what is the same of many addresses, and names the first of them', () => {
    const failed = (count: number): Diagnostic[] =>
      Array.from({ length: count }, (_, index) => ({
        severity: 'error',
        code: 'read-failed',
        summary: 'a remote resource could not be read',
        detail: 'cja: GET /data/dataviews answered 500.',
        address: `a/data-view/v${index}` as Address,
      }));
    expect(renderDiagnostics(failed(500), plainStyle(100))).toBe(
      [
        'error[read-failed] a remote resource could not be read',
        '  at a/data-view/v0, a/data-view/v1, a/data-view/v2, a/data-view/v3, a/data-view/v4 and 495 more',
        '  cja: GET /data/dataviews answered 500.',
        '',
        '500 errors',
      ].join('\n'),
    );
    expect(renderDiagnostics(failed(2), plainStyle(100))).toContain('  at a/data-view/v0, a/data-view/v1\n');
  });
});
