import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Lexer } from 'yaml';
import { formatYaml, parseDocuments } from '../../runner/load/index.ts';
import { keyOrder } from '../../runner/validate/index.ts';

const format = (text: string): string => formatYaml(text, keyOrder).text;
const read = (text: string): readonly unknown[] =>
  parseDocuments('x.yaml', text).documents.map(({ value }) => value);

function commentsOf(text: string): readonly string[] {
  return [...new Lexer().lex(text)]
    .filter((token) => token.startsWith('#'))
    .map((token) => token.trimEnd())
    .sort();
}

describe('the one form of YAML', () => {
  it('puts attributes into the order of the schemas, comments and blank lines along with them', () => {
    const text = `# yaml-language-server: $schema=../schemas/pipeline.schema.json
kind: Pipeline
apiVersion: cai/v1 # of the language
spec:
    # what it learns from
    customerAi: {outputs: {cja: true, profile: true}, propensityType: conversion}

    # somebody else's
    inputs: # all of them
    -   dataset: "Luma Web Events"
        name: 'web'   # short


        source:   analyticsConnector
    unknown: 1
metadata:
    name: demo
`;
    expect(format(text)).toBe(`# yaml-language-server: $schema=../schemas/pipeline.schema.json
apiVersion: cai/v1 # of the language
kind: Pipeline
metadata:
  name: demo
spec:
  # somebody else's
  inputs: # all of them
    - name: web # short

      source: analyticsConnector
      dataset: Luma Web Events

  # what it learns from
  customerAi: { propensityType: conversion, outputs: { profile: true, cja: true } }
  unknown: 1
`);
  });

  it.each([
    ['a: "yes"\n', "a: 'yes'\n"],
    ['a: "012"\n', "a: '012'\n"],
    ['a: "2026-01-01"\n', "a: '2026-01-01'\n"],
    ['a: "b: c"\n', "a: 'b: c'\n"],
    [`a: 'it''s # so'\n`, `a: "it's # so"\n`],
    [`a: "it's"\n`, `a: it's\n`],
    ['a: "tab\\there"\n', 'a: "tab\\there"\n'],
    ['a: "no-break\\u00a0space"\n', 'a: "no-break\\u00a0space"\n'],
    ['a: ""\n', "a: ''\n"],
    ['a: 0x1F\n', 'a: 0x1F\n'],
    ['a: ~\nb:\n', 'a: ~\nb:\n'],
    ["a: 'x, y'\nb: ['x, y', \"z\"]\n", "a: x, y\nb: ['x, y', z]\n"],
    ['"a": 1\n', 'a: 1\n'],
  ])('quotes as little as the value allows: %j', (text, expected) => {
    expect(format(text)).toBe(expected);
  });

  it.each([
    [
      'a:\n    b: >-\n          folded\n          here\n\n    c: 1\n',
      'a:\n  b: >-\n    folded\n    here\n\n  c: 1\n',
    ],
    ['a:\n- |2\n   two\n  one\n', 'a:\n  - |2\n     two\n    one\n'],
    ['a: |+\n    kept\n\n\nb: 1\n', 'a: |+\n  kept\n\n\nb: 1\n'],
    ['a:   one\n   two\n', 'a: one\n  two\n'],
    ['a:\n- "one\n     two"\n', 'a:\n  - "one\n    two"\n'],
    ['a: > # why\n text\n', 'a: > # why\n  text\n'],
  ])('keeps the lines of a long text: %j', (text, expected) => {
    expect(format(text)).toBe(expected);
  });

  it('ends lines with a line feed', () => {
    expect(format('a: 1\r\nb: |\r\n  x\r\n  y\r\n')).toBe('a: 1\nb: |\n  x\n  y\n');
  });

  it('keeps the order of a document with aliases, and several documents of a file', () => {
    const aliased = 'kind: Pipeline\nspec: &a { x: 1 }\napiVersion: *a\n';
    expect(format(aliased)).toBe(aliased);
    expect(
      format('kind: Pipeline\napiVersion: cai/v1\n---\n# two\nkind: Environment\napiVersion: cai/v1\n'),
    ).toBe('apiVersion: cai/v1\nkind: Pipeline\n---\n# two\napiVersion: cai/v1\nkind: Environment\n');
  });

  it('is how the documents of the package are written', async () => {
    for (const name of ['account-upgrade.yaml', 'subscription-churn.yaml', 'environments/demo.yaml']) {
      const text = await readFile(join('pipelines', name), 'utf8');
      expect(format(text)).toBe(text);
    }
  });

  it('formats every well-formed example of a mistake without a change of meaning', async () => {
    const folder = join('test', 'fixtures', 'invalid');
    let formatted = 0;
    for (const name of await readdir(folder)) {
      const text = await readFile(join(folder, name), 'utf8').catch(() => '');
      if (parseDocuments(name, text).diagnostics.length > 0) continue;
      const once = formatYaml(text, keyOrder);
      expect({ name, asWritten: once.asWritten }).toEqual({ name, asWritten: undefined });
      expect(read(once.text)).toEqual(read(text));
      expect(format(once.text)).toBe(once.text);
      formatted += 1;
    }
    expect(formatted).toBeGreaterThan(50);
  });

  it.each([
    [
      'a block that goes elsewhere',
      'kind: Pipeline\nspec:\n  customerAi:\n    title: X\n    # last of X\n\n  # About inputs\n\n  inputs: [a]\n  # Do not touch\n  connection:\n    name: x\n',
      'kind: Pipeline\nspec:\n  # About inputs\n\n  inputs: [a]\n\n  customerAi:\n    title: X\n    # last of X\n  # Do not touch\n  connection:\n    name: x\n',
    ],
    [
      'nested lists',
      'a:\n- name: x\n  z:\n  - 1\n    # in 1\n  # in x\n# between\n- name: y\n  # in y\n# end\n',
      'a:\n  - name: x\n    z:\n      - 1 # in 1\n    # in x\n  # between\n  - name: y\n    # in y\n\n# end\n',
    ],
    [
      'blocks that end where others end',
      'a:\n    b:\n        - x\n        # of b\n       # of a\n        # of a too\n  # of all\n',
      'a:\n  b:\n    - x\n    # of b\n  # of a\n  # of a too\n\n# of all\n',
    ],
    [
      'attributes without a value',
      'a:\n  b:\n    # of b\n  # above c\n  c:\n# above d\nd: 1\n',
      'a:\n  b: # of b\n  # above c\n  c:\n# above d\nd: 1\n',
    ],
    [
      'a member of a list whose attributes change places',
      'kind: Pipeline\nspec:\n  inputs:\n    # about web\n    - dataset: d\n      # about its name\n      name: web\n    # about app\n    - dataset: e\n      name: app\n',
      'kind: Pipeline\nspec:\n  inputs:\n    # about web\n    # about its name\n    - name: web\n      dataset: d\n    # about app\n    - name: app\n      dataset: e\n',
    ],
    [
      'several documents',
      'a:\n  - 1\n  # of a\n# of one\n---\n# of two\nb:\n  c: 1\n  # of b\n#\n# of two\n',
      'a:\n  - 1\n  # of a\n\n# of one\n---\n# of two\nb:\n  c: 1\n  # of b\n\n#\n# of two\n',
    ],
  ])('keeps comments beside what they are about: %s', (_, text, expected) => {
    expect(formatYaml(text, keyOrder)).toEqual({ text: expected });
    expect(format(expected)).toBe(expected);
  });

  it('keeps a comment of any level before the same attribute', () => {
    fc.assert(
      fc.property(commentedYaml(), ({ text, wanted }) => {
        const once = formatYaml(text, keyOrder);
        expect(once.asWritten).toBeUndefined();
        expect(followersOf(once.text)).toEqual(wanted);
        expect(format(once.text)).toBe(once.text);
      }),
      { numRuns: 300 },
    );
  });

  it('never changes data or comments, and is its own form', () => {
    fc.assert(
      fc.property(yamlText(), (text) => {
        fc.pre(parseDocuments('x.yaml', text).diagnostics.length === 0);
        const once = formatYaml(text, keyOrder);
        expect(read(once.text)).toEqual(read(text));
        expect(commentsOf(once.text)).toEqual(commentsOf(text));
        expect(formatYaml(once.text, keyOrder).text).toBe(once.text);
        expect(once.asWritten).toBeUndefined();
      }),
      { numRuns: 300 },
    );
  });
});

/** Texts as people write them: blocks and brackets, any indentation, comments and blank lines at any place. */
function yamlText(): fc.Arbitrary<string> {
  const comment = fc.constantFrom('', '', '', ' # why', '   #because', ' # x: [ y ]');
  const above = fc.constantFrom(
    '',
    '',
    '',
    '# above',
    '\n',
    '\n# after a blank line',
    '# before one\n',
    '\n\n',
  );
  const key = fc.constantFrom(
    'kind',
    'apiVersion',
    'metadata',
    'spec',
    'name',
    'title',
    'inputs',
    'z',
    "'a key'",
  );
  const scalar = fc.constantFrom(
    'text',
    '"quoted"',
    "'single'",
    '12',
    'true',
    '~',
    "'no'",
    '"a # b"',
    'Pipeline',
    "'it''s'",
    '"\\t"',
    '[a, b]',
    '{ name: x, kind: "y" }',
    '[ 1,2 , [ 3 ] ]',
    '{}',
    '[]',
  );
  const width = fc.constantFrom(1, 2, 3, 4);
  const pad = (text: string, by: number): string =>
    text
      .split('\n')
      .map((line) => (line === '' ? '' : `${' '.repeat(by)}${line}`))
      .join('\n');
  const lines = (top: string, text: string): string => (top === '' ? text : `${top}\n${text}`);
  const long = fc.constantFrom(
    '|\n  one\n  two',
    '>-\n  one\n  two',
    '|+\n  one\n',
    '"one\n  two"',
    'one\n  two',
  );
  const tree = fc.letrec<{ block: string; map: string; list: string }>((tie) => ({
    block: fc.oneof({ depthSize: 'small', withCrossShrink: true }, tie('map'), tie('list')),
    map: fc
      .uniqueArray(
        fc.tuple(key, fc.oneof({ maxDepth: 3 }, scalar, long, tie('block')), comment, above, width),
        { minLength: 1, maxLength: 4, selector: ([name]) => name },
      )
      .map((pairs) =>
        pairs.map(([name, value, beside, top, by]) => lines(top, entry(name, value, beside, by))).join('\n'),
      ),
    list: fc
      .array(fc.tuple(fc.oneof({ maxDepth: 3 }, scalar, tie('map')), comment, above), {
        minLength: 1,
        maxLength: 3,
      })
      .map((items) =>
        items
          .map(([value, beside, top]) =>
            lines(top, `- ${value.includes('\n') ? pad(value, 2).trimStart() : value + beside}`),
          )
          .join('\n'),
      ),
  }));
  const entry = (name: string, value: string, beside: string, by: number): string => {
    const isBlock = /^(?:[a-zA-Z' ]+:|- |#|\n)/u.test(value) && !/^(?:\||>|"|one)/u.test(value);
    if (isBlock) return `${name}:${beside}\n${pad(value, by)}`;
    return value.includes('\n') ? `${name}: ${value}` : `${name}: ${value}${beside}`;
  };
  const odd = fc.array(fc.tuple(fc.nat(40), fc.nat(8)), { maxLength: 2 });
  return fc
    .tuple(tree.map, above, above, odd)
    .map(([map, top, end, comments]) => insertComments(`${lines(top, map)}\n${end}\n`, comments));
}

/** Comments in lines of their own, at any column. */
function insertComments(text: string, comments: readonly (readonly [number, number])[]): string {
  const lines = text.split('\n');
  for (const [line, column] of comments)
    lines.splice(line % lines.length, 0, `${' '.repeat(column)}# odd ${line}`);
  return lines.join('\n');
}

interface Branch {
  readonly key: string;
  readonly notes: number;
  readonly endNotes: number;
  /** Empty for an attribute with a text. */
  readonly below: readonly Branch[];
}

/**
 * Mappings with comments in the columns of their attributes, above every one and at the end of every mapping; and the attribute
 * that each comment stands before, or the mapping at whose end it stands. Every comment has a text of its own.
 */
function commentedYaml(): fc.Arbitrary<{
  readonly text: string;
  readonly wanted: Readonly<Record<string, string>>;
}> {
  const keys = ['spec', 'inputs', 'customerAi', 'connection', 'title', 'metadata', 'name', 'z'];
  const notes = fc.constantFrom(0, 0, 1, 2);
  const { branches } = fc.letrec<{ branches: readonly Branch[] }>((tie) => ({
    branches: fc.uniqueArray(
      fc.record({
        key: fc.constantFrom(...keys),
        notes,
        endNotes: notes,
        below: fc.oneof({ maxDepth: 4, withCrossShrink: true }, fc.constant([]), tie('branches')),
      }),
      { minLength: 1, maxLength: 4, selector: ({ key }) => key },
    ),
  }));
  return fc.tuple(branches, fc.constantFrom(1, 2, 4)).map(([top, width]) => {
    const wanted: Record<string, string> = {};
    const note = (place: string): string => {
      const name = `# note ${Object.keys(wanted).length}`;
      wanted[name] = place;
      return name;
    };
    const print = (list: readonly Branch[], path: string, indent: string): readonly string[] =>
      list.flatMap(({ key, notes: above, endNotes, below }) => {
        const own = `${path}/${key}`;
        const inner = `${indent}${' '.repeat(width)}`;
        return [
          ...Array.from({ length: above }, () => `${indent}${note(own)}`),
          `${indent}${key}:${below.length === 0 ? ' text' : ''}`,
          ...print(below, own, inner),
          ...Array.from(
            { length: below.length === 0 ? 0 : endNotes },
            () => `${inner}${note(`${own} ends`)}`,
          ),
        ];
      });
    // What comes first stays first, so that no comment is one of the whole document.
    const lines = ['apiVersion: cai/v1', 'kind: Pipeline', ...print(top, '', '')];
    return { text: `${lines.join('\n')}\n`, wanted };
  });
}

/** Which attribute follows each comment in its column, or the end of which mapping; for texts as `commentedYaml` makes them. */
function followersOf(text: string): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  let waiting: { readonly name: string; readonly column: number }[] = [];
  let open: { readonly key: string; readonly column: number }[] = [];
  const pathOf = (list: typeof open): string => list.map(({ key }) => `/${key}`).join('');
  const settle = (column: number): void => {
    for (const note of waiting.filter((each) => each.column > column))
      found[note.name] = `${pathOf(open.filter((each) => each.column < note.column))} ends`;
    waiting = waiting.filter((each) => each.column <= column);
  };
  for (const line of text.split('\n')) {
    const content = line.trimStart();
    const column = line.length - content.length;
    if (content.startsWith('#')) waiting.push({ name: content, column });
    else if (content !== '') {
      settle(column);
      open = [...open.filter((each) => each.column < column), { key: content.split(':')[0] ?? '', column }];
      for (const { name } of waiting) found[name] = pathOf(open);
      waiting = [];
    }
  }
  settle(-1);
  return found;
}
