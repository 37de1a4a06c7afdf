import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Lexer } from 'yaml';
import { formatYaml, parseDocuments } from '../../runner/load/index.ts';
import { keyOrder } from '../../runner/validate/index.ts';

const format = (text: string): string => formatYaml(text, keyOrder).text;
const read = (text: string): readonly unknown[] =>
  parseDocuments('x.yaml', text).documents.map(({ value }) => value);

describe('the one form of YAML, with comments at odd places', () => {
  it.each([
    ['brackets', 'inputs: [ # c\n  { name: w }\n]\n', 'inputs:\n  [\n    # c\n    { name: w }\n  ]\n'],
    [
      'brackets within brackets',
      '- [ # c\n [ # d\n 1 ], { # e\n a: [ # f\n x ]} ]\n',
      '- [\n    # c\n    [\n      # d\n      1\n    ],\n    {\n      # e\n      a:\n        [\n          # f\n          x\n        ]\n    }\n  ]\n',
    ],
    ['an anchor', 'a: &x [ # c\n  b ]\n', 'a:\n  &x [\n    # c\n    b\n  ]\n'],
    ['nothing else', '---\n# only\n', '---\n# only\n'],
    ['nothing else, of two', 'a: 1\n---\n\n# only\n# comments\n', 'a: 1\n---\n\n# only\n# comments\n'],
    ['empty documents', '---\n# a\n---\n# b\n...\n', '---\n# a\n---\n# b\n...\n'],
    [
      'the end of a document',
      'a:\n    - 1 # one\n# end\n...\n---\n# only\n',
      'a:\n  - 1 # one\n\n# end\n...\n---\n# only\n',
    ],
    [
      'the mark of an end',
      'a: 1\n# e\n... # x\n# next\n---\nb: 1\n',
      'a: 1\n\n# e\n# x\n...\n# next\n---\nb: 1\n',
    ],
    ['a dash', 'a:\n- # c\n  1\n-\n  # d\n  [2]\n', 'a:\n  # c\n  - 1\n  # d\n  - [2]\n'],
  ])('keeps them: %s', (_, text, expected) => {
    expect(formatYaml(text, keyOrder)).toEqual({ text: expected });
    expect(format(expected)).toBe(expected);
  });

  it.each([
    ['? a\n# c\n? b\n', { line: 2, column: 1 }],
    ['a: 1 # fine\nb:\n  ? c\n  # d\n  ? e # also fine\n', { line: 4, column: 3 }],
    ['&x # c\r\n-   1\r\n', { line: 1, column: 4 }],
  ])('leaves a text to the byte, and names the comment, where it could get lost: %j', (text, comment) => {
    expect(formatYaml(text, keyOrder)).toEqual({ text, asWritten: { comment } });
  });

  it('never loses a comment or a value, aligns brackets, and is its own form', () => {
    fc.assert(
      fc.property(oddYaml(), (text) => {
        fc.pre(parseDocuments('x.yaml', text).diagnostics.length === 0);
        const once = formatYaml(text, keyOrder);
        expect(read(once.text)).toEqual(read(text));
        expect(commentsOf(once.text)).toEqual(commentsOf(text));
        expect(format(once.text)).toBe(once.text);
        expect(once.asWritten).toBeUndefined();
        expect(crookedLines(once.text)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});

function commentsOf(text: string): readonly string[] {
  return [...new Lexer().lex(text)]
    .filter((token) => token.startsWith('#'))
    .map((token) => token.trimEnd())
    .sort();
}

/** Lines that begin with a closing bracket in another column than the line of its opening one, and comments at the margin's side. */
function crookedLines(text: string): readonly string[] {
  const opened: number[] = [];
  return text.split('\n').filter((line) => {
    const code = /^[^#]*/u.exec(line)?.[0].trimEnd() ?? '';
    const start = code.length - code.trimStart().length;
    const isCrooked = /^ *[\]}]/u.test(code) && opened.pop() !== start;
    if (/[[{]$/u.test(code)) opened.push(/^ *(?:- )*/u.exec(code)?.[0].length ?? 0);
    return isCrooked || /^ #/u.test(line);
  });
}

/** Several documents with brackets over several lines, comments at every place in them, anchors, and marks of an end. */
function oddYaml(): fc.Arbitrary<string> {
  const notes = fc.constantFrom('', '', ' # why', ' # why\n   # and why', '\n # below');
  const word = fc.constantFrom('a', '"b c"', "'d'", '12', '""', '*x', `"${'long '.repeat(12)}"`, '"e\n   f"');
  const { flow } = fc.letrec<{ flow: string; list: string; map: string }>((tie) => ({
    flow: fc.oneof({ maxDepth: 3, depthSize: 'small' }, word, tie('list'), tie('map')),
    list: fc
      .tuple(fc.array(fc.tuple(tie('flow'), notes), { maxLength: 3 }), notes, notes)
      .map(([items, top, end]) => bracket('[]', items, [top, end])),
    map: fc
      .tuple(
        fc.uniqueArray(fc.tuple(fc.constantFrom('k', 'l', "'m n'"), tie('flow'), notes), {
          maxLength: 3,
          selector: ([key]) => key,
        }),
        notes,
        notes,
      )
      .map(([pairs, top, end]) =>
        bracket(
          '{}',
          pairs.map(([key, value, note]) => [`${key}: ${value}`, note]),
          [top, end],
        ),
      ),
  }));
  const value = fc.oneof(
    flow,
    fc
      .array(fc.tuple(notes, flow), { minLength: 1, maxLength: 2 })
      .map((items) =>
        items.map(([note, item]) => `\n    -${note === '' ? ' ' : `${note}\n      `}${item}`).join(''),
      ),
  );
  const page = fc.oneof(
    { arbitrary: fc.constantFrom('', '# only', '# only\n\n# more', '\n# only'), weight: 1 },
    {
      arbitrary: fc
        .tuple(value, value, notes, fc.constantFrom('', '# end', '  # end', '\n# end'))
        .map(([one, two, note, end]) => `spec: &x\n  name: w\nkind: ${one}${note}\nz: ${two}\n${end}`),
      weight: 4,
    },
  );
  const end = fc.constantFrom(
    '\n---\n',
    '\n--- # beside\n',
    '\n...\n---\n',
    '\n... # x\n---\n',
    '\n...\n# y\n---\n',
  );
  return fc
    .array(fc.tuple(page, end), { minLength: 1, maxLength: 3 })
    .map((pages) => pages.flat().slice(0, -1).join('').concat('\n'));
}

function bracket(
  [open = '', close = '']: string,
  items: readonly (readonly [string, string])[],
  [top, end]: readonly [string, string],
): string {
  const inside = items.map(([item, note]) => `${item},${note}`).join('\n      ');
  return `${open}${top}\n      ${inside}${end}\n      ${close}`;
}
