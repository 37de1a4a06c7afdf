import {
  asMembers,
  type Members,
  readObject,
  readObjects,
  readText,
  readTexts,
} from '../../../host/index.ts';

/** Data usage labels of a dataset: those of the whole and those of single fields. */
export interface DataSetLabels {
  readonly labels: readonly string[];
  readonly fields: readonly { readonly path: readonly string[]; readonly labels: readonly string[] }[];
}

/** Labels that a schema or a field group carries on one of its fields. */
export interface FieldLabels {
  /** `$id` of the schema or field group. */
  readonly ownerId: string;
  readonly path: readonly string[];
  readonly labels: readonly string[];
}

/** Reads the answer of the labels API (`LabelPayload` of `dataset-service.yaml`). */
export function readDataSetLabels(body: Members): DataSetLabels {
  const fields = (readObjects(body, 'optionalLabels') ?? []).flatMap((item) => {
    const path = readSchemaPath(readText(readObject(item, 'option'), 'schemaPath') ?? '');
    const labels = readLabels(item, 'labels');
    return path.length === 0 || labels.length === 0 ? [] : [{ path, labels }];
  });
  return { labels: readLabels(body, 'labels'), fields };
}

/**
 * Reads label descriptors out of the list of all descriptors. The type stands in none of Adobe's files; Adobe's own client knows it
 * (aepp, `xdm:descriptorLabel` with `xdm:labels` on a field group). Where there is none, nothing is read.
 */
export function readFieldLabels(body: unknown): readonly FieldLabels[] {
  const members = asMembers(body);
  const items = readObjects(members, 'xdm:descriptorLabel') ?? readObjects(members, 'results') ?? [];
  return items.flatMap((item) => {
    const ownerId = readText(item, 'xdm:sourceSchema');
    const path = readSchemaPath(readText(item, 'xdm:sourceProperty') ?? '');
    const labels = readLabels(item, 'xdm:labels');
    return ownerId === undefined || labels.length === 0 ? [] : [{ ownerId, path, labels }];
  });
}

/** Labels are written `C9` and `core/C9`. */
function readLabels(item: Members, name: string): readonly string[] {
  return (readTexts(item, name) ?? []).map((label) => label.replace(/^core\//, ''));
}

/** `/properties/web/properties/name` and `/web/name` are the same field; the items of an array add nothing. */
function readSchemaPath(path: string): readonly string[] {
  const names = path.split('/').filter((name) => name !== '');
  if (names[0] !== 'properties') return names;
  // After "properties" comes a name, whatever it is.
  return names.filter((_name, index) => isName(names, index));
}

function isName(names: readonly string[], index: number): boolean {
  return index > 0 && names[index - 1] === 'properties' && !(index > 1 && isName(names, index - 1));
}
