import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hashPlan, type SavedPlan } from '../../runner/model/index.ts';
import {
  renderApply,
  renderApplyJson,
  renderDiagnostics,
  renderDiagnosticsJson,
  renderDrift,
  renderDriftJson,
  renderFailure,
  renderHandoff,
  renderHandoffJson,
  renderHandoffList,
  renderHandoffMarkdown,
  renderPlan,
  renderPlanJson,
  renderState,
  renderStateJson,
  renderStateResource,
  renderValidateSummary,
} from '../../runner/render/index.ts';
import { poison } from './hostile.ts';
import { busyPlan, firstPlan } from './sample-plans.ts';
import { begunHandoff, sampleApply, sampleState, sampleValidation } from './sample-results.ts';
import { plainStyle, sampleDiagnostics } from './samples.ts';

const CONTROL =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what must never come out
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/u;

/** Texts that try to get out: colours, cursor moves, titles, direction overrides, forged lines, odd numbers of surrogates. */
const nasty = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '\u001b[2J',
        '\u001b]0;x\u0007',
        '\u009b31m',
        '\r',
        '\nFORGED no changes',
        '\u202e',
        '\u2066',
        '\u0000',
        '\ud800',
        '\u{e0041}',
      ),
      fc.constantFrom(
        '<script>',
        '@octocat',
        '`',
        '```\n',
        '|',
        '](http://x)',
        '<!--',
        '#1',
        '![x](y)',
        '\\',
        '&lt;',
        'a b',
        '~f1',
        "'",
        '"',
        '$(x)',
      ),
      fc.string({ unit: 'binary', maxLength: 8 }),
    ),
    { minLength: 1, maxLength: 6 },
  )
  .map((parts) => parts.join(''));

const style = plainStyle(80);

function textsOf(hostile: string): readonly string[] {
  const plan = poison(busyPlan(), hostile);
  const state = poison(sampleState(), hostile);
  const [address = ''] = Object.keys(state.resources);
  const view = poison(begunHandoff(), hostile);
  return [
    renderPlan(plan, style, { file: hostile }),
    renderPlan(poison(firstPlan(), hostile), style),
    renderDrift({ plan, changes: plan.changes }, style),
    renderApply({ ...poison(sampleApply(), hostile), plan }, style),
    renderApply({ ...poison(sampleApply(), hostile), interrupted: true }, style),
    renderHandoff(view, style),
    renderHandoff({ ...view, waitsFor: hostile, overdueReason: hostile }, style),
    renderHandoffList([view, view], style),
    renderDiagnostics(poison(sampleDiagnostics(), hostile), style),
    renderFailure({ message: hostile, hint: hostile, code: hostile }, style),
    renderState(state, style),
    renderStateResource(state, address, style),
    renderStateResource(state, hostile, style),
    renderValidateSummary(poison(sampleValidation(), hostile), style),
  ];
}

describe('text from outside', () => {
  it('never reaches a terminal as a control sequence, a turned direction or a forged line', () => {
    fc.assert(
      fc.property(nasty, (hostile) => {
        for (const text of textsOf(hostile)) {
          expect(text).not.toMatch(CONTROL);
          expect(text).not.toMatch(/^FORGED/mu);
        }
      }),
    );
  });

  it('reaches JSON escaped, and comes back from it unchanged', () => {
    fc.assert(
      fc.property(nasty, (hostile) => {
        const plan = poison(busyPlan(), hostile);
        const state = poison(sampleState(), hostile);
        const view = poison(begunHandoff(), hostile);
        const texts = [
          renderPlanJson(plan),
          renderStateJson(state),
          renderHandoffJson([view]),
          renderDiagnosticsJson(plan.diagnostics),
          renderDriftJson({ plan, changes: plan.changes }),
          renderApplyJson(poison(sampleApply(), hostile)),
        ];
        for (const text of texts) expect(text).not.toMatch(CONTROL);
        const { hash, ...read } = JSON.parse(texts[0] ?? '') as SavedPlan;
        expect(read).toEqual(JSON.parse(JSON.stringify(plan)));
        expect(hash).toBe(hashPlan(read));
      }),
    );
  });

  it('never becomes Markdown, HTML, a mention or a reference', () => {
    const parts = fc.oneof(
      nasty,
      fc.constantFrom('`', '``', '@a', '<', '|', '\n\n# x', '- x', '1. x', '> x', 'www.x.y', 'GH-1'),
    );
    fc.assert(
      fc.property(parts, (hostile) => {
        const plain = { ...begunHandoff(), address: 'a/b/c', environment: 'demo' };
        const { title, note, owners, steps, open, attestable, sandbox } = poison(begunHandoff(), hostile);
        const text = renderHandoffMarkdown({
          ...plain,
          title,
          note: note ?? '',
          owners,
          steps,
          open,
          attestable,
          sandbox,
          waitsFor: hostile,
          overdueReason: hostile,
        });
        expect(text).not.toMatch(CONTROL);
        expect(text).not.toMatch(/[<]|(?<!\\)\||(?<![A-Za-z0-9\\])@[A-Za-z0-9]/u);
        expect(text.replace(/`[^`\n]+`/gu, '')).not.toMatch(/(?:https?|ftp):\/\//u);
        for (const line of text.split('\n')) {
          expect(line).toMatch(
            /^(?:|#{3,4} .*|- .*| {2}- .*|\*\*.*|```(?:sh)?|cai .*|\d+(?!\.|\)).*|[^#>|+*=~\-\d\s`<].*|`[^`]+` {2})$/u,
          );
          expect((line.match(/(?<!\\)`/gu) ?? []).length % 2).toBe(line.startsWith('```') ? 1 : 0);
        }
      }),
      { numRuns: 300 },
    );
  });
});
