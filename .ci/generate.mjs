/**
 * Generates what is checked in: from schemas/ the types of documents, the attribute tables, the compiled validator and the reference
 * of the language, and from the command line the reference of commands. `--check` writes nothing and exits 1 when one is stale.
 */
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import Ajv2020 from 'ajv/dist/2020.js';
import standaloneCode from 'ajv/dist/standalone/index.js';
import { build } from 'esbuild';
import { compile } from 'json-schema-to-typescript';
import { renderCommands } from './reference-commands.mjs';
import { renderLanguage } from './reference-language.mjs';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
const NOTE = 'Generated from schemas/ by .ci/generate.mjs. Do not edit.';
const HELP_NOTE = 'Generated from the help of the commands by .ci/generate.mjs. Do not edit.';
const ANNOTATIONS = new Set([
  'description',
  'examples',
  'default',
  'title',
  'enumDescriptions',
  'patternErrorMessage',
  '$comment',
  '$schema',
]);

const outputs = await generate(await readSchemas());
const isCheck = process.argv.includes('--check');
const stale = [];
for (const [path, text] of Object.entries(outputs)) {
  const current = await readFile(join(ROOT, path), 'utf8').catch(() => undefined);
  if (current === text) continue;
  stale.push(path);
  if (isCheck) continue;
  await mkdir(dirname(join(ROOT, path)), { recursive: true });
  await writeFile(join(ROOT, path), text);
}
for (const path of stale) console.log(`${isCheck ? 'stale' : 'written'}: ${path}`);
if (isCheck && stale.length > 0) {
  console.error('Run "node .ci/generate.mjs" and commit the result.');
  process.exitCode = 1;
}

async function generate(schemas) {
  return {
    'runner/model/pipeline.generated.ts': await generateTypes(schemas, { isComplete: true }),
    'runner/model/pipeline-written.generated.ts': await generateTypes(schemas, { isComplete: false }),
    'runner/model/attributes.generated.ts': generateAttributes(schemas),
    'runner/validate/pattern-messages.generated.ts': generatePatternMessages(schemas),
    'runner/validate/object-keys.generated.ts': generateObjectKeys(schemas),
    'runner/validate/schema-validator.generated.js': await generateValidator(schemas),
    'runner/validate/schema-validator.generated.d.ts': generateValidatorTypes(),
    'docs/reference/language.md': renderLanguage(schemas, (file, to) => follow(schemas, file, to), NOTE),
    'docs/reference/commands.md': await renderCommands(ROOT, HELP_NOTE),
  };
}

/** All schema files by their path below schemas/. */
async function readSchemas() {
  const names = (await readdir(join(ROOT, 'schemas'), { recursive: true })).map((name) =>
    name.split('\\').join('/'),
  );
  const schemas = new Map();
  for (const name of names.filter((each) => each.endsWith('.schema.json')).sort()) {
    schemas.set(name, JSON.parse(await readFile(join(ROOT, 'schemas', name), 'utf8')));
  }
  return schemas;
}

/** What a $ref points at, and the file that it stands in. */
function follow(schemas, file, reference) {
  const [path, pointer = ''] = reference.split('#');
  const target = path === '' ? file : posix.normalize(posix.join(posix.dirname(file), path));
  let schema = schemas.get(target);
  for (const key of pointer.split('/').slice(1)) schema = schema?.[key];
  if (schema === undefined) throw new Error(`${file}: nothing at "${reference}"`);
  return { file: target, schema };
}

/** Replaces every $ref by what it points at, so that the path of an error tells which branch it came from. */
function inline(schemas, file, schema, keep) {
  if (Array.isArray(schema)) return schema.map((item) => inline(schemas, file, item, keep));
  if (schema === null || typeof schema !== 'object') return schema;
  if (typeof schema.$ref === 'string') {
    const target = follow(schemas, file, schema.$ref);
    const { $ref: _, ...beside } = schema;
    return inline(schemas, target.file, keep({ ...target.schema, ...beside }), keep);
  }
  return Object.fromEntries(
    Object.entries(keep(schema)).map(([key, value]) => [key, inlineMember(schemas, file, key, value, keep)]),
  );
}

/** Below `properties` a key is a name of the language, not a keyword. */
function inlineMember(schemas, file, key, value, keep) {
  if (key !== 'properties') return inline(schemas, file, value, keep);
  return Object.fromEntries(
    Object.entries(value).map(([name, property]) => [name, inline(schemas, file, property, keep)]),
  );
}

function dropAnnotations(schema) {
  return Object.fromEntries(
    Object.entries(schema).filter(
      ([key]) => !ANNOTATIONS.has(key) && !key.startsWith('x-') && key !== '$defs',
    ),
  );
}

async function generateTypes(schemas, { isComplete }) {
  const defs = {};
  const root = {
    title: isComplete ? 'LanguageDocument' : 'WrittenDocument',
    oneOf: ['pipeline.schema.json', 'environment.schema.json'].map((file) =>
      toTypeSchema(schemas, file, schemas.get(file), { isComplete, defs }, true),
    ),
  };
  const text = await compile({ ...root, $defs: defs }, root.title, {
    bannerComment: `/** ${NOTE} */`,
    ignoreMinAndMaxItems: true,
    additionalProperties: false,
    format: true,
    style: { singleQuote: true, printWidth: 110 },
  });
  return text
    .replace(/^( +)((?:[A-Za-z]\w*|'[^']+')\??:(?: |$))/gm, '$1readonly $2')
    .replace(/^( +)(\[k: string\]: )/gm, '$1readonly $2')
    .replace(/: (\([^()]*\)|[A-Z]\w*|string|number)\[\];$/gm, ': readonly $1[];')
    .replace(/^export type (\w+) = ([A-Z]\w*|string|number)\[\];$/gm, 'export type $1 = readonly $2[];');
}

/** A schema with titles as the only references, so that each becomes one named type. */
function toTypeSchema(schemas, file, schema, context, isRoot = false) {
  if (Array.isArray(schema)) return schema.map((item) => toTypeSchema(schemas, file, item, context));
  if (schema === null || typeof schema !== 'object') return schema;
  if (context.isComplete && schema['x-normalized'] !== undefined) {
    const normalized = { ...schema['x-normalized'], description: schema.description };
    return toTypeSchema(schemas, file, normalized, context);
  }
  if (typeof schema.$ref === 'string') {
    const target = follow(schemas, file, schema.$ref);
    const { title } = target.schema;
    if (title === undefined || !isNamed(target.schema)) {
      const { description } = schema;
      const merged = { ...target.schema, ...(description === undefined ? {} : { description }) };
      delete merged.title;
      return toTypeSchema(schemas, target.file, merged, context);
    }
    if (context.defs[title] === undefined) {
      context.defs[title] = {};
      // A shape that is described where it is used keeps its own words in a comment, which editors do not show.
      const named = { description: target.schema.$comment, ...target.schema };
      context.defs[title] = toTypeSchema(schemas, target.file, named, context, true);
    }
    return { $ref: `#/$defs/${title}` };
  }
  if (!isRoot && schema.title !== undefined && schema.properties !== undefined) {
    const copy = toTypeSchema(schemas, file, schema, context, true);
    const known = context.defs[schema.title];
    if (known !== undefined && JSON.stringify(strip(known)) !== JSON.stringify(strip(copy))) {
      throw new Error(`two shapes have the title "${schema.title}"`);
    }
    context.defs[schema.title] = known ?? copy;
    return { $ref: `#/$defs/${schema.title}` };
  }
  return toTypeMembers(schemas, file, schema, context);
}

function strip({ description: _description, ...rest }) {
  return rest;
}

function isNamed(schema) {
  return schema.properties !== undefined || schema.oneOf !== undefined || schema.enum !== undefined;
}

function toTypeMembers(schemas, file, schema, context) {
  const result = {};
  for (const [key, value] of Object.entries(schema)) {
    if (key === 'examples' || key === 'default' || key === '$defs' || key.startsWith('x-')) continue;
    if (key === 'pattern' || key === 'propertyNames' || key === 'patternErrorMessage') continue;
    if (key === '$comment' || key === 'enumDescriptions') continue;
    if (key === 'properties') {
      result.properties = Object.fromEntries(
        Object.entries(value).map(([name, property]) => [
          name,
          toTypeSchema(schemas, file, property, context),
        ]),
      );
      continue;
    }
    result[key] = toTypeSchema(schemas, file, value, context);
  }
  if (context.isComplete && schema.properties !== undefined) {
    const defaulted = Object.entries(schema.properties).filter(
      ([, property]) => property.default !== undefined || property['x-default'] !== undefined,
    );
    result.required = [...new Set([...(schema.required ?? []), ...defaulted.map(([name]) => name)])];
  }
  return result;
}

function generateAttributes(schemas) {
  const tables = {};
  for (const [file, schema] of schemas) {
    const slug = /^kinds\/(.+)\.schema\.json$/.exec(file)?.[1];
    if (slug === undefined) continue;
    tables[slug] = [];
    collectAttributes(schemas, { file, schema, path: schema['x-cai']?.path ?? '' }, tables[slug]);
  }
  return [
    `/** ${NOTE} */`,
    "export type AttributeVisibility = 'visible' | 'afterRun' | 'hidden';",
    '',
    '/** One attribute of a kind: what shows it, and the control of Adobe’s screen that sets it. */',
    'export interface AttributeRow {',
    '  /** `[]` stands for a member of a list. */',
    '  readonly path: string;',
    '  readonly visibility: AttributeVisibility;',
    '  readonly immutable?: true;',
    '  readonly screen: string;',
    '  readonly label: string;',
    '  /** The API field that reads it back. */',
    '  readonly readBack?: string;',
    '  readonly description: string;',
    '}',
    '',
    '/** The attribute tables of all kinds, by slug. */',
    `export const ATTRIBUTES: Readonly<Record<string, readonly AttributeRow[]>> = ${JSON.stringify(tables, undefined, 2)};`,
    '',
  ].join('\n');
}

function collectAttributes(schemas, { file, schema, path, description }, rows) {
  if (typeof schema.$ref === 'string') {
    const target = follow(schemas, file, schema.$ref);
    const annotation = schema['x-cai'];
    if (annotation !== undefined) pushRow(rows, path, annotation, schema.description);
    // Another kind keeps its own table.
    if (target.file !== file && target.file.startsWith('kinds/')) return;
    const { 'x-cai': _, ...rest } = target.schema;
    collectAttributes(
      schemas,
      { file: target.file, schema: rest, path, description: schema.description },
      rows,
    );
    return;
  }
  if (schema['x-cai']?.label !== undefined) {
    pushRow(rows, path, schema['x-cai'], schema.description ?? description);
  }
  for (const branch of schema.oneOf ?? []) collectAttributes(schemas, { file, schema: branch, path }, rows);
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    const child = path === '' ? name : `${path}.${name}`;
    collectAttributes(schemas, { file, schema: property, path: child }, rows);
  }
  if (schema.items !== undefined) {
    collectAttributes(schemas, { file, schema: schema.items, path: `${path}[]` }, rows);
  }
}

function pushRow(rows, path, annotation, description) {
  rows.push({ path, ...annotation, description });
}

function generatePatternMessages(schemas) {
  const messages = {};
  const visit = (value) => {
    if (value === null || typeof value !== 'object') return;
    if (typeof value.pattern === 'string') {
      const known = messages[value.pattern];
      if (typeof value.patternErrorMessage !== 'string') throw new Error(`no message for ${value.pattern}`);
      if (known === undefined) messages[value.pattern] = value.patternErrorMessage;
      else if (known !== value.patternErrorMessage) throw new Error(`two messages for ${value.pattern}`);
    }
    for (const child of Object.values(value)) visit(child);
  };
  for (const schema of schemas.values()) visit(schema);
  return [
    `/** ${NOTE} */`,
    '',
    '/** What a pattern of the schemas asks for, in words. */',
    `export const PATTERN_MESSAGES: Readonly<Record<string, string>> = ${JSON.stringify(messages, undefined, 2)};`,
    '',
  ].join('\n');
}

/** The attributes of every mapping by the schema path that ajv reports, for "did you mean". */
function generateObjectKeys(schemas) {
  const tables = {};
  for (const [kind, file] of [
    ['Pipeline', 'pipeline.schema.json'],
    ['Environment', 'environment.schema.json'],
  ]) {
    tables[kind] = {};
    const visit = (schema, path) => {
      if (schema === null || typeof schema !== 'object') return;
      if (schema.type === 'object' && schema.properties !== undefined) {
        tables[kind][path] = Object.keys(schema.properties);
      }
      for (const [key, child] of Object.entries(schema)) visit(child, `${path}/${key}`);
    };
    visit(inline(schemas, file, schemas.get(file), dropAnnotations), '#');
  }
  return [
    `/** ${NOTE} */`,
    '',
    '/** The attributes of every mapping of a kind of document, by the path of its schema. */',
    `export const OBJECT_KEYS: Readonly<Record<'Pipeline' | 'Environment', Readonly<Record<string, readonly string[]>>>> = ${JSON.stringify(tables, undefined, 2)};`,
    '',
  ].join('\n');
}

async function generateValidator(schemas) {
  const ajv = new Ajv2020({
    allErrors: true,
    messages: false,
    allowUnionTypes: true,
    strict: true,
    code: { source: true, esm: true, lines: false },
  });
  const names = { validatePipeline: 'pipeline.schema.json', validateEnvironment: 'environment.schema.json' };
  const ids = {};
  for (const [name, file] of Object.entries(names)) {
    ajv.addSchema(inline(schemas, file, schemas.get(file), dropAnnotations), name);
    ids[name] = name;
  }
  const result = await build({
    stdin: { contents: standaloneCode(ajv, ids), resolveDir: ROOT, loader: 'js' },
    bundle: true,
    format: 'esm',
    platform: 'neutral',
    mainFields: ['main'],
    minify: true,
    write: false,
    logLevel: 'error',
    legalComments: 'none',
    charset: 'ascii',
  });
  return `/* ${NOTE} */\n${result.outputFiles[0].text}`;
}

function generateValidatorTypes() {
  return `/** ${NOTE} */

/** One error as ajv reports it. */
export interface SchemaError {
  readonly instancePath: string;
  readonly schemaPath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly message?: string;
}

/** Whether the value is valid; \`errors\` is set anew by each call. */
export interface SchemaValidator {
  (value: unknown): boolean;
  errors?: readonly SchemaError[] | null;
}

export declare const validatePipeline: SchemaValidator;
export declare const validateEnvironment: SchemaValidator;
`;
}
