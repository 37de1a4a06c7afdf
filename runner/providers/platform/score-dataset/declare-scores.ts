import { compact } from '../../../host/index.ts';
import type { DeclareContext, DesiredExpectation, DesiredScores, Pipeline } from '../../../model/index.ts';
import type { ScoreFormat } from './parse-name.ts';

/** The buckets of Adobe's own example (facts §2.6): unlikely, possible, likely. */
const USUAL_BOUNDS = [25, 75] as const;

/** How the scores of a dataset are read, and what must be true of them. */
export function declareScores(
  context: Pick<DeclareContext, 'pipeline' | 'locate'>,
  format: ScoreFormat,
): DesiredScores {
  const { metadata, spec } = context.pipeline;
  return {
    title: metadata.title,
    ...compact({ description: metadata.description }),
    propensityType: spec.customerAi.propensityType,
    identityNamespace: spec.inputs[0]?.identity.namespace ?? '',
    bounds: findBounds(context.pipeline),
    expectations: listExpectations(context, format),
  };
}

/** The buckets that a data view cuts the score into, if one does. */
function findBounds({ spec }: Pipeline): readonly number[] {
  const components = spec.dataViews.flatMap((view) => view.components);
  const bucketed = components.find(
    ({ attribute, buckets }) => attribute === 'score' && buckets !== undefined,
  );
  const bounds = (bucketed?.buckets ?? [])
    .flatMap(({ from, to }) => [from, to])
    .filter((bound) => bound !== undefined);
  return bounds.length === 0 ? USUAL_BOUNDS : [...new Set(bounds)].sort((a, b) => a - b);
}

function listExpectations(
  { pipeline, locate }: Pick<DeclareContext, 'pipeline' | 'locate'>,
  format: ScoreFormat,
): readonly DesiredExpectation[] {
  const expectations = pipeline.spec.scores?.expectations ?? [];
  return expectations.flatMap((expectation, index) => {
    if (expectation.from !== format) return [];
    return [{ expectation, ...compact({ source: locate(['spec', 'scores', 'expectations', index]) }) }];
  });
}
