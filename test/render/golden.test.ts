import { describe, expect, it } from 'vitest';
import { displayWidth } from '../../runner/render/display-width.ts';
import type { Style } from '../../runner/render/index.ts';
import {
  renderApply,
  renderDiagnostics,
  renderDiagnosticsJson,
  renderDrift,
  renderHandoff,
  renderHandoffList,
  renderHandoffMarkdown,
  renderPlan,
  renderState,
  renderStateResource,
  renderValidateSummary,
} from '../../runner/render/index.ts';
import { busyPlan, firstPlan } from './sample-plans.ts';
import { begunHandoff, sampleApply, sampleState, sampleValidation } from './sample-results.ts';
import { plainStyle, sampleDiagnostics, samplePlan } from './samples.ts';

const ADDRESS = 'account-upgrade/customer-ai-instance/main';

const done = () => samplePlan({ resources: busyPlan().resources });

/** Every output that has a layout, by name. */
const OUTPUTS: Readonly<Record<string, (style: Style) => string>> = {
  'first plan': (style) => renderPlan(firstPlan(), style),
  'busy plan': (style) => renderPlan(busyPlan(), style, { file: 'plan.json' }),
  'empty plan': (style) => renderPlan(done(), style),
  'begun handoff': (style) => renderHandoff(begunHandoff(), style),
  'handoff list': (style) => renderHandoffList([begunHandoff()], style),
  'busy apply': (style) => renderApply(sampleApply(), style),
  drift: (style) => {
    const plan = busyPlan();
    return renderDrift({ plan, changes: plan.changes.filter((change) => change.drift) }, style);
  },
  diagnostics: (style) => renderDiagnostics(sampleDiagnostics(), style),
  'state list': (style) => renderState(sampleState(), style),
  'state of one address': (style) => renderStateResource(sampleState(), ADDRESS, style),
  validation: (style) => renderValidateSummary(sampleValidation(), style),
};

describe('golden texts', () => {
  for (const [name, render] of Object.entries(OUTPUTS)) {
    it(`${name} at 80 columns`, () => expect(render(plainStyle(80))).toMatchSnapshot());
    it(`${name} at 140 columns`, () => expect(render(plainStyle(140))).toMatchSnapshot());
    it(`${name} says the same in colour`, () => {
      const colored = render({ color: true, width: 80 });
      // biome-ignore lint/suspicious/noControlCharactersInRegex: our own colours
      expect(colored.replace(/\u001b\[\d+m/gu, '')).toBe(render(plainStyle(80)));
    });
  }

  it('a plan in colour', () => expect(renderPlan(busyPlan(), { color: true, width: 80 })).toMatchSnapshot());

  it('a handoff in Markdown', () => expect(renderHandoffMarkdown(begunHandoff())).toMatchSnapshot());

  it('diagnostics as JSON', () => expect(renderDiagnosticsJson(sampleDiagnostics())).toMatchSnapshot());

  it('keeps prose within the width; only what is copied may be longer', () => {
    for (const render of Object.values(OUTPUTS)) {
      for (const line of render(plainStyle(80)).split('\n')) {
        if (/ cai |Digest|pipelines\/|\(the replaced object\)/u.test(line)) continue;
        expect(displayWidth(line), line).toBeLessThanOrEqual(80);
      }
    }
  });

  it('draws nothing with boxes', () => {
    for (const render of Object.values(OUTPUTS))
      expect(render(plainStyle(80))).not.toMatch(/[\u2500-\u259f]/u);
  });
});
