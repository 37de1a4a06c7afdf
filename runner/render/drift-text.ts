import type { Change, Plan } from '../model/index.ts';
import { actionText } from './action-text.ts';
import { changeLines } from './change-text.ts';
import { applyCommand, planCommand } from './commands.ts';
import { countText } from './count-text.ts';
import { renderDiagnostics } from './diagnostics-text.ts';
import { placeText } from './endpoint-text.ts';
import { handoffSummaryLines } from './handoff-summary-text.ts';
import { toPlain } from './plain-text.ts';
import { byPipeline } from './plan-sections.ts';
import { certaintyText } from './plan-verdict.ts';
import { renderJson } from './report-json.ts';
import { createPaint, type Style } from './style.ts';
import { timeText } from './time-text.ts';
import { wrap } from './wrap.ts';

/** What was changed behind the runner's back: the plan that it was found in, and the changes that mend it. */
export interface DriftReport {
  readonly plan: Plan;
  /** Changes of the plan that are drift, with who made them where audit logs tell. */
  readonly changes: readonly Change[];
}

/** Drift for the one who gets the issue: what, by whom, since when, and the two ways out. */
export function renderDrift(report: DriftReport, style: Style): string {
  const { plan, changes } = report;
  const { bold, dim } = createPaint(style);
  const head = wrap(`Drift in ${placeText(plan)}`, style, { first: '', rest: '  ' }).map(bold);
  const verdict = wrap(verdictText(report), style, { first: '' });
  const blocks = [
    [...head, ...verdict],
    ...byPipeline(changes).map((group) => [
      toPlain(group.pipeline),
      ...group.changes.flatMap((change) => changeLines(change, style, { detail: 'full', flag: true })),
    ]),
    overdueLines(plan, style),
    renderDiagnostics(plan.diagnostics, style).split('\n'),
    [dim(`Observed ${timeText(plan.observedAt)}.`)],
    wayOutLines(report, style),
  ];
  return blocks
    .map((block) => block.join('\n'))
    .filter((block) => block !== '')
    .join('\n\n');
}

/** The same for programs. */
export function renderDriftJson({ plan, changes }: DriftReport): string {
  const { environment, sandbox, endpoint, observedAt, handoffs, diagnostics, resources } = plan;
  return renderJson({
    environment,
    sandbox,
    endpoint,
    observedAt,
    changes,
    handoffs,
    resources,
    diagnostics,
  });
}

function verdictText(report: DriftReport): string {
  const besides = besidesText(report);
  const rest = besides === '' ? '' : ` ${besides}: ${planCommand(report.plan.environment)}`;
  return `${driftVerdictText(report)}${rest}`;
}

/** Changes of YAML that are not applied, which are no drift; empty where there is none. */
export function besidesText({ plan, changes }: DriftReport): string {
  const drifted = new Set(changes.map(({ address }) => address));
  const other = plan.changes.filter(({ address }) => !drifted.has(address)).length;
  return other === 0
    ? ''
    : `Besides, ${countText(other, 'change')} of YAML ${other === 1 ? 'is' : 'are'} not applied`;
}

/** `3 resources drifted, 1 to be mended by hand.`, and how to read the values. */
export function driftVerdictText({ plan, changes }: DriftReport): string {
  if (changes.length === 0) return `no drift: ${certaintyText(plan.resources)}.`;
  const hand = changes.filter((change) => change.mode === 'guided').length;
  const byHand = hand === 0 ? '' : `, ${hand} to be mended by hand`;
  return `${countText(changes.length, 'resource')} drifted${byHand}. Each value is shown as Adobe has it now → as YAML wants it.`;
}

function overdueLines({ handoffs, environment }: Plan, style: Style): readonly string[] {
  const overdue = handoffs.filter((handoff) => handoff.purpose === 'overdue');
  return overdue.flatMap((handoff) => handoffSummaryLines(handoff, { environment, style }));
}

function wayOutLines({ plan, changes }: DriftReport, style: Style): readonly string[] {
  if (changes.length === 0) return [];
  const { bold, cyan } = createPaint(style);
  const examples = [...new Set(changes.map(actionText))].join(', ');
  return [
    bold(`To restore what YAML says (${examples}):`),
    `  ${cyan(applyCommand(plan.environment))}`,
    bold('To keep what is in Adobe: write it into YAML, then check that nothing is left:'),
    `  ${cyan(planCommand(plan.environment))}`,
  ];
}
