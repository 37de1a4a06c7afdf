import { asSchema, type Schema, type Schemas, schemaList } from './schema.ts';

/** One attribute of the language, with its schema complete: references followed, annotations beside them kept. */
export interface LanguageAttribute {
  /** `pipeline.spec.inputs[].name`; `NAME` stands for a name that the user chooses. */
  readonly path: string;
  readonly name: string;
  readonly required: boolean;
  readonly schema: Schema;
  /** Where it, or each member of it, declares a resource. */
  readonly kind?: string;
  /** Number of the form of its parent that has it, where there are several with attributes. */
  readonly form?: number;
  readonly children: readonly LanguageAttribute[];
}

/** A schema and the file that it stands in, which references are relative to. */
interface Place {
  readonly file: string;
  readonly schema: Schema;
  readonly kind?: string;
}

/** Both kinds of documents as trees of attributes. The schemas are ours and hold no circle. */
export function readLanguage(schemas: Schemas): readonly LanguageAttribute[] {
  return ['pipeline', 'environment'].map((name) => {
    const place = follow(schemas, '', { $ref: `${name}.schema.json` });
    return readAttribute(schemas, place, { path: name, name, required: true });
  });
}

/** Every attribute of a tree, itself first. */
export function listAttributes(attribute: LanguageAttribute): readonly LanguageAttribute[] {
  return [attribute, ...attribute.children.flatMap(listAttributes)];
}

type Heading = Pick<LanguageAttribute, 'path' | 'name' | 'required' | 'form'>;

function readAttribute(schemas: Schemas, place: Place, heading: Heading): LanguageAttribute {
  const { place: inner, suffix } = enterLists(schemas, place);
  const kind = place.kind ?? inner.kind;
  return {
    ...heading,
    schema: complete(schemas, place),
    ...(kind === undefined ? {} : { kind }),
    children: readChildren(schemas, inner, `${heading.path}${suffix}`),
  };
}

/** A schema in which what a value is made of (members of a list, forms) needs no following any more. */
function complete(schemas: Schemas, { file, schema }: Place): Schema {
  const items = asSchema(schema.items);
  const forms = schemaList(schema.oneOf).map((form) => complete(schemas, follow(schemas, file, form)));
  return {
    ...schema,
    ...(items === undefined ? {} : { items: complete(schemas, follow(schemas, file, items)) }),
    ...(forms.length === 0 ? {} : { oneOf: forms }),
  };
}

/** The members of a list, of a list of lists: what has attributes, if anything does. */
function enterLists(schemas: Schemas, place: Place): { readonly place: Place; readonly suffix: string } {
  const items = asSchema(place.schema.items);
  if (items === undefined) return { place, suffix: '' };
  const inner = enterLists(schemas, follow(schemas, place.file, items));
  return { place: inner.place, suffix: `[]${inner.suffix}` };
}

function readChildren(schemas: Schemas, { file, schema }: Place, path: string): readonly LanguageAttribute[] {
  const forms = formsOf(schemas, file, schema);
  return forms.flatMap((place, index) => {
    const form = forms.length > 1 ? { form: index + 1 } : {};
    const required = new Set(Array.isArray(place.schema.required) ? place.schema.required : []);
    const named = Object.entries(asSchema(place.schema.properties) ?? {});
    const free = asSchema(place.schema.additionalProperties);
    return [...named, ...(free === undefined ? [] : [['NAME', free] as const])].map(([name, property]) =>
      readAttribute(schemas, follow(schemas, place.file, asSchema(property) ?? {}), {
        path: `${path}.${name}`,
        name,
        required: required.has(name),
        ...form,
      }),
    );
  });
}

/** The forms of a value that have attributes. */
function formsOf(schemas: Schemas, file: string, schema: Schema): readonly Place[] {
  return [schema, ...schemaList(schema.oneOf)]
    .map((form) => follow(schemas, file, form))
    .filter((place) => place.schema.properties !== undefined || asSchema(place.schema.additionalProperties));
}

/** What a reference stands for, with what is written beside it; a kind is known by its file. */
function follow(schemas: Schemas, file: string, schema: Schema): Place {
  const reference = schema['$ref'];
  if (typeof reference !== 'string') return { file, schema };
  const [path = '', pointer = ''] = reference.split('#');
  const target = path === '' ? file : joinPath(file, path);
  let found = schemas.get(target);
  for (const key of pointer.split('/').slice(1)) found = asSchema(found?.[key]);
  const { $ref: _, ...beside } = schema;
  const next = follow(schemas, target, found ?? {});
  const kind = pointer === '' ? /^kinds\/(.+)\.schema\.json$/u.exec(target)?.[1] : undefined;
  return { ...next, ...(kind === undefined ? {} : { kind }), schema: { ...next.schema, ...beside } };
}

/** A path relative to a file, without `..`. */
function joinPath(file: string, path: string): string {
  const parts = file.split('/').slice(0, -1);
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.') parts.push(part);
  }
  return parts.join('/');
}
