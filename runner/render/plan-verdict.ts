import type { Action, Change, Plan, ResourceSummary } from '../model/index.ts';
import { ACTIONS } from './action-text.ts';
import { countText, numberText } from './count-text.ts';

/** What a reviewer reads first, counted. */
export interface PlanVerdict {
  readonly total: number;
  readonly accepted: number;
  readonly byAction: readonly (readonly [Action, number])[];
  readonly byHand: number;
  readonly destructive: number;
  readonly ready: number;
  readonly awaiting: number;
  readonly blocked: number;
  /** Blocked by an expectation that the newest scores do not meet. */
  readonly gated: number;
  readonly forbidden: number;
  readonly errors: number;
  readonly warnings: number;
}

export function countPlan({ changes, diagnostics }: Pick<Plan, 'changes' | 'diagnostics'>): PlanVerdict {
  const count = (test: (change: Change) => boolean): number => changes.filter(test).length;
  return {
    total: changes.length,
    accepted: count((change) => change.manifest !== undefined),
    byAction: ACTIONS.map((action) => [action, count((change) => change.action === action)] as const).filter(
      ([, number]) => number > 0,
    ),
    byHand: count((change) => change.mode === 'guided'),
    destructive: count((change) => change.destructive),
    ready: count(({ readiness }) => readiness.status === 'ready'),
    awaiting: count(({ readiness }) => readiness.status === 'awaiting'),
    blocked: count(
      ({ readiness }) => readiness.status === 'blocked' && readiness.by !== 'rule' && readiness.by !== 'gate',
    ),
    gated: count(({ readiness }) => readiness.status === 'blocked' && readiness.by === 'gate'),
    forbidden: count(({ readiness }) => readiness.status === 'blocked' && readiness.by === 'rule'),
    errors: diagnostics.filter((diagnostic) => diagnostic.severity === 'error').length,
    warnings: diagnostics.filter((diagnostic) => diagnostic.severity === 'warning').length,
  };
}

/** `6 changes: 6 create; 4 by hand; nothing destructive`. */
export function verdictText(verdict: PlanVerdict): string {
  const { total, accepted, byAction, byHand, destructive } = verdict;
  const actions = byAction.map(([action, number]) => `${numberText(number)} ${action}`).join(', ');
  const origin =
    accepted === 0
      ? ''
      : accepted === total
        ? ' (all accepted earlier)'
        : ` (${numberText(accepted)} accepted earlier)`;
  const hands = byHand === 0 ? 'none by hand' : `${numberText(byHand)} by hand`;
  const danger = destructive === 0 ? 'nothing destructive' : `${numberText(destructive)} DESTRUCTIVE`;
  return `${countText(total, 'change')}${origin}: ${actions}; ${hands}; ${danger}`;
}

/** `Now: 1 ready, 5 blocked. Apply takes 3 requests, about 1 minute`. */
export function effortText(
  { requests }: { readonly requests: Pick<Plan['requests'], 'apply' | 'applyMinutes'> },
  verdict: PlanVerdict,
): string {
  const parts = [
    `${numberText(verdict.ready)} ready`,
    ...(verdict.awaiting === 0 ? [] : [`${numberText(verdict.awaiting)} awaiting an outside run`]),
    ...(verdict.blocked === 0 ? [] : [`${numberText(verdict.blocked)} blocked until others are done`]),
    ...(verdict.gated === 0 ? [] : [`${numberText(verdict.gated)} blocked by scores`]),
    ...(verdict.forbidden === 0 ? [] : [`${numberText(verdict.forbidden)} FORBIDDEN by a rule`]),
  ];
  const { apply, applyMinutes } = requests;
  const minutes = applyMinutes <= 1 ? 'at most 1 minute' : `about ${countText(applyMinutes, 'minute')}`;
  const cost = apply === 0 ? 'needs no API writes' : `takes ${countText(apply, 'request')}, ${minutes}`;
  const hands = verdict.byHand === 0 ? '' : `, and ${countText(verdict.byHand, 'human step')}`;
  return `Now: ${parts.join(', ')}. Apply ${cost}${hands}.`;
}

/** `no changes: 5 verified, 1 attested, 1 not watched`. */
export function noChangesText({ resources, partial }: Pick<Plan, 'resources' | 'partial'>): string {
  const of = partial === undefined ? '' : ' to what was asked for';
  return `no changes${of}: ${certaintyText(resources)}`;
}

/** How sure the runner is of resources that need no change. */
export function certaintyText(resources: readonly ResourceSummary[]): string {
  const watched = resources.filter((resource) => resource.watched);
  const count = (...statuses: readonly ResourceSummary['status'][]): number =>
    watched.filter((resource) => statuses.includes(resource.status)).length;
  const pending = count('not-visible-yet');
  const awaiting = count('awaiting');
  return [
    `${numberText(count('verified'))} verified`,
    `${numberText(count('attested', 'verified+attested'))} attested`,
    `${numberText(resources.length - watched.length)} not watched`,
    ...(pending === 0 ? [] : [`${numberText(pending)} attested and not visible yet`]),
    ...(awaiting === 0 ? [] : [`${numberText(awaiting)} awaiting`]),
  ].join(', ');
}
