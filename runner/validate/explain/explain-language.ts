import type {
  AdobeControl,
  AttributeExplanation,
  ChildAttribute,
  ExplanationIndex,
  JsonValue,
  KindExplanation,
  KindRegistry,
  ValueExplanation,
} from '../../model/index.ts';
import { type LanguageAttribute, listAttributes, readLanguage } from './read-language.ts';
import { asSchema, listOf, type Schema, type Schemas, textOf } from './schema.ts';
import { limitWords, typeWords } from './schema-words.ts';

/** The language as it is looked up. */
export interface Language {
  readonly schemas: Schemas;
  readonly documents: readonly LanguageAttribute[];
  readonly attributes: readonly LanguageAttribute[];
  readonly kinds: KindRegistry;
}

/** Reads the schemas once, for any number of questions. */
export function makeLanguage(schemas: Schemas, kinds: KindRegistry): Language {
  const documents = readLanguage(schemas);
  return { schemas, documents, attributes: documents.flatMap(listAttributes), kinds };
}

/** The attributes that a path names: from a document on, below either document, or below a kind (`data-view.timezone`). */
export function explainPath(language: Language, path: string): readonly AttributeExplanation[] {
  const [first = '', ...rest] = segmentsOf(path);
  const starts = rest.length === 0 ? [] : pathsOfKind(language, first).map(segmentsOf);
  const wanted = [[first, ...rest], ...starts.map((start) => [...start, ...rest])];
  return language.attributes
    .filter((attribute) => {
      const segments = segmentsOf(attribute.path);
      return wanted.some((one) => isSame(segments, one) || isSame(segments.slice(1), one));
    })
    .map(explainAttribute);
}

/** The attributes whose path ends in this one. */
export function explainEnd(language: Language, path: string): readonly AttributeExplanation[] {
  const wanted = segmentsOf(path);
  return language.attributes
    .filter(({ path }) => {
      const end = segmentsOf(path).slice(-wanted.length);
      // A free name would be the end of everything.
      return end[0] !== 'NAME' && isSame(end, wanted);
    })
    .map(explainAttribute);
}

/** A kind by its slug. */
export function explainKind(language: Language, kind: string): KindExplanation | undefined {
  const spec = language.kinds.get(kind);
  const first = language.attributes.find((attribute) => attribute.kind === kind);
  if (spec === undefined || first === undefined) return undefined;
  const { label, mode } = spec;
  const value = explainValue(first);
  const own = textOf(language.schemas.get(`kinds/${kind}.schema.json`)?.description);
  const paths = pathsOfKind(language, kind);
  return { topic: 'kind', kind, label, mode, paths, ...value, description: own ?? value.description };
}

/** Documents and kinds: where to begin. */
export function indexLanguage(language: Language): Omit<ExplanationIndex, 'codes'> {
  const kinds = [...language.kinds.keys()].flatMap((slug) => explainKind(language, slug) ?? []);
  return {
    documents: language.documents.map(childOf),
    kinds: kinds.map(({ kind, label, mode, description }) => ({ kind, label, mode, description })),
  };
}

/** Everything that can be asked about: kinds, and the paths of all attributes. */
export function listTopics({ kinds, attributes }: Language): readonly string[] {
  return [...kinds.keys(), ...attributes.map(({ path }) => path)];
}

function pathsOfKind({ attributes }: Language, kind: string): readonly string[] {
  return attributes.filter((attribute) => attribute.kind === kind).map(({ path }) => path);
}

/** The parts of a path; what stands in brackets says which member of a list, and that makes no difference here. */
function segmentsOf(path: string): readonly string[] {
  return path.replaceAll(/\[[^[\]]*\]/gu, '').split('.');
}

function isSame(segments: readonly string[], wanted: readonly string[]): boolean {
  return (
    segments.length === wanted.length &&
    wanted.every((segment, index) => segments[index] === segment || segments[index] === 'NAME')
  );
}

function explainAttribute(attribute: LanguageAttribute): AttributeExplanation {
  const { path, required, schema, kind } = attribute;
  const defaultFrom = textOf(schema['x-default']);
  const adobe = adobeOf(schema);
  return {
    topic: 'attribute',
    path,
    required,
    ...explainValue(attribute),
    ...(schema.default === undefined ? {} : { default: schema.default }),
    ...(defaultFrom === undefined ? {} : { defaultFrom }),
    ...(adobe === undefined ? {} : { adobe }),
    ...(kind === undefined ? {} : { kind }),
  };
}

function explainValue({ schema, children }: LanguageAttribute): ValueExplanation {
  const items = asSchema(schema.items);
  return {
    description: meaningOf(schema),
    type: typeWords(schema),
    allowed: [...allowedOf(schema), ...(items === undefined ? [] : allowedOf(items))],
    limits: limitWords(schema),
    examples: listOf(schema.examples),
    attributes: children.map(childOf),
  };
}

/** The description without the default that it ends in for editors: that is a line of its own here. */
function meaningOf(schema: Schema): string {
  const description = textOf(schema.description) ?? '';
  const isShown = schema.default !== undefined || schema['x-default'] !== undefined;
  return isShown ? (description.split(/ ?Default: /u)[0] ?? '') : description;
}

function allowedOf(schema: Schema): readonly JsonValue[] {
  return schema.const === undefined ? listOf(schema.enum) : [schema.const];
}

function childOf({ path, name, required, schema, form }: LanguageAttribute): ChildAttribute {
  return {
    path,
    name,
    type: typeWords(schema),
    required,
    allowed: allowedOf(schema),
    description: meaningOf(schema),
    ...(form === undefined ? {} : { form }),
  };
}

/** The annotation that the tables of attributes are generated from. */
function adobeOf(schema: Schema): AdobeControl | undefined {
  const annotation = asSchema(schema['x-cai']);
  const [screen, label] = [textOf(annotation?.screen), textOf(annotation?.label)];
  const visibility = textOf(annotation?.visibility);
  const readBack = textOf(annotation?.readBack);
  const isVisibility = visibility === 'visible' || visibility === 'afterRun' || visibility === 'hidden';
  if (screen === undefined || label === undefined || !isVisibility) return undefined;
  return {
    screen,
    label,
    visibility,
    ...(readBack === undefined ? {} : { readBack }),
    immutable: annotation?.immutable === true,
  };
}
