import { compact } from '../../../host/index.ts';
import {
  type Address,
  ATTRIBUTES,
  type DeclareContext,
  type DeclaredResource,
  formatAddress,
  type InputDataset,
  type JsonValue,
  type KindSpec,
  type Pipeline,
  parseSourceReference,
  type SourceRange,
  type SourceReference,
  sourceAddress,
} from '../../../model/index.ts';

/** The field of an identity that is a map from namespaces to ids. */
export const IDENTITY_MAP = 'identityMap';

/**
 * A dataset of somebody else: checked, never changed, bound to nothing. Only what an API shows is compared: that it exists,
 * holds events, and has the declared identity. The namespaces inside an identity map stand in the data alone.
 */
export const INPUT_DATASET: KindSpec = {
  kind: 'input-dataset',
  mode: 'observed',
  label: 'input dataset',
  idSpace: 'dataset',
  attributes: ATTRIBUTES['input-dataset'] ?? [],
  observedAfter: [],
  undeclared: 'ignored',
  deletion: 'own',
  watched: true,
  requires: [],
  declare: declareInputDatasets,
  normalize: normalizeInputValue,
  steps: () => [],
  requestsPerWrite: 0,
};

/** The inputs of a pipeline, and the datasets that its connection names by their titles. */
function declareInputDatasets(context: DeclareContext): readonly DeclaredResource[] {
  const { pipeline } = context;
  const inputs = pipeline.spec.inputs.map((input, index) => declareInput(context, input, index));
  const known = new Set(inputs.map(({ address }) => address));
  const others = listTitles(pipeline).filter(({ address }) => !known.has(address));
  const once = new Map([...others].reverse().map((other) => [other.address, other]));
  return [...inputs, ...[...once.values()].reverse().map((other) => declareByTitle(context, other))];
}

function declareInput(
  { pipeline, locate }: DeclareContext,
  input: InputDataset,
  index: number,
): DeclaredResource {
  const place = ['spec', 'inputs', index] as const;
  const { namespace, field } = input.identity;
  const isMap = field === IDENTITY_MAP;
  const sources = {
    dataset: locate([...place, 'dataset']),
    behavior: locate([...place, 'source']),
    'identity.field': locate([...place, 'identity', 'field']) ?? locate([...place, 'identity']),
    'identity.namespace': locate([...place, 'identity', 'namespace']),
  };
  return {
    address: formatAddress(pipeline.metadata.name, 'input-dataset', input.name),
    title: input.dataset,
    values: {
      dataset: input.dataset,
      behavior: 'time-series',
      'identity.field': field,
      ...(isMap ? {} : { 'identity.namespace': namespace }),
    },
    key: input.dataset,
    lifecycle: { allowDelete: false, ignore: [] },
    ...compact({ source: locate(place) }),
    sources: keepKnown(sources),
  };
}

interface TitledDataset {
  readonly address: Address;
  readonly title: string;
  readonly place: readonly (string | number)[];
}

/** Datasets that the connection or a component takes by title; what kind of data they hold is their affair. */
function listTitles(pipeline: Pipeline): readonly TitledDataset[] {
  return listReferences(pipeline).flatMap(({ from, place }): readonly TitledDataset[] => {
    const target = parseSourceReference(from);
    if (target.type !== 'dataset') return [];
    return [{ address: sourceAddress(pipeline, from), title: target.title, place }];
  });
}

interface PlacedReference {
  readonly from: SourceReference;
  readonly place: readonly (string | number)[];
}

function listReferences({ spec }: Pipeline): readonly PlacedReference[] {
  const datasets =
    spec.connection !== undefined && 'datasets' in spec.connection ? spec.connection.datasets : [];
  const held = datasets.flatMap(({ from, lookup }, index): readonly PlacedReference[] => {
    const place = ['spec', 'connection', 'datasets', index];
    const of = lookup?.of;
    return [
      { from, place: [...place, 'from'] },
      ...(of === undefined ? [] : [{ from: of, place: [...place, 'lookup', 'of'] }]),
    ];
  });
  const used = spec.dataViews.flatMap(({ components }, view) =>
    components.flatMap(({ from }, index): readonly PlacedReference[] =>
      from === undefined ? [] : [{ from, place: ['spec', 'dataViews', view, 'components', index, 'from'] }],
    ),
  );
  return [...held, ...used];
}

function declareByTitle(
  { locate }: DeclareContext,
  { address, title, place }: TitledDataset,
): DeclaredResource {
  const source = locate(place);
  return {
    address,
    title,
    values: { dataset: title },
    key: title,
    lifecycle: { allowDelete: false, ignore: [] },
    ...compact({ source }),
    sources: keepKnown({ dataset: source }),
  };
}

function keepKnown(
  sources: Readonly<Record<string, SourceRange | undefined>>,
): Readonly<Record<string, SourceRange>> {
  return Object.fromEntries(
    Object.entries(sources).filter((pair): pair is [string, SourceRange] => pair[1] !== undefined),
  );
}

/** Codes of identity namespaces are compared without regard to case: Adobe's own pages write `email` and `EMAIL`. */
function normalizeInputValue(path: string, value: JsonValue): JsonValue {
  if (path !== 'identity.namespace' || typeof value !== 'string') return value;
  return value.trim().toUpperCase();
}
