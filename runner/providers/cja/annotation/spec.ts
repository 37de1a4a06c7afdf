import {
  type Annotation,
  ATTRIBUTES,
  type AttributePath,
  type AttributeSpec,
  type DeclareContext,
  type DeclaredResource,
  formatAddress,
  type JsonValue,
  type KindSpec,
  refToken,
} from '../../../model/index.ts';
import { toMetricName, toSet, toText } from '../canonical.ts';
import { commonOf, Declaration, type DocumentPath } from '../declaration.ts';

/** What follows from the place in the document and stands in no schema. */
const DATA_VIEW: AttributeSpec = {
  path: 'dataView',
  visibility: 'visible',
  immutable: true,
  screen: 'Annotations',
  label: 'Data view',
  readBack: 'dataId',
};

/** A note on days of a data view: the runner makes and changes it by API (facts §6.5). */
export const annotationSpec: KindSpec = {
  kind: 'annotation',
  mode: 'managed',
  label: 'CJA annotation',
  idSpace: 'annotation',
  attributes: [...(ATTRIBUTES.annotation ?? []), DATA_VIEW],
  observedAfter: ['data-view'],
  undeclared: 'differs',
  deletion: 'own',
  watched: true,
  ignoresChecks: true,
  requires: [],
  declare: declareAnnotations,
  normalize: normalizeAnnotation,
  steps: () => [],
  // A write, and a read-back in bulk.
  requestsPerWrite: 2,
};

function declareAnnotations({ pipeline, locate }: DeclareContext): readonly DeclaredResource[] {
  return pipeline.spec.dataViews.flatMap((view, viewIndex) => {
    const parent = formatAddress(pipeline.metadata.name, 'data-view', view.name);
    return view.annotations.map((annotation, index): DeclaredResource => {
      const at: DocumentPath = ['spec', 'dataViews', viewIndex, 'annotations', index];
      const declared = new Declaration(locate);
      declareSettings(declared, { annotation, parent, at });
      const { from, to } = annotation.on;
      return {
        address: formatAddress(pipeline.metadata.name, 'annotation', annotation.name),
        title: annotation.title,
        values: declared.values,
        key: `${parent}/${annotation.title}/${from}/${to}`,
        sources: declared.sources,
        ...commonOf(annotation, declared.locate(at)),
      };
    });
  });
}

function declareSettings(
  declared: Declaration,
  { annotation, parent, at }: { annotation: Annotation; parent: string; at: DocumentPath },
): void {
  const { title, description, on, color, metrics } = annotation;
  declared.set('title', title, [...at, 'title']);
  declared.set('description', description, [...at, 'description']);
  declared.set('dataView', refToken(parent), at);
  declared.set('on.from', on.from, [...at, 'on', 'from']);
  declared.set('on.to', on.to, [...at, 'on', 'to']);
  declared.set('color', color, [...at, 'color']);
  declared.set('metrics', [...metrics], [...at, 'metrics']);
}

function normalizeAnnotation(path: AttributePath, value: JsonValue): JsonValue {
  if (path === 'metrics') return toSet(Array.isArray(value) ? value.map(toMetricName) : value);
  return toText(value);
}
