import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDocuments } from '../../runner/load/index.ts';
import type { DocumentPath } from '../../runner/model/index.ts';

const TEXT = `a:
  b: 1
  empty:
list:
  - n: 1
    m: two words
shared: &x { k: v }
again: *x
`;

describe('locate', () => {
  const document = parseDocuments('file.yaml', TEXT).documents[0];
  const at = (path: DocumentPath, part: 'key' | 'value'): string => {
    const range = document?.locate(path, part);
    return `${range?.start.line}:${range?.start.column}-${range?.end.line}:${range?.end.column}`;
  };

  it.each([
    [['a', 'b'], 'value', '2:6-2:7'],
    [['a', 'b'], 'key', '2:3-2:4'],
    [['a', 'empty'], 'value', '3:3-3:8'],
    [['list', 0], 'key', '5:5-5:6'],
    [['list', 0, 'm'], 'value', '6:8-6:17'],
    [['again', 'k'], 'value', '7:17-7:18'],
  ] as const)('%j (%s) stands at %s', (path, part, expected) => {
    expect(at(path, part)).toBe(expected);
  });

  it.each([
    [['a', 'missing'], '1:1-1:2'],
    [['list', 0, 'missing'], '5:5-5:6'],
    [['list', 7], '4:1-4:5'],
    [['missing'], '1:1-1:2'],
  ] as const)('what is missing at %j is shown at the mapping where it is missing', (path, expected) => {
    expect(at(path, 'value')).toBe(expected);
  });

  it('takes no tag that would make something else than plain data', () => {
    for (const text of [
      '!!binary aGk=',
      '!!set {a, b}',
      '!!omap [a: 1]',
      '!!pairs [a: 1]',
      '!!timestamp 2026-01-01',
    ]) {
      const { documents, diagnostics } = parseDocuments('x.yaml', `value: ${text}\n`);
      expect(diagnostics.map(({ code }) => code)).toContain('unknown-tag');
      for (const { value } of documents) expect(JSON.parse(JSON.stringify(value))).toEqual(value);
    }
  });

  it('counts columns the same with Windows line ends', () => {
    const windows = parseDocuments('file.yaml', TEXT.replaceAll('\n', '\r\n')).documents[0];
    expect(windows?.locate(['list', 0, 'm'])).toEqual(document?.locate(['list', 0, 'm']));
    expect(windows?.value).toEqual(document?.value);
    expect(windows?.lines[5]).toBe('    m: two words');
  });
});

describe('parseDocuments', () => {
  it('reads several documents of one file and passes empty ones by', () => {
    const { documents, diagnostics } = parseDocuments('f.yaml', 'a: 1\n---\n# nothing\n---\nb: 2\n---\n');
    expect(documents.map(({ index, value }) => [index, value])).toEqual([
      [0, { a: 1 }],
      [2, { b: 2 }],
    ]);
    expect(diagnostics).toEqual([]);
    expect(documents[1]?.locate(['b']).start.line).toBe(5);
  });

  it.each([[''], ['# only a comment\n'], ['---\n---\n'], ['null\n']])('%j is an empty document', (text) => {
    const { documents, diagnostics } = parseDocuments('f.yaml', text);
    expect(documents).toEqual([]);
    expect(diagnostics.map(({ code }) => code)).toEqual(['empty-document']);
  });

  it('refuses aliases that expand without end before expanding them', () => {
    const levels = Array.from({ length: 30 }, (_, n) =>
      n === 0
        ? 'l0: &l0 [x, x]'
        : `l${n}: &l${n} [${Array(10)
            .fill(`*l${n - 1}`)
            .join(', ')}]`,
    );
    const { documents, diagnostics } = parseDocuments('f.yaml', levels.join('\n'));
    expect(documents).toEqual([]);
    expect(diagnostics.map(({ code }) => code)).toEqual(['alias-limit']);
  });

  it('refuses nesting that no pipeline has', () => {
    for (const text of ['['.repeat(100_000), 'a: '.concat('{b: '.repeat(5_000)), '- '.repeat(5_000)]) {
      const { documents, diagnostics } = parseDocuments('f.yaml', text);
      expect(documents).toEqual([]);
      expect(diagnostics[0]?.code).toBe('yaml-syntax');
    }
  });

  it('keeps keys that mean something to JavaScript as data', () => {
    const { documents } = parseDocuments('f.yaml', '__proto__: { polluted: true }\nconstructor: 1\n');
    expect(Object.keys(documents[0]?.value ?? {})).toEqual(['__proto__', 'constructor']);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it('reads words and times as text, as YAML 1.2 does', () => {
    const { documents } = parseDocuments('f.yaml', 'a: yes\nb: 12:30:00\nc: 2026-01-01\nd: 012\n');
    expect(documents[0]?.value).toEqual({ a: 'yes', b: '12:30:00', c: '2026-01-01', d: 12 });
  });

  it('reports every problem of a file', () => {
    const { diagnostics } = parseDocuments(
      'f.yaml',
      'a: 1\na: 2\nb: !x y\nc: 99999999999999999999\n---\nd: [\n',
    );
    expect(diagnostics.map(({ code }) => code)).toEqual([
      'duplicate-key',
      'unknown-tag',
      'unsafe-integer',
      'yaml-syntax',
    ]);
  });

  it('never throws, and every place lies within the text', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        'a: ',
        '- ',
        '\n',
        '  ',
        '\t',
        '[',
        '{',
        '}',
        ']',
        '&a ',
        '*a',
        '!t ',
        '"',
        "'",
        '|',
        '---\n',
        '<<: ',
        '\r\n',
        '? ',
        '%YAML 1.1\n',
      ),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const text = pieces.join('');
        const { documents, diagnostics } = parseDocuments('f.yaml', text);
        const lines = text.split('\n').length;
        for (const { source } of diagnostics) {
          expect(source?.start.line).toBeGreaterThan(0);
          expect(source?.start.line).toBeLessThanOrEqual(lines);
          expect(source?.start.column).toBeGreaterThan(0);
        }
        for (const document of documents) {
          for (const path of [[], ['a'], [0], ['a', 0, 'b']]) {
            expect(document.locate(path).start.line).toBeLessThanOrEqual(lines);
          }
        }
        expect(documents.length + diagnostics.length).toBeGreaterThan(0);
      }),
      { numRuns: 500 },
    );
  });
});
