import { type Change, type Plan, parseObjectAddress } from '../model/index.ts';

/** Changes of one pipeline, in the order of the plan. */
export interface PipelineChanges {
  readonly pipeline: string;
  readonly changes: readonly Change[];
}

/** The changes of a plan as a reviewer should meet them. Every rendering keeps this order. */
export interface PlanSections {
  /** Not accepted yet, and something that people use goes. */
  readonly destructive: readonly PipelineChanges[];
  /** Not accepted yet, the rest. */
  readonly fresh: readonly PipelineChanges[];
  /** Lines of accepted manifests that are still open, destructive ones first. */
  readonly accepted: readonly PipelineChanges[];
}

export function sectionsOf(plan: Plan): PlanSections {
  const open = plan.changes.filter((change) => change.manifest === undefined);
  const accepted = plan.changes.filter((change) => change.manifest !== undefined);
  return {
    destructive: byPipeline(open.filter((change) => change.destructive)),
    fresh: byPipeline(open.filter((change) => !change.destructive)),
    accepted: byPipeline([
      ...accepted.filter((change) => change.destructive),
      ...accepted.filter((change) => !change.destructive),
    ]),
  };
}

/** Groups by the first part of the address, in order of appearance. */
export function byPipeline(changes: readonly Change[]): readonly PipelineChanges[] {
  const groups = new Map<string, Change[]>();
  for (const change of changes) {
    const pipeline = parseObjectAddress(change.address).address.split('/')[0] ?? '';
    const group = groups.get(pipeline);
    if (group === undefined) groups.set(pipeline, [change]);
    else group.push(change);
  }
  return [...groups].map(([pipeline, members]) => ({ pipeline, changes: members }));
}
