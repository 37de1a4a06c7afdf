import { listConditions } from '../conditions.ts';
import {
  joinVerdicts,
  type LiveInput,
  NOTHING,
  type PreflightRule,
  type Situation,
  toPlainPath,
  type Verdict,
} from './situation.ts';

/** Adobe's contract label C9: the data must not be used in data science (Experience League, "Core data usage labels"). */
const NO_DATA_SCIENCE = 'C9';

/**
 * No label forbids data science. Labels alone stop nothing: every policy is off until somebody switches it on (Experience League,
 * "Data usage policies overview"), and at Finish a violation blocks the instance (facts §3.3). No published file shows which policies
 * are on, so it is a warning.
 */
export const checkLabels: PreflightRule = (situation) =>
  joinVerdicts(situation.learntFrom.map((live) => checkInput(situation, live)));

function checkInput(situation: Situation, live: LiveInput): Verdict {
  const { dataset, input } = live;
  if (dataset === undefined) return NOTHING;
  const labels = dataset.labels ?? { failure: 'it was not asked for' };
  const check = `usage labels of inputs.${input.name}`;
  if ('failure' in labels) {
    const hint = 'Look at the labels of the dataset under Data governance in Experience Platform.';
    return { ...NOTHING, unchecked: [{ check, reason: labels.failure, hint, cause: 'reading' }] };
  }
  const forbidding = labels.value.filter(({ label }) => label === NO_DATA_SCIENCE);
  if (forbidding.length === 0) {
    const others = [...new Set(labels.value.map(({ label }) => label))].sort().join(', ');
    return {
      ...NOTHING,
      passed: [{ check, found: others === '' ? 'none' : `${others}; none forbids data science` }],
    };
  }
  const isWhole = forbidding.some(({ path }) => path === undefined);
  const paths = [...new Set(forbidding.map(({ path }) => path).filter((path) => path !== undefined))].sort();
  return joinVerdicts([
    warn(
      situation,
      live,
      [...live.path, 'dataset'],
      isWhole ? 'is' : `has fields that are, ${paths.join(', ')},`,
    ),
    ...(isWhole
      ? []
      : listNamed(situation, paths).map((place) => warn(situation, live, place, `has this field, which is`))),
  ]);
}

function listNamed(
  { loaded }: Situation,
  paths: readonly string[],
): readonly (readonly (string | number)[])[] {
  return listConditions(loaded.pipeline)
    .filter(([path, { field }]) => path[2] !== 'exclusions' && paths.includes(toPlainPath(field)))
    .map(([path]) => [...path, 'field']);
}

function warn(
  { loaded }: Situation,
  live: LiveInput,
  path: readonly (string | number)[],
  what: string,
): Verdict {
  const title = JSON.stringify(live.input.dataset);
  return {
    ...NOTHING,
    findings: [
      {
        document: loaded.source,
        address: live.address,
        path,
        severity: 'warning',
        code: 'label-forbids-use',
        summary: 'A label forbids data science',
        detail: `The dataset ${title} ${what} labelled ${NO_DATA_SCIENCE}: a contract forbids its use in data science, which Customer AI is (Adobe: Core data usage labels). Where a policy for that label is switched on, Finish is blocked (Adobe: Configure a Customer AI instance); which policies are on was not checked, because no published API description shows it. Ask who owns the data; use another dataset, or have the label mended.`,
      },
    ],
  };
}
