import { compact } from '../../../host/index.ts';
import {
  ATTRIBUTES,
  type DeclareContext,
  type DeclaredResource,
  formatAddress,
  type KindSpec,
  refToken,
} from '../../../model/index.ts';
import { declareScores } from './declare-scores.ts';
import type { ScoreFormat } from './parse-name.ts';

/**
 * A dataset that an instance writes its scores to. Adobe makes it with the first successful run; it is recognised by the
 * title in its name, and bound to the very object of the instance that made it.
 */
export const SCORE_DATASET: KindSpec = {
  kind: 'score-dataset',
  mode: 'observed',
  label: 'score dataset',
  idSpace: 'dataset',
  attributes: [
    ...(ATTRIBUTES['score-dataset'] ?? []),
    {
      path: 'instance',
      visibility: 'visible',
      immutable: true,
      screen: 'Datasets',
      label: 'Name',
      readBack: 'name',
    },
    {
      path: 'format',
      visibility: 'visible',
      immutable: true,
      screen: 'Datasets',
      label: 'Schema',
      readBack: 'meta:class',
    },
  ],
  observedAfter: [],
  undeclared: 'ignored',
  deletion: 'own',
  watched: true,
  madeBy: 'customer-ai-instance',
  requires: [],
  declare: declareScoreDatasets,
  normalize: (_path, value) => value,
  steps: () => [],
  requestsPerWrite: 0,
};

/** The profile dataset always, the event dataset where the instance writes one. */
function declareScoreDatasets({ pipeline, locate }: DeclareContext): readonly DeclaredResource[] {
  const { customerAi, outputs } = pipeline.spec;
  const formats: readonly ScoreFormat[] = customerAi.outputs.cja ? ['event', 'profile'] : ['profile'];
  const instance = formatAddress(pipeline.metadata.name, 'customer-ai-instance', 'main');
  return formats.map((format) => ({
    address: formatAddress(pipeline.metadata.name, 'score-dataset', format),
    title: customerAi.title,
    values: { instance: refToken(instance), format },
    key: `${format}: ${customerAi.title}`,
    lifecycle: { allowDelete: false, ignore: [] },
    scores: declareScores({ pipeline, locate }, format),
    ...compact({
      adoptId: outputs[format]?.adopt?.id,
      source:
        locate(['spec', 'outputs', format]) ??
        locate(['spec', 'customerAi', 'outputs']) ??
        locate(['spec', 'customerAi']),
    }),
  }));
}
