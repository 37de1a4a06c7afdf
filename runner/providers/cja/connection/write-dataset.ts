import {
  type FoundResource,
  type ImportingPipeline,
  type JsonValue,
  parseAddress,
  type Values,
  type WriteContext,
} from '../../../model/index.ts';
import type { Normalize } from '../import-values.ts';

/** What was read of one dataset of a connection: attributes such as `personId.field`, canonical. */
export interface ReadDataset {
  readonly id: string;
  readonly values: Readonly<Record<string, JsonValue>>;
}

/** One dataset as it is written. */
export interface WrittenDataset {
  readonly declaration: Readonly<Record<string, JsonValue>>;
  readonly notes: readonly string[];
  /** Scores stand first, then inputs, then others. */
  readonly rank: number;
}

const MEMBER = /^datasets\[\0id:dataset:([^\0]*)\0\]\.(.+)$/u;

/** The datasets of a connection, in the order of their ids. */
export function readDatasets(values: Values, normalize: Normalize): readonly ReadDataset[] {
  const found = new Map<string, Record<string, JsonValue>>();
  for (const [path, value] of Object.entries(values)) {
    const [, id, attribute] = MEMBER.exec(path) ?? [];
    if (id === undefined || attribute === undefined) continue;
    const members = found.get(id) ?? {};
    found.set(id, members);
    members[attribute] = normalize(path, value);
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([id, members]) => ({ id, values: members }));
}

/** Writes one dataset; what follows from where it comes from is left out. */
export function writeDataset(
  { id, values }: ReadDataset,
  { names }: FoundResource,
  { pipeline, addressOf }: WriteContext,
): WrittenDataset {
  const source = sourceOf(pipeline, addressOf('dataset', id), names[id] ?? id);
  const lookup = lookupOf(values);
  const person = personOf(values);
  const sourceType = sourceTypeOf(values);
  const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);
  return {
    rank: source.rank,
    declaration: {
      from: source.from,
      ...(values.type === source.type || lookup !== undefined ? {} : { type: values.type ?? null }),
      ...(person === undefined || isSame(person, source.person) ? {} : { personId: person }),
      ...(lookup === undefined ? {} : { lookup }),
      ...(isSame(sourceType, source.sourceType) ? {} : { dataSourceType: sourceType }),
      ...(values.importNewData === false ? { importNewData: false } : {}),
      ...(values.backfill === 'none' ? { backfill: 'none' } : {}),
    },
    notes: [
      ...(values.backfill === 'part' || values.backfill === 'failed'
        ? [
            `The backfill of ${names[id] ?? id} is ${values.backfill === 'part' ? 'of some periods only' : 'failed'}, which cannot be declared: a plan asks for one of everything. Put backfill into lifecycle.ignore to leave it.`,
          ]
        : []),
      ...(source.isNamed && names[id] === undefined
        ? [`Adobe does not show the title of the dataset ${id}: write it in the place of its id.`]
        : []),
    ],
  };
}

interface Source {
  readonly from: JsonValue;
  readonly rank: number;
  /** Known by its title alone. */
  readonly isNamed: boolean;
  /** What the language takes where nothing is written. */
  readonly type: string;
  readonly person?: JsonValue;
  readonly sourceType: JsonValue;
}

const SCORES = { id: 'other', description: 'Customer AI scores' };

/** Where rows come from, as the pipeline refers to it. */
function sourceOf(pipeline: ImportingPipeline, address: string | undefined, title: string): Source {
  const parts = address === undefined ? undefined : parseAddress(address);
  const isOwn = parts?.pipeline === pipeline.metadata.name;
  if (parts?.kind === 'score-dataset') {
    const from = isOwn ? `scores.${parts.name}` : (address ?? '');
    const namespaces = new Set(pipeline.spec.inputs.map(({ identity }) => identity.namespace.toUpperCase()));
    const [namespace = ''] = namespaces;
    const isShared = isOwn && namespaces.size === 1;
    return {
      from,
      rank: 0,
      isNamed: false,
      type: parts.name === 'profile' ? 'profile' : 'event',
      sourceType: SCORES,
      ...(isShared ? { person: { identityMap: true, namespace } } : {}),
    };
  }
  const input = isOwn ? pipeline.spec.inputs.find(({ name }) => name === parts?.name) : undefined;
  if (input === undefined)
    return { from: { dataset: title }, rank: 2, isNamed: true, type: 'event', sourceType: { id: 'other' } };
  const { namespace, field } = input.identity;
  return {
    from: `inputs.${input.name}`,
    rank: 1,
    isNamed: false,
    type: 'event',
    person: field === 'identityMap' ? { identityMap: true, namespace: namespace.toUpperCase() } : { field },
    sourceType: { id: input.source === 'analyticsConnector' ? 'webData' : 'other' },
  };
}

/** Only profiles and events have a person (facts §4.2). */
function personOf(values: ReadDataset['values']): JsonValue | undefined {
  if (!('personId.identityMap' in values)) return undefined;
  if (values['personId.identityMap'] !== true) {
    const field = values['personId.field'];
    return field === null || field === undefined ? undefined : { field };
  }
  if (values['personId.usePrimaryNamespace'] === true)
    return { identityMap: true, usePrimaryNamespace: true };
  const namespace = values['personId.namespace'];
  return { identityMap: true, ...(namespace === null || namespace === undefined ? {} : { namespace }) };
}

function lookupOf(values: ReadDataset['values']): JsonValue | undefined {
  const key = values['lookup.key'];
  const matchingKeys = values['lookup.matchingKeys'];
  if (key === null || key === undefined || matchingKeys === null || matchingKeys === undefined)
    return undefined;
  return { key, matchingKeys };
}

function sourceTypeOf(values: ReadDataset['values']): JsonValue {
  const description = values['dataSourceType.description'];
  return {
    id: values['dataSourceType.id'] ?? 'other',
    ...(description === null || description === undefined ? {} : { description }),
  };
}
