import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codeFrame } from '../../runner/model/index.ts';

const range = (line: number, from: number, until: number) => ({
  file: 'f.yaml',
  start: { line, column: from },
  end: { line, column: until },
});

describe('codeFrame', () => {
  it('shows two lines before, one after, and underlines the range', () => {
    const lines = ['one: 1', 'two: 2', 'three: 3', 'four: 4', 'five: 5'];
    expect(codeFrame(lines, range(3, 8, 9))).toBe(
      ['  1 | one: 1', '  2 | two: 2', '> 3 | three: 3', '    |        ^', '  4 | four: 4'].join('\n'),
    );
  });

  it('keeps the underline in place after tabs and wide characters', () => {
    expect(codeFrame(['\t日本: x'], range(1, 6, 7)).split('\n')[1]).toBe(`    | ${' '.repeat(10)}^`);
  });

  it('shows characters that a terminal would obey as escapes', () => {
    const frame = codeFrame(['a: \u001b[31mred\u202e'], range(1, 4, 5));
    expect(frame).toContain('\\u001B[31mred\\u202E');
    expect(frame).toContain('^^^^^^');
  });

  it('cuts long lines around the range', () => {
    const frame = codeFrame([`${'x'.repeat(500)}HERE${'y'.repeat(500)}`], range(1, 501, 505));
    expect(frame).toContain('HERE');
    expect(Math.max(...frame.split('\n').map((line) => line.length))).toBeLessThan(200);
  });

  it('never throws and never passes a control character on', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: 'binary' }), { maxLength: 6 }),
        fc.nat(9),
        fc.nat(300),
        fc.nat(300),
        (lines, line, from, until) => {
          const frame = codeFrame(
            lines.map((each) => each.replaceAll('\n', '')),
            range(line + 1, from + 1, until + 1),
          );
          expect(frame.replaceAll('\n', '')).not.toMatch(/[\p{Cc}]/u);
          expect(frame).toContain('^');
        },
      ),
    );
  });
});
