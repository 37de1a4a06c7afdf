import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { insertYaml, parseDocuments } from '../../runner/load/index.ts';
import { toFreeName } from '../../runner/model/index.ts';

const KEYS = ['inputs', 'customerAi', 'connection', 'dataViews'];

const addView = (text: string, index = 0): string | undefined =>
  insertYaml(text, {
    index,
    parent: ['spec'],
    attribute: 'dataViews',
    isList: true,
    keys: KEYS,
    value: { name: 'new', title: 'A: title', session: { timeout: 60 } },
  });

const NEW = ['- name: new', "  title: 'A: title'", '  session: { timeout: 60 }'];
const at = (columns: number): string => NEW.map((line) => `${' '.repeat(columns)}${line}\n`).join('');

describe('a value put into a text', () => {
  it.each([
    ['spec:\n  inputs: [a]   # kept\n', `spec:\n  inputs: [a]   # kept\n  dataViews:\n${at(4)}`],
    ['spec:\n    a: 1\n\n    b: 2', `spec:\n\n    dataViews:\n${at(6)}    a: 1\n\n    b: 2`],
    [
      'spec:\n  dataViews: # these\n  - name: "old"\n# end\n',
      `spec:\n  dataViews: # these\n  - name: "old"\n${at(2)}# end\n`,
    ],
    ['spec:\n  dataViews: []   # none\n  z: 1\n', `spec:\n  dataViews:   # none\n${at(4)}  z: 1\n`],
    ['spec:\n  dataViews:\nkind: x\n', `spec:\n  dataViews:\n${at(4)}kind: x\n`],
    [
      'spec:\n  dataViews:\n    - name: a\n\n    - description: |\n        x\n\nmoved: []\n',
      `spec:\n  dataViews:\n    - name: a\n\n    - description: |\n        x\n\n${at(4)}\nmoved: []\n`,
    ],
  ])('leaves every other line as it was: %j', (text, expected) => {
    expect(addView(text)).toBe(expected);
  });

  it.each([
    [
      'spec:\n  customerAi:\n    schedule: x # when\n    # note\n\n      # more\n  # about z\n  z: 1\n',
      `spec:\n  customerAi:\n    schedule: x # when\n    # note\n\n      # more\n  dataViews:\n${at(4)}  # about z\n  z: 1\n`,
    ],
    ['spec:\n  inputs:\n    - a\n    # end', `spec:\n  inputs:\n    - a\n    # end\n  dataViews:\n${at(4)}`],
    [
      'spec:\n  inputs: 1\n\n  # about z\n  z: 1\n',
      `spec:\n  inputs: 1\n\n  dataViews:\n${at(4)}\n  # about z\n  z: 1\n`,
    ],
    [
      'spec:\n  dataViews:\n    - name: a\n      # about a\n    # of all\n  z: 1\n',
      `spec:\n  dataViews:\n    - name: a\n      # about a\n${at(4)}    # of all\n  z: 1\n`,
    ],
    [
      'spec:\r\n  inputs:\r\n    a: 1\r\n    # note\r\n# end\r\n',
      `spec:\r\n  inputs:\r\n    a: 1\r\n    # note\r\n  dataViews:\r\n${at(4).replaceAll('\n', '\r\n')}# end\r\n`,
    ],
  ])('leaves comments in the block in which they were written: %j', (text, expected) => {
    expect(addView(text)).toBe(expected);
  });

  it('goes into the document that is meant, with the line ends of the text', () => {
    const text = 'spec:\r\n  inputs: [a]\r\n---\r\nspec:\r\n  inputs: [b]\r\n';
    const expected = `${text}  dataViews:\r\n${at(4).replaceAll('\n', '\r\n')}`;
    expect(addView(text, 1)).toBe(expected);
  });

  it.each([
    'spec: { inputs: [a] }\n',
    'spec:\n  dataViews: [{ name: a }]\n',
    'a: &x [1]\nspec:\n  dataViews: *x\n',
    'spec: text\n',
    'other: 1\n',
  ])('goes nowhere where that would rewrite what is there: %j', (text) => {
    expect(addView(text)).toBeUndefined();
  });

  it('goes to no attribute that is there already', () => {
    const insertion = {
      index: 0,
      parent: ['spec'],
      attribute: 'connection',
      isList: false,
      keys: KEYS,
      value: { name: 'n' },
    };
    expect(insertYaml('spec:\n  connection:\n    name: a\n', insertion)).toBeUndefined();
    expect(insertYaml('spec:\n  inputs: 1\n  dataViews: []\n', insertion)).toBe(
      'spec:\n  inputs: 1\n  connection:\n    name: n\n  dataViews: []\n',
    );
  });

  it('is read back as it was given, whatever text it holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (title, line) => {
        const value = {
          name: 'n',
          title,
          description: `${line}\n${title}`,
          list: [title],
          map: { inner: line },
        };
        const insertion = {
          index: 0,
          parent: ['spec'],
          attribute: 'dataViews',
          isList: true,
          keys: KEYS,
          value,
        };
        const edited = insertYaml('spec: # about\n  inputs: 1\n', insertion);
        expect(parseDocuments('x.yaml', edited ?? '').documents[0]?.value).toEqual({
          spec: { inputs: 1, dataViews: [value] },
        });
      }),
      { numRuns: 200 },
    );
  });
});

describe('a name made from a title', () => {
  it('is always a name, free, and the same for the same title', () => {
    const taken = fc.array(fc.constantFrom('a', 'a-2', 'b', 'data-view', 'data-view-2', 'x'.repeat(63)));
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'grapheme', maxLength: 90 }),
          fc.constantFrom('A', 'B', 'x'.repeat(80), ''),
        ),
        taken,
        (title, names) => {
          const set = new Set(names);
          const name = toFreeName(title, set, 'data-view');
          expect(name).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
          expect(name.length).toBeLessThanOrEqual(63);
          expect(set.has(name)).toBe(false);
          expect(toFreeName(title, set, 'data-view')).toBe(name);
          expect(toFreeName(name, set, 'data-view')).toBe(name);
          expect(toFreeName(title, new Set([...set, name]), 'data-view')).not.toBe(name);
        },
      ),
    );
  });

  it.each([
    ['Umsätze 2026', 'umsatze-2026'],
    ['  --Éclair & Co.  ', 'eclair-co'],
    ['日本', 'data-view'],
  ])('%s is %s', (title, name) => {
    expect(toFreeName(title, new Set(), 'data-view')).toBe(name);
    expect(toFreeName(title, new Set([name]), 'data-view')).toBe(`${name}-2`);
  });
});
