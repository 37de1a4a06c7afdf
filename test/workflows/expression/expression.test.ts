import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fillText, fillValue, isMet, Refusal, type Setting, type Value } from './index.ts';

const CONTEXTS = ['github', 'steps', 'matrix', 'inputs', 'env'];

const setting = (status = 'success', contexts: readonly string[] = CONTEXTS): Setting => ({
  place: { file: 'plan.yml', path: 'jobs.plan.if' },
  allowance: { contexts, hasStatus: true },
  scope: {
    contexts: new Map<string, Value>([
      ['github', { event_name: 'push', ref: 'refs/heads/main', event: { number: 7, labels: ['a', 'B'] } }],
      ['steps', { build: { outcome: 'success', outputs: { count: '3' } } }],
      ['matrix', { node: 20 }],
      ['inputs', { full: true, 'dry-run': false, empty: '' }],
      ['env', {}],
    ]),
    status: (name) => name === 'always' || name === status,
    mayLack: ([context, name]) => context === 'github' && name === 'event',
  },
});

const worth = (expression: string): Value => fillValue(`\${{ ${expression} }}`, setting());
const text = (template: string): string => fillText(template, setting());

describe('an expression', () => {
  it.each<[string, Value]>([
    ["'it''s'", "it's"],
    ['1.50', 1.5],
    ['-0x1', Number.NaN],
    ['0xff', 255],
    ['0o17', 15],
    ['1e3', 1000],
    ['true && null', null],
    ["'' || 'else'", 'else'],
    ["'a' && 'b'", 'b'],
    ['!false', true],
    ['!!0', false],
    ["!'' && 'x' || 'y'", 'x'],
    ['1 < 2 == true', true],
    ['github.event.number', 7],
    ["github['EVENT_NAME']", 'push'],
    ['github.event.labels[1]', 'B'],
    ['github.event.nothing.deeper', null],
    ["github.event[format('{0}', 'number')]", 7],
    ["inputs.dry-run || inputs['full']", true],
    ['steps.build.outputs.count == 3', true],
  ])('%s is worth %j', (expression, value) => expect(worth(expression)).toEqual(value));

  it.each<[string, boolean]>([
    ["'A' == 'a'", true],
    ["'a' < 'B'", true],
    ["'10' == 10", true],
    ["' 10 ' == 10", true],
    ["'' == 0", true],
    ['null == 0', true],
    ["null == ''", true],
    ['true == 1', true],
    ["'true' == true", false],
    ["'1' == true", true],
    ["'x' == 0", false],
    ["'x' != 0", true],
    ['NaN == NaN', false],
    ["'x' < 1", false],
    ["'x' >= 1", false],
    ['true > false', true],
    ['github.event == github.event', true],
    ["github.event == 'Object'", false],
    ["fromJSON('[]') == fromJSON('[]')", false],
    ["fromJSON('{}') && true", true],
    ["fromJSON('[]') == 0", false],
  ])('%s compares as GitHub compares: %s', (expression, value) => expect(worth(expression)).toBe(value));

  it.each<[string, Value]>([
    ["contains('Hello', 'ELL')", true],
    ["contains(github.event.labels, 'b')", true],
    ["contains(github.event.labels, 'c')", false],
    ['contains(123, 2)', true],
    ["startsWith('refs/heads/x', 'REFS/')", true],
    ["endsWith('a.yml', '.YML')", true],
    ["format('{0} {{x}} {1} {0}', 'a', 2)", 'a {x} 2 a'],
    ['join(github.event.labels)', 'a,B'],
    ["join(github.event.labels, ' + ')", 'a + B'],
    ['fromJSON(\'["demo"]\')[0]', 'demo'],
    ['toJSON(github.event.labels)', '[\n  "a",\n  "B"\n]'],
    ["FROMJSON('1')", 1],
  ])('%s is worth %j', (expression, value) => expect(worth(expression)).toEqual(value));

  it.each([
    ['', 'empty'],
    ['1 +', 'cannot be read'],
    ['"x"', 'cannot be read'],
    ['(1', 'missing'],
    ['1 2', 'behind its end'],
    ['&& 1', 'stands where'],
    ["'open", 'not closed'],
    ['github.event.labels.*', 'cannot be read'],
    ['github.event.labels.name', 'no properties'],
    ['github.evnt', 'there is no github.evnt'],
    ['matrix.os', 'there is no matrix.os'],
    ['steps.built.outputs.x', 'there is no steps.built'],
    ['steps.build.output.count', 'there is no steps.build.output'],
    ['secrets.ADOBE', 'context secrets is not available'],
    ['false && secrets.ADOBE', 'context secrets is not available'],
    ["hashFiles('x')", 'hashFiles is not known'],
    ["contains('x')", 'another number of arguments'],
    ["success('build')", 'takes no arguments'],
    ["fromJSON('{')", 'no JSON'],
    ["format('{1}', 'x')", 'no argument'],
    [`${'('.repeat(60)}1${')'.repeat(60)}`, 'levels'],
    [`${'!'.repeat(60)}1`, 'levels'],
    [`1${' && 1'.repeat(60)}`, 'levels'],
    [`'${'x'.repeat(21_001)}'`, 'characters'],
  ])('%s is refused, with file and place', (expression, reason) => {
    let refusal: unknown;
    try {
      worth(expression);
    } catch (error) {
      refusal = error;
    }
    expect(refusal).toBeInstanceOf(Refusal);
    expect((refusal as Refusal).message).toContain('plan.yml: jobs.plan.if');
    expect((refusal as Refusal).message).toContain(reason);
  });

  it('is worth something or is refused, whatever is written', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        ...['github', 'steps', 'event', 'x', 'true', 'null', 'NaN', '1', '0x1', "'a'", "''", '.', '[', ']'],
        ...[
          '(',
          ')',
          ',',
          '!',
          '==',
          '!=',
          '<',
          '<=',
          '>',
          '>=',
          '&&',
          '||',
          ' ',
          '*',
          '-',
          "'",
          '}',
          '{',
          '$',
        ],
        ...['contains(', 'format(', 'fromJSON(', 'toJSON(', 'join(', 'success()', 'hashFiles(', '__proto__'],
      ),
      fc.string({ maxLength: 3 }),
    );
    const expression = fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(fc.oneof(expression, fc.string({ unit: 'binary' })), (written) => {
        for (const attempt of [() => worth(written), () => text(written), () => isMet(written, setting())]) {
          try {
            expect(attempt()).not.toBe(undefined);
          } catch (error) {
            expect(error).toBeInstanceOf(Refusal);
          }
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('of literals is read back as it was written', () => {
    const literal = fc.oneof(fc.string(), fc.boolean(), fc.constant(null), fc.integer());
    const write = (value: Value): string =>
      typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value);
    fc.assert(
      fc.property(literal, (value) => {
        expect(worth(write(value))).toEqual(value);
      }),
    );
  });
});

describe('a text with expressions', () => {
  it.each([
    ['a ${{ 1 }}b${{ github.ref }}', 'a 1brefs/heads/main'],
    ["${{ '}}' }}!", '}}!'],
    ['${{ null }}|${{ true }}|${{ 0.1 }}|${{ 1e15 }}|${{ 0.000001 }}', '|true|0.1|1E+15|1E-06'],
    ['${{ github.event.labels }} ${{ github.event }}', 'Array Object'],
    ['$ { { x }}', '$ { { x }}'],
  ])('%s becomes %s', (template, value) => expect(text(template)).toBe(value));

  it('keeps the kind of an expression that stands alone', () => {
    expect(fillValue({ list: '${{ github.event.labels }}', text: 'x${{ 1 }}' }, setting())).toEqual({
      list: ['a', 'B'],
      text: 'x1',
    });
  });

  it('is refused where an expression is not closed', () => {
    expect(() => text('${{ 1 }')).toThrow('not closed');
  });
});

describe('an if', () => {
  it.each<[string | boolean | undefined, string, boolean]>([
    [undefined, 'success', true],
    [undefined, 'failure', false],
    ["github.event_name == 'push'", 'success', true],
    ["github.event_name == 'push'", 'failure', false],
    ["${{ github.event_name == 'push' }}", 'success', true],
    ["failure() && github.event_name == 'push'", 'failure', true],
    ['always()', 'cancelled', true],
    ['!cancelled()', 'failure', true],
    ['!cancelled()', 'cancelled', false],
    [true, 'success', true],
    [false, 'success', false],
    ["'false'", 'success', true],
  ])('%s after %s: %s', (condition, status, expected) => {
    expect(isMet(condition, setting(status))).toBe(expected);
  });

  it('that stands partly inside braces would always hold, and is refused', () => {
    expect(() => isMet("${{ github.ref }} == 'x'", setting())).toThrow('would always hold');
  });

  it('asks for no status where there is none', () => {
    const { allowance, ...others } = setting();
    const plain = { ...others, allowance: { ...allowance, hasStatus: false } };
    expect(() => fillText('${{ success() }}', plain)).toThrow('success is not available here');
  });
});
