import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { ATTRIBUTES } from '../../runner/model/index.ts';

const ROOT = join(import.meta.dirname, '../..');
const FILES = readdirSync(join(ROOT, 'schemas'), { recursive: true })
  .map(String)
  .filter((name) => name.endsWith('.json'))
  .sort();

type Schema = { readonly [key: string]: unknown };

const SCHEMAS = new Map(
  FILES.map((file) => [file, JSON.parse(readFileSync(join(ROOT, 'schemas', file), 'utf8')) as Schema]),
);

/** Every schema within a schema, with its path. */
function* walk(schema: unknown, path: string): Generator<readonly [string, Schema]> {
  if (schema === null || typeof schema !== 'object') return;
  if (!Array.isArray(schema)) yield [path, schema as Schema];
  for (const [key, child] of Object.entries(schema)) {
    if (key === 'examples' || key === 'default' || key === 'x-cai') continue;
    yield* walk(child, `${path}/${key}`);
  }
}

const ALL = [...SCHEMAS].flatMap(([file, schema]) => [...walk(schema, file)]);
const PROPERTIES = ALL.filter(([path]) => /\/properties\/[^/]+$/.test(path) && !/x-normalized/.test(path));

describe('the schemas', () => {
  it('compile without a complaint in strict mode, as an editor reads them', () => {
    const ajv = new Ajv2020({ strict: true, allowUnionTypes: true });
    for (const keyword of ['x-cai', 'x-default', 'x-normalized', 'patternErrorMessage', 'enumDescriptions'])
      ajv.addKeyword(keyword);
    for (const [file, schema] of SCHEMAS)
      ajv.addSchema({ ...schema, $id: `https://schemas.invalid/${file}` });
    for (const file of FILES) expect(ajv.getSchema(`https://schemas.invalid/${file}`)).toBeTypeOf('function');
  });

  it('describe every attribute and give an example of it', () => {
    const bare = PROPERTIES.filter(
      ([, schema]) => typeof schema.description !== 'string' || !Array.isArray(schema.examples),
    );
    expect(bare.map(([path]) => path)).toEqual([]);
  });

  it('say in the description what counts where nothing is written: editors show no default', () => {
    const silent = PROPERTIES.filter(([, schema]) => {
      const { description, default: value, 'x-default': inWords } = schema;
      const isSaid = !['string', 'number', 'boolean'].includes(typeof value) || value === '';
      const expected = isSaid ? (inWords === undefined ? '' : 'Default: ') : `Default: ${value}.`;
      return !String(description).includes(expected);
    });
    expect(silent.map(([path]) => path)).toEqual([]);
  });

  it('keep the words of a shared shape out of the way of those where it is used: editors show the first', () => {
    const annotated = PROPERTIES.filter(([, schema]) => '$ref' in schema && 'x-cai' in schema);
    const names = annotated.map(([, schema]) => String(schema['$ref']).split('/$defs/')[1]);
    expect(names).toContain('sourceReference');
    const shapes = SCHEMAS.get('common.schema.json')?.['$defs'] as Readonly<Record<string, Schema>>;
    const loud = names.filter((name) =>
      ['description', 'examples'].some((key) => key in (shapes[String(name)] ?? {})),
    );
    expect(loud).toEqual([]);
  });

  it('allow no attribute that is not described', () => {
    const open = ALL.filter(
      ([path, schema]) =>
        schema.type === 'object' && schema.additionalProperties !== false && !path.endsWith('/variables'),
    );
    expect(open.map(([path]) => path)).toEqual([]);
  });

  it('refuse control characters in every text', () => {
    const texts = ALL.filter(([, schema]) => schema.type === 'string' && schema.enum === undefined);
    const allowing = texts.filter(([path, schema]) => {
      if (path.includes('x-normalized')) return false;
      return schema.pattern === undefined || new RegExp(String(schema.pattern), 'u').test('a\u0000');
    });
    expect(allowing.map(([path]) => path)).toEqual([]);
  });

  it('have no pattern that takes long on a long text', () => {
    const patterns = new Set(
      ALL.flatMap(([, schema]) => (typeof schema.pattern === 'string' ? [schema.pattern] : [])),
    );
    // A nested repetition without a delimiter between its rounds backtracks without bound.
    for (const pattern of patterns) expect(pattern).not.toMatch(/\(\[[^\]]*\][+*]\)[+*]/);
    for (const pattern of patterns)
      expect(new RegExp(pattern, 'u').test(`${'a'.repeat(20_000)}\u0000`)).toBe(false);
  });

  it('say of every attribute of a kind how it is seen, and where a person sets it', () => {
    expect(Object.keys(ATTRIBUTES).sort()).toEqual(
      FILES.filter((file) => file.startsWith('kinds'))
        .map((file) => file.slice('kinds/'.length, -'.schema.json'.length))
        .sort(),
    );
    for (const [kind, rows] of Object.entries(ATTRIBUTES)) {
      const paths = rows.map(({ path }) => path);
      expect(new Set(paths).size, kind).toBe(paths.length);
      for (const row of rows) expect(row.description, row.path).toBeTypeOf('string');
    }
  });

  it('are what the checked-in generated files were made from', () => {
    const run = () =>
      execFileSync(process.execPath, [join(ROOT, '.ci/generate.mjs'), '--check'], { encoding: 'utf8' });
    expect(run()).toBe('');
  }, 60_000);
});

describe('examples within the schemas', () => {
  it('are valid themselves', () => {
    const ajv = new Ajv2020({ strict: false });
    for (const [file, schema] of SCHEMAS)
      ajv.addSchema({ ...schema, $id: `https://schemas.invalid/${file}` });
    const wrong = PROPERTIES.flatMap(([path, schema]) => {
      const [file, ...keys] = path.split(/(?<=\.json)\/|\//);
      const index = path.indexOf('.json') + 5;
      const validate = ajv.getSchema(`https://schemas.invalid/${path.slice(0, index)}#${path.slice(index)}`);
      const examples = (schema.examples ?? []) as readonly unknown[];
      return examples
        .filter((example) => validate?.(example) === false)
        .map((example) => [file, keys.join('/'), example]);
    });
    // `spec` shows its outline only.
    expect(wrong.filter(([, path]) => path !== 'properties/spec')).toEqual([]);
  });
});
