import {
  type ConnectionDataset,
  type ConnectionDeclaration,
  type DeclareContext,
  type DeclaredResource,
  formatAddress,
  type PersonId,
  type Pipeline,
  parseSourceReference,
  refToken,
  sourceAddress,
} from '../../../model/index.ts';
import { commonOf, Declaration, type DocumentPath } from '../declaration.ts';

const AT: DocumentPath = ['spec', 'connection'];

/** The connection of a pipeline, unless it uses that of another one, whose owner declares it. */
export function declareConnection({
  pipeline,
  environment,
  locate,
}: DeclareContext): readonly DeclaredResource[] {
  const connection = pipeline.spec.connection;
  if (connection === undefined || 'use' in connection) return [];
  const declared = new Declaration(locate);
  declareSettings(declared, connection);
  declared.set('sandbox', environment.sandbox, AT);
  for (const [index, dataset] of connection.datasets.entries()) {
    declareDataset(declared, { pipeline, dataset, at: [...AT, 'datasets', index] });
  }
  return [
    {
      address: formatAddress(pipeline.metadata.name, 'connection', connection.name),
      title: connection.title,
      values: declared.values,
      key: `${environment.sandbox}/${connection.title}`,
      sources: declared.sources,
      ...commonOf(connection, declared.locate(AT)),
    },
  ];
}

function declareSettings(declared: Declaration, connection: ConnectionDeclaration): void {
  const { title, description, tags, primaryIdType, rollingWindowMonths } = connection;
  declared.set('title', title, [...AT, 'title']);
  declared.set('description', description, [...AT, 'description']);
  declared.set('tags', listed(tags), [...AT, 'tags']);
  declared.set('primaryIdType', primaryIdType, [...AT, 'primaryIdType']);
  declared.set('rollingWindowMonths', rollingWindowMonths, [...AT, 'rollingWindowMonths']);
  declared.set('averageDailyEvents', connection.averageDailyEvents, [...AT, 'averageDailyEvents']);
  declared.set('containers', listed(connection.containers), [...AT, 'containers']);
}

interface PlacedDataset {
  readonly pipeline: Pipeline;
  readonly dataset: ConnectionDataset;
  readonly at: DocumentPath;
}

function declareDataset(declared: Declaration, { pipeline, dataset, at }: PlacedDataset): void {
  const reference = refToken(sourceAddress(pipeline, dataset.from));
  const set = (attribute: string, value: Parameters<Declaration['set']>[1]): void =>
    declared.set(`datasets[${reference}].${attribute}`, value, [...at, ...attribute.split('.')]);
  set('from', reference);
  set('type', dataset.type);
  const person = personOf(pipeline, dataset);
  if (person !== undefined) {
    for (const [attribute, value] of Object.entries(person)) set(`personId.${attribute}`, value);
  }
  if (dataset.lookup !== undefined) {
    const { key, matchingKeys, of } = dataset.lookup;
    set('lookup.key', key);
    set('lookup.matchingKeys', listed(matchingKeys));
    if (of !== undefined) set('lookup.of', refToken(sourceAddress(pipeline, of)));
  }
  const { id, description } = dataset.dataSourceType;
  set('dataSourceType.id', id);
  if (id === 'other') set('dataSourceType.description', description);
  set('importNewData', dataset.importNewData);
  set('backfill', dataset.backfill);
  declareHidden(set, dataset);
}

/** What no API shows is asked of a person, so only what was written is declared. */
function declareHidden(
  set: (attribute: string, value: string | number | boolean | undefined) => void,
  dataset: ConnectionDataset,
): void {
  for (const [attribute, value] of Object.entries(dataset.stitching ?? {}))
    set(`stitching.${attribute}`, value);
  if (dataset.transform) set('transform', true);
  for (const [attribute, value] of Object.entries(dataset.summary ?? {})) set(`summary.${attribute}`, value);
}

/** Whose rows these are: as written, else the identity of the input, else the namespace of the inputs within the identity map. */
function personOf(pipeline: Pipeline, dataset: ConnectionDataset): PersonId | undefined {
  if (dataset.type === 'lookup' || dataset.type === 'summary') return undefined;
  const written = dataset.personId;
  if (written?.field !== undefined && written.identityMap !== true) {
    return { identityMap: false, field: written.field };
  }
  if (written?.usePrimaryNamespace === true) return { identityMap: true, usePrimaryNamespace: true };
  const identity = identityOf(pipeline, dataset);
  if (written === undefined && identity !== undefined && identity.field !== 'identityMap') {
    return { identityMap: false, field: identity.field };
  }
  const namespace = written?.namespace ?? identity?.namespace ?? pipeline.spec.inputs[0]?.identity.namespace;
  return { identityMap: true, ...(namespace === undefined ? {} : { namespace }) };
}

function identityOf(pipeline: Pipeline, { from }: ConnectionDataset) {
  const target = parseSourceReference(from);
  const input = pipeline.spec.inputs.find(
    ({ name, dataset }) =>
      (target.type === 'input' && target.name === name) ||
      (target.type === 'dataset' && target.title === dataset),
  );
  return input?.identity;
}

function listed(items: readonly string[]): readonly string[] | undefined {
  return items.length === 0 ? undefined : [...items];
}
