import { type Component, type DocumentPath, parseSourceReference } from '../../model/index.ts';
import type { Finding } from '../finding.ts';
import type { World } from '../world.ts';

type Problem = readonly [attribute: string, detail: string];

/** The settings of each component fit its type and its source. */
export function checkComponents(world: World): readonly Finding[] {
  return world.pipelines.flatMap(({ pipeline, source }) =>
    pipeline.spec.dataViews.flatMap((view, index) =>
      view.components.flatMap((component, at) => {
        const path: DocumentPath = ['spec', 'dataViews', index, 'components', at];
        return getProblems(component).map(([attribute, detail]) => ({
          document: source,
          path: [...path, ...attribute.split('.')],
          part: 'key' as const,
          code: 'wrong-combination' as const,
          summary: 'Attributes do not fit together',
          detail,
        }));
      }),
    ),
  );
}

function getProblems(component: Component): readonly Problem[] {
  return [
    ...getTypeProblems(component),
    ...getSourceProblems(component),
    ...getPeriodProblems(component),
    ...getBucketProblems(component),
    ...getValueProblems(component),
  ];
}

const DIMENSION_ONLY = ['buckets', 'persistence', 'noValue', 'substring'] as const;
const METRIC_ONLY = ['attribution', 'format', 'countType', 'deduplication'] as const;

function getTypeProblems(component: Component): readonly Problem[] {
  const wrong = component.type === 'metric' ? DIMENSION_ONLY : METRIC_ONLY;
  const other = component.type === 'metric' ? 'dimensions' : 'metrics';
  return wrong
    .filter((attribute) => component[attribute] !== undefined)
    .map((attribute) => [
      attribute,
      `"${attribute}" is a setting of ${other}, but this component is a ${component.type}. Remove it, or change "type".`,
    ]);
}

function getSourceProblems({ from, attribute, path, member, derivedField }: Component): readonly Problem[] {
  if (from === undefined) {
    if (derivedField !== undefined) return [];
    return [
      [
        'from',
        'A component comes from a dataset: add "from", and "attribute" or "path". Only a derived field has none.',
      ],
    ];
  }
  const target = parseSourceReference(from);
  const isScores =
    target.type === 'scores' || (target.type === 'address' && target.address.includes('/score-dataset/'));
  if (attribute !== undefined && path !== undefined) {
    return [
      [
        'path',
        'A component has either "attribute" (for scores) or "path" (for other datasets), not both. Remove one.',
      ],
    ];
  }
  if (attribute !== undefined && !isScores) {
    return [
      [
        'attribute',
        '"attribute" names a score attribute, but the component does not come from scores. Use "path".',
      ],
    ];
  }
  if (attribute === undefined && path === undefined && derivedField === undefined) {
    return [['from', `Nothing says which field is meant. Add ${isScores ? '"attribute"' : '"path"'}.`]];
  }
  if (member !== undefined && attribute !== 'influentialFactors') {
    return [
      [
        'member',
        '"member" is a part of an influential factor; it goes with "attribute: influentialFactors" only.',
      ],
    ];
  }
  return [];
}

function getPeriodProblems({ persistence, attribution }: Component): readonly Problem[] {
  const periods = [
    ['persistence.expiration', persistence?.expiration],
    ['persistence.lookback', persistence?.lookback],
    ['attribution.lookback', attribution?.lookback],
  ] as const;
  const problems: Problem[] = [];
  for (const [path, period] of periods) {
    if (period === undefined) continue;
    const hasLength = period.length !== undefined && period.unit !== undefined;
    const hasAny = period.length !== undefined || period.unit !== undefined;
    if (period.type === 'customTime' ? !hasLength : hasAny) {
      problems.push([
        path,
        '"length" and "unit" go with "type: customTime", both of them, and with no other type.',
      ]);
    }
  }
  const expiration = persistence?.expiration;
  if (expiration !== undefined && (expiration.type === 'metric') !== (expiration.metric !== undefined)) {
    problems.push(['persistence.expiration', '"metric" goes with "type: metric", and is needed there.']);
  }
  return problems;
}

function getBucketProblems({ buckets }: Component): readonly Problem[] {
  const isEmpty = buckets?.some(({ from, to }) => from === undefined && to === undefined) ?? false;
  if (isEmpty)
    return [['buckets', 'A bucket without "from" and "to" holds everything. Give at least one bound.']];
  for (const [index, { from, to }] of (buckets ?? []).entries()) {
    const next = buckets?.[index + 1];
    const isReversed = from !== undefined && to !== undefined && from >= to;
    const overlaps = next !== undefined && to !== undefined && next.from !== undefined && next.from < to;
    const isOpenInside = next !== undefined && to === undefined;
    if (isReversed || overlaps || isOpenInside) {
      return [
        [
          'buckets',
          'Buckets go upwards and do not overlap: every bound is larger than the one before it. Sort them.',
        ],
      ];
    }
  }
  return [];
}

function getValueProblems({ attribution, format }: Component): readonly Problem[] {
  const problems: Problem[] = [];
  const { weights } = attribution ?? {};
  if (attribution !== undefined && (attribution.model === 'custom') !== (weights !== undefined)) {
    problems.push(['attribution', '"weights" goes with "model: custom", and is needed there.']);
  }
  if (weights !== undefined && weights.first + weights.middle + weights.last !== 100) {
    problems.push(['attribution.weights', 'The three weights add up to 100 percent.']);
  }
  if (attribution?.halfLife !== undefined && attribution.model !== 'timeDecay') {
    problems.push(['attribution.halfLife', '"halfLife" goes with "model: timeDecay" only.']);
  }
  if (format !== undefined && (format.type === 'currency') !== (format.currency !== undefined)) {
    problems.push(['format', '"currency" goes with "type: currency", and is needed there.']);
  }
  return problems;
}
