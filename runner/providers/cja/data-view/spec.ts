import {
  ATTRIBUTES,
  type AttributePath,
  type DeclareContext,
  type DeclaredResource,
  type DataView as DeclaredView,
  formatAddress,
  type JsonValue,
  type KindSpec,
  pathPattern,
  refToken,
} from '../../../model/index.ts';
import { toKnown, toMetricName, toSet, toText } from '../canonical.ts';
import { commonOf, connectionAddress, Declaration, type DocumentPath } from '../declaration.ts';
import { makeDataViewImport } from './write.ts';

const UNITS: readonly string[] = ['minutes', 'hours', 'days', 'weeks'];

/** A CJA data view: the runner makes and changes it by API (facts §5). */
export const dataViewSpec: KindSpec = {
  kind: 'data-view',
  mode: 'managed',
  label: 'CJA data view',
  idSpace: 'data-view',
  attributes: ATTRIBUTES['data-view'] ?? [],
  observedAfter: ['connection'],
  undeclared: 'differs',
  deletion: 'own',
  watched: true,
  requires: [],
  declare: declareDataViews,
  normalize: normalizeDataView,
  steps: () => [],
  importing: makeDataViewImport(normalizeDataView),
  // An update reads, writes, and is read back in bulk.
  requestsPerWrite: 3,
};

function declareDataViews({ pipeline, locate }: DeclareContext): readonly DeclaredResource[] {
  return pipeline.spec.dataViews.map((view, index): DeclaredResource => {
    const at: DocumentPath = ['spec', 'dataViews', index];
    const declared = new Declaration(locate);
    const connection = connectionAddress(pipeline.metadata.name, view.connection);
    declareSettings(declared, { view, connection, at });
    return {
      address: formatAddress(pipeline.metadata.name, 'data-view', view.name),
      title: view.title,
      values: declared.values,
      key: `${connection}/${view.title}`,
      sources: declared.sources,
      ...commonOf(view, declared.locate(at)),
    };
  });
}

function declareSettings(
  declared: Declaration,
  { view, connection, at }: { view: DeclaredView; connection: string; at: DocumentPath },
): void {
  const { title, description, timezone, session, segments, containerNames } = view;
  declared.set('title', title, [...at, 'title']);
  declared.set('description', description, [...at, 'description']);
  declared.set('connection', refToken(connection), [...at, 'connection']);
  declared.set('timezone', timezone, [...at, 'timezone']);
  declared.set('session.timeout', session.timeout, [...at, 'session', 'timeout']);
  declared.set('session.unit', session.unit, [...at, 'session', 'unit']);
  declared.set('session.startsWith', [...session.startsWith], [...at, 'session', 'startsWith']);
  declared.set('segments', [...segments], [...at, 'segments']);
  for (const name of ['event', 'session', 'person'] as const) {
    declared.set(`containerNames.${name}`, containerNames[name], [...at, 'containerNames', name]);
  }
  declared.set('externalId', view.externalId, [...at, 'externalId']);
  declared.set('curationEnabled', view.curationEnabled, [...at, 'curationEnabled']);
}

const NORMALIZERS: Readonly<Record<string, (value: JsonValue) => JsonValue>> = {
  title: toText,
  description: toText,
  timezone: toText,
  'session.unit': toUnit,
  'session.startsWith': (value) => toSet(Array.isArray(value) ? value.map(toMetricName) : value),
  segments: toSet,
  'containerNames.event': toText,
  'containerNames.session': toText,
  'containerNames.person': toText,
  externalId: (value) => (toText(value) === '' ? null : toText(value)),
};

function normalizeDataView(path: AttributePath, value: JsonValue): JsonValue {
  const normalize = NORMALIZERS[pathPattern(path)];
  return normalize === undefined ? value : normalize(value);
}

/** `MINUTE` goes in, `minute` comes out, and people write `minutes` (facts §5.2). */
function toUnit(value: JsonValue): JsonValue {
  return toKnown(
    typeof value === 'string' && !value.toLowerCase().endsWith('s') ? `${value}s` : value,
    UNITS,
  );
}
