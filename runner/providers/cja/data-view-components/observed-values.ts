import { type AttributePath, idToken, type JsonValue, type Values } from '../../../model/index.ts';
import { trimFieldPath } from '../canonical.ts';
import type { CjaComponent } from '../client/component.ts';
import { readSettings } from './observed-settings.ts';

/** What is known of datasets when components are read. */
export interface SourceContext {
  /** Where the score attributes of a dataset begin: `_luma.CustomerAI.KEY`, by dataset id. */
  readonly prefixes: ReadonlyMap<string, string>;
  /** Ids of the dataset that is desired for a component, newest object first. */
  readonly wantedDatasets: (key: string) => readonly string[];
}

/** A component as the planner sees it, by attribute path. Pure. */
export function componentValues(component: CjaComponent, context: SourceContext): Values {
  const key = component.id;
  const attributes: Readonly<Record<string, JsonValue | undefined>> = {
    type: key.startsWith('metrics/') ? 'metric' : 'dimension',
    title: component.name ?? '',
    description: component.description ?? '',
    tags: [...(component.tags ?? [])],
    source: sourceOf(component, context),
    dataType: component.type,
    hidden: component.hideFromReporting === true || component.hidden === true,
    countType: component.countType,
    ...readSettings(component),
  };
  const values: Record<AttributePath, JsonValue> = {};
  for (const [attribute, value] of Object.entries(attributes)) {
    if (value !== undefined) values[`components[${key}].${attribute}`] = value;
  }
  return values;
}

/**
 * Which field of which dataset a component shows. A field that several datasets share makes one component over all of them, so
 * the desired dataset is meant as soon as it is among them.
 */
function sourceOf(component: CjaComponent, context: SourceContext): JsonValue | undefined {
  const ids = [...(component.dataSetIds ?? [])].sort();
  const path = pathOf(component, ids);
  if (path === undefined) return undefined;
  const wanted = context.wantedDatasets(component.id).find((id) => ids.includes(id));
  const id = wanted ?? ids[0];
  if (id === undefined) return { path };
  const dataset = idToken('dataset', id);
  const attribute = attributeOf(path, context.prefixes.get(id));
  return attribute === undefined ? { dataset, path } : { dataset, attribute };
}

/** The field; ids of profile and lookup fields begin with the dataset's (facts §5.4). */
function pathOf({ schemaPath, sourceFieldId }: CjaComponent, ids: readonly string[]): string | undefined {
  const written = schemaPath ?? sourceFieldId;
  if (written === undefined || written === '') return undefined;
  const path = trimFieldPath(written.replace(/[[\]*]/g, ''));
  const owner = ids.find((id) => path.startsWith(`${id}.`));
  return owner === undefined ? path : path.slice(owner.length + 1);
}

function attributeOf(path: string, prefix: string | undefined): string | undefined {
  const start = prefix === undefined ? '' : trimFieldPath(prefix);
  return start !== '' && path.startsWith(`${start}.`) ? path.slice(start.length + 1) : undefined;
}
