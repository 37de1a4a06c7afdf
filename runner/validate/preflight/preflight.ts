import type { Diagnostic, PassedCheck, UncheckedInput } from '../../model/index.ts';
import { toDiagnostics } from '../finding.ts';
import { checkDatasets } from './datasets.ts';
import { checkStandardEvents } from './events.ts';
import { checkComponentFields, checkConditionFields } from './fields.ts';
import { checkFigures } from './figures.ts';
import { checkHistory } from './history.ts';
import { checkIdentities } from './identity.ts';
import { checkLabels } from './labels.ts';
import { checkScores } from './scores.ts';
import { joinVerdicts, makeSituation, type PreflightRequest, type PreflightRule } from './situation.ts';

/** What the live inputs of one pipeline are found to be. */
export interface Preflight {
  readonly diagnostics: readonly Diagnostic[];
  readonly unchecked: readonly UncheckedInput[];
  readonly passed: readonly PassedCheck[];
}

const RULES: readonly PreflightRule[] = [
  checkDatasets,
  checkConditionFields,
  checkComponentFields,
  checkStandardEvents,
  checkIdentities,
  checkHistory,
  checkFigures,
  checkLabels,
  checkScores,
];

/** Judges the inputs of a pipeline by what was read of them. Pure; every finding stands at the YAML that it is about. */
export function judgeInputs(request: PreflightRequest): Preflight {
  const situation = makeSituation(request);
  const { findings, unchecked, passed } = joinVerdicts(RULES.map((rule) => rule(situation)));
  const pipeline = situation.name;
  return {
    diagnostics: toDiagnostics(findings),
    unchecked: keepOnce(unchecked.map((one) => ({ pipeline, ...one }))),
    passed: keepOnce(passed.map((one) => ({ pipeline, ...one }))),
  };
}

/** Several components may ask the same. */
function keepOnce<T extends { readonly check: string }>(items: readonly T[]): readonly T[] {
  return [...new Map(items.map((item) => [item.check, item])).values()];
}
