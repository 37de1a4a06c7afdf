import type { Address, GuidedStep, StepsRequest } from '../../../runner/model/index.ts';
import type { World } from '../../../runner/plan/index.ts';
import { canonicalOf, SCORES, VIEW, WEB } from './support.ts';

/** A request for the steps of something new, of which everything is open. */
export function stepsRequest(world: World, address: Address, more: Partial<StepsRequest> = {}): StepsRequest {
  const canonical = canonicalOf(world, address);
  const desired = world.desired.resources[address];
  return {
    purpose: 'create',
    phase: 'main',
    desired,
    open: Object.entries(canonical).map(([path, value]) => ({
      path,
      desired: value,
      live: undefined,
      why: 'unknown',
    })),
    nameOf: (reference) => NAMES[reference.split('~')[0] ?? ''] ?? reference,
    idsOf: (): Readonly<Record<string, string>> => ({ prefix: '_luma.CustomerAI.UpgradeModel' }),
    titles: [],
    retiredTitle: `${desired?.title} (before abc123)`,
    environment: { sandbox: 'prod' },
    holders: [],
    ...more,
  };
}

const NAMES: Readonly<Record<string, string>> = {
  [SCORES]: 'Customer AI Scores in EE Format – Likelihood to upgrade account (64aa01)',
  [WEB]: 'Luma Web Events (5f24b7)',
  [VIEW]: 'Account upgrade (dv_1)',
};

/** Steps as a reader sees them: one line each, with the reason below. */
export function toText(steps: readonly GuidedStep[]): string {
  let screen = '';
  const lines = steps.flatMap((step, index) => {
    const head = step.screen === screen ? [] : ['', `## ${step.screen}`];
    screen = step.screen;
    const value = step.value === undefined ? '' : `: ${step.value}`;
    const back =
      step.readBack === undefined ? (step.paths.length > 0 ? ' [not visible]' : '') : ` [${step.readBack}]`;
    return [
      ...head,
      `${index + 1}. ${step.act} ${step.label}${value}${back}`,
      ...(step.why === undefined ? [] : [`   ${step.why}`]),
      ...(step.consequence === undefined ? [] : [`   ! ${step.consequence}`]),
    ];
  });
  return `${lines.join('\n').trim()}\n`;
}
