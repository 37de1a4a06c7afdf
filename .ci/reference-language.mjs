/**
 * `docs/reference/language.md`: every attribute of the language, from the schemas. A section for each document and each kind of
 * resource, and one for each shape that several of them share, so that nothing is listed twice.
 */
import { toCell, toCode, typeWords } from './reference-words.mjs';

const DOCUMENTS = [
  ['Pipeline', 'pipeline.schema.json'],
  ['Environment', 'environment.schema.json'],
];

/** The kinds as a pipeline goes through them; one that is not here comes last. */
const KINDS = [
  'input-dataset',
  'customer-ai-instance',
  'score-dataset',
  'score-export',
  'connection',
  'data-view',
  'data-view-components',
  'data-view-access',
  'annotation',
];

/** Shapes that stand in `common.schema.json` and have attributes, by their name there. */
const SHARED = ['condition', 'populationCondition', 'period', 'lifecycle', 'adopt', 'sourceReference'];

/** The page of the language. `follow` finds what a reference points at. */
export function renderLanguage(schemas, follow, note) {
  const kinds = [...schemas.keys()].filter((file) => file.startsWith('kinds/')).sort(byOrder);
  const sections = [
    ...DOCUMENTS.map(([heading, file]) => ({ heading, file, schema: schemas.get(file) })),
    ...kinds.map((file) => ({ heading: slugOf(file), file, schema: schemas.get(file) })),
    ...SHARED.map((name) => sharedSection(schemas, name)),
  ];
  return [
    `<!-- ${note} -->`,
    '# Attributes',
    '',
    'Every attribute of the language; [the language](../language.md) goes through it by example. A required attribute has an asterisk. Where',
    'no default is given, an attribute that is left out means that there is none. `[]` stands for each member of a list.',
    '',
    `Documents: ${links(DOCUMENTS.map(([heading]) => heading))}. Kinds of resources: ${links(kinds.map(slugOf))}.`,
    `Shared by several: ${links(SHARED.map(headingOf))}.`,
    ...sections.flatMap((section) => renderSection(section, follow)),
    '',
  ].join('\n');
}

function byOrder(one, other) {
  const [first, second] = [one, other].map((file) => KINDS.indexOf(slugOf(file)) >>> 0);
  return first - second;
}

function sharedSection(schemas, name) {
  const file = 'common.schema.json';
  return { heading: headingOf(name), file, schema: schemas.get(file).$defs[name] };
}

function renderSection({ heading, file, schema }, follow) {
  const rows = [];
  collectRows({ file, schema, path: '' }, follow, rows);
  return [
    '',
    `## ${heading}`,
    '',
    toCell(schema.description ?? schema.$comment),
    '',
    '| attribute | value | default | meaning | example |',
    '|---|---|---|---|---|',
    ...rows.map((cells) => `| ${cells.join(' | ')} |`),
  ];
}

/** The rows of all attributes below a schema, in the order of the schema. */
function collectRows({ file, schema, path }, follow, rows) {
  const { file: place, schema: inner, path: start } = enterLists({ file, schema, path }, follow);
  const forms = [inner, ...(inner.oneOf ?? [])].filter((form) => form.properties !== undefined);
  for (const [index, form] of forms.entries()) {
    if (index > 0) rows.push(['or instead', '', '', '', '']);
    const required = new Set(form.required ?? []);
    for (const [name, property] of Object.entries(form.properties)) {
      const child = start === '' ? name : `${start}.${name}`;
      addRow({ file: place, schema: property, path: child, isRequired: required.has(name) }, follow, rows);
    }
  }
}

function addRow({ file, schema, path, isRequired }, follow, rows) {
  const target = resolve(file, schema, follow);
  const section = sectionOf(enterReferences(file, schema, follow));
  const before = rows.length;
  rows.push(undefined);
  if (section === undefined) collectRows({ ...target, path }, follow, rows);
  const hasMembers = rows.length > before + 1;
  const { meaning, written } = splitDefault(path, target.schema);
  rows[before] = [
    `\`${path}\`${isRequired ? ' \\*' : ''}`,
    `${typeWords(target, (part) => resolve(part.file, part.schema, follow))}${section === undefined ? '' : `, see ${links([section])}`}`,
    written,
    toCell(meaning),
    // What is listed below, or in a section of its own, has examples there.
    hasMembers || (section !== undefined && target.schema.oneOf === undefined)
      ? ''
      : (target.schema.examples ?? []).map(toCode).join(', '),
  ];
}

/** What is inside of lists, and lists of lists; the path says so. */
function enterLists({ file, schema, path }, follow) {
  const target = resolve(file, schema, follow);
  if (target.schema.items === undefined) return { ...target, path };
  if (sectionOf(enterReferences(target.file, target.schema.items, follow)) !== undefined) {
    return { ...target, schema: {}, path };
  }
  return enterLists({ file: target.file, schema: target.schema.items, path: `${path}[]` }, follow);
}

/** A schema with what its reference points at; what is written beside the reference wins. */
function resolve(file, schema, follow) {
  if (typeof schema.$ref !== 'string') return { file, schema };
  const target = follow(file, schema.$ref);
  const { $ref: _, ...beside } = schema;
  const next = resolve(target.file, target.schema, follow);
  return { file: next.file, schema: { ...next.schema, ...beside } };
}

/** The reference that a schema is, or that the members of its list are. */
function enterReferences(file, schema, follow) {
  if (typeof schema.$ref === 'string') {
    const target = follow(file, schema.$ref);
    const pointer = schema.$ref.split('#')[1] ?? '';
    const found = { file: target.file, name: pointer.split('/').at(-1) ?? '' };
    if (sectionOf(found) !== undefined) return found;
    return enterReferences(target.file, target.schema, follow);
  }
  return schema.items === undefined ? undefined : enterReferences(file, schema.items, follow);
}

/** The heading under which a shape is listed, where it has one. */
function sectionOf(reference) {
  if (reference === undefined) return undefined;
  if (reference.file.startsWith('kinds/')) return slugOf(reference.file);
  return SHARED.includes(reference.name) ? headingOf(reference.name) : undefined;
}

/** A description ends in its default, which has a column of its own here. */
function splitDefault(path, { description, default: value }) {
  const [meaning, ...said] = description.split(/ ?Default: /);
  if (said.length > 1) throw new Error(`two defaults in the description of ${path}`);
  if (said.length === 1 && !said[0].endsWith('.')) throw new Error(`no full stop at the end of ${path}`);
  const isWritten = value !== null && value !== undefined && typeof value !== 'object';
  if (isWritten && value !== '') return { meaning, written: toCode(value) };
  return { meaning, written: said.length === 0 ? '' : toCell(said[0].slice(0, -1)) };
}

function slugOf(file) {
  return file.slice('kinds/'.length, -'.schema.json'.length);
}

/** `populationCondition` is read as "population condition". */
function headingOf(name) {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

function anchorOf(heading) {
  return heading.toLowerCase().replaceAll(' ', '-');
}

function links(headings) {
  return headings.map((heading) => `[${heading}](#${anchorOf(heading)})`).join(', ');
}
