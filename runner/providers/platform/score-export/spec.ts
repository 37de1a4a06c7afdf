import { compact } from '../../../host/index.ts';
import {
  ATTRIBUTES,
  type DeclareContext,
  type DeclaredResource,
  formatAddress,
  type JsonValue,
  type KindSpec,
  refToken,
  type SourceRange,
} from '../../../model/index.ts';

/**
 * A folder that is kept filled with the batches of a score dataset. What is planned are its own attributes; which batches are
 * on disk is data, never a difference (design §7). Nothing of it can be read back from Adobe, so it never drifts.
 */
export const SCORE_EXPORT: KindSpec = {
  kind: 'score-export',
  mode: 'managed',
  label: 'score export',
  attributes: ATTRIBUTES['score-export'] ?? [],
  observedAfter: [],
  undeclared: 'ignored',
  deletion: 'own',
  watched: false,
  requires: [],
  ignoresChecks: true,
  declare: declareScoreExport,
  normalize: normalizeExportValue,
  steps: () => [],
  requestsPerWrite: 4,
};

/** One export for each pipeline that downloads its scores; every environment has a folder of its own. */
function declareScoreExport({ pipeline, environment, locate }: DeclareContext): readonly DeclaredResource[] {
  const { scores } = pipeline.spec;
  const download = scores?.download;
  if (scores === undefined || download === undefined) return [];
  const { name } = pipeline.metadata;
  const destination = joinDestination(download.to, environment.name, name);
  const at = (attribute: string): SourceRange | undefined =>
    locate(['spec', 'scores', 'download', attribute]);
  const source = locate(['spec', 'scores', 'download']) ?? locate(['spec', 'scores']);
  const places = [
    ['download.from', at('from') ?? source],
    ['download.to', at('to') ?? source],
    ['download.keepBatches', at('keepBatches') ?? source],
  ] as const;
  return [
    {
      address: formatAddress(name, 'score-export', 'main'),
      title: destination,
      values: {
        'download.from': refToken(formatAddress(name, 'score-dataset', download.from)),
        'download.to': destination,
        'download.format': 'parquet',
        'download.keepBatches': download.keepBatches,
      },
      key: destination,
      lifecycle: scores.lifecycle,
      ...compact({ source }),
      sources: Object.fromEntries(
        places.filter((place): place is [(typeof place)[0], SourceRange] => place[1] !== undefined),
      ),
    },
  ];
}

/** The folder of one pipeline in one environment; `..` is left in, to be refused where files are written. */
export function joinDestination(to: string, environment: string, pipeline: string): string {
  const base = normalizeDestination(to);
  const isNamed = base.split('/').at(-1) === pipeline;
  return [...(base === '' ? [] : [base]), ...(isNamed ? [] : [pipeline]), environment].join('/');
}

function normalizeDestination(path: string): string {
  const isAbsolute = path.startsWith('/');
  const parts = path.split('/').filter((part) => part !== '' && part !== '.');
  return `${isAbsolute ? '/' : ''}${parts.join('/')}`;
}

function normalizeExportValue(path: string, value: JsonValue): JsonValue {
  return path === 'download.to' && typeof value === 'string' ? normalizeDestination(value) : value;
}
