import {
  type Component,
  type DeclareContext,
  type DeclaredResource,
  formatAddress,
  type JsonValue,
  type Pipeline,
  refToken,
  sourceAddress,
} from '../../../model/index.ts';
import { Declaration, type DocumentPath } from '../declaration.ts';

/** The components of each data view that lists any. */
export function declareComponents({ pipeline, locate }: DeclareContext): readonly DeclaredResource[] {
  return pipeline.spec.dataViews.flatMap((view, index): readonly DeclaredResource[] => {
    if (view.components.length === 0) return [];
    const at: DocumentPath = ['spec', 'dataViews', index, 'components'];
    const declared = new Declaration(locate);
    const parent = formatAddress(pipeline.metadata.name, 'data-view', view.name);
    declared.set('dataView', refToken(parent), at);
    for (const [place, component] of view.components.entries()) {
      declareComponent(declared, { pipeline, component, at: [...at, place] });
    }
    const source = declared.locate(at);
    return [
      {
        address: formatAddress(pipeline.metadata.name, 'data-view-components', view.name),
        title: view.title,
        values: declared.values,
        key: parent,
        lifecycle: view.lifecycle,
        sources: declared.sources,
        ...(source === undefined ? {} : { source }),
      },
    ];
  });
}

/** How a component is called in values and in Adobe's API: the same id may be a dimension and a metric. */
export function componentKey({ type, id }: Pick<Component, 'type' | 'id'>): string {
  return `${type === 'metric' ? 'metrics' : 'variables'}/${id}`;
}

interface PlacedComponent {
  readonly pipeline: Pipeline;
  readonly component: Component;
  readonly at: DocumentPath;
}

function declareComponent(declared: Declaration, { pipeline, component, at }: PlacedComponent): void {
  const key = componentKey(component);
  const set = (attribute: string, value: JsonValue | undefined): void =>
    declared.set(`components[${key}].${attribute}`, value, [...at, ...attribute.split('.')]);
  set('type', component.type);
  set('title', component.title);
  set('description', component.description);
  set('tags', listed(component.tags));
  const source = sourceOf(pipeline, component);
  declared.set(`components[${key}].source`, source, [
    ...at,
    component.path === undefined ? 'attribute' : 'path',
  ]);
  set('dataType', component.dataType);
  set('hidden', component.hidden);
  set('buckets', component.buckets as JsonValue | undefined);
  set('countType', component.countType);
  setAll(set, 'noValue', component.noValue);
  setAll(set, 'persistence', component.persistence);
  setAll(set, 'attribution', component.attribution);
  setAll(set, 'format', component.format);
  set('includeExclude', component.includeExclude as JsonValue | undefined);
  declareHidden(set, component);
}

/** Settings of which each member is an attribute of its own, so that what is left out is left alone. */
function setAll(
  set: (attribute: string, value: JsonValue | undefined) => void,
  name: string,
  members: object | undefined,
): void {
  for (const [member, value] of Object.entries(members ?? {})) set(`${name}.${member}`, value as JsonValue);
}

/** What no API shows is asked of a person, so only what was written is declared. */
function declareHidden(
  set: (attribute: string, value: JsonValue | undefined) => void,
  component: Component,
): void {
  if (component.lowerCase) set('lowerCase', true);
  set('substring', component.substring);
  set('deduplication', component.deduplication as JsonValue | undefined);
  set('labels', listed(component.labels));
  set('derivedField', component.derivedField);
}

/** Which field of which dataset: a score attribute by its name, since its path is known after the first run only. */
function sourceOf(pipeline: Pipeline, { from, attribute, member, path }: Component): JsonValue | undefined {
  if (from === undefined) return undefined;
  const dataset = refToken(sourceAddress(pipeline, from));
  if (attribute === undefined) return path === undefined ? { dataset } : { dataset, path };
  const isComposite = attribute === 'influentialFactors';
  return { dataset, attribute: isComposite ? `${attribute}.${member ?? 'code'}` : attribute };
}

function listed(items: readonly string[]): readonly string[] | undefined {
  return items.length === 0 ? undefined : [...items];
}
