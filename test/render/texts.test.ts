import { describe, expect, it } from 'vitest';
import type { GuidedStep } from '../../runner/model/index.ts';
import { bytesText, countText, listText, numberText } from '../../runner/render/count-text.ts';
import { displayWidth } from '../../runner/render/display-width.ts';
import { toMarkdown, toMarkdownValue } from '../../runner/render/markdown-text.ts';
import { toPlain, toPlainJson } from '../../runner/render/plain-text.ts';
import { stepWords } from '../../runner/render/step-words.ts';
import { timeText } from '../../runner/render/time-text.ts';
import { shortValueText, valueText } from '../../runner/render/value-text.ts';
import { plainStyle } from './samples.ts';

const _style = plainStyle(80);

describe('texts', () => {
  it('count in English', () => {
    expect([
      countText(1, 'batch', 'batches'),
      countText(2, 'batch', 'batches'),
      countText(0, 'change'),
    ]).toEqual(['1 batch', '2 batches', '0 changes']);
    expect(numberText(1234567)).toBe('1,234,567');
    expect([bytesText(12), bytesText(2048), bytesText(400 * 1024 ** 3), bytesText(5 * 1024 ** 5)]).toEqual([
      '12 bytes',
      '2.0 KiB',
      '400 GiB',
      '5120 TiB',
    ]);
    expect([listText([]), listText(['a']), listText(['a', 'b', 'c'])]).toEqual(['', 'a', 'a, b and c']);
  });

  it('measure what a terminal shows', () => {
    expect([
      displayWidth('abc'),
      displayWidth('日本'),
      displayWidth('e\u0301'),
      displayWidth('\u001b[1mx\u001b[22m'),
    ]).toEqual([3, 4, 1, 1]);
  });

  it('show invisible characters as escapes', () => {
    expect(toPlain('a\tb\n\u001b[2J\u202e\ud800\u{e0041}é😀')).toBe(
      'a\\tb\\n\\u001B[2J\\u202E\\uD800\\u{E0041}é😀',
    );
    expect(JSON.parse(toPlainJson(JSON.stringify('\u202e\u{e0041}\u009b')))).toBe('\u202e\u{e0041}\u009b');
  });

  it('show times to the minute, and leave what is no time', () => {
    expect([timeText('2026-05-04T09:00:12.5Z'), timeText('Monday\n')]).toEqual([
      '2026-05-04 09:00 UTC',
      'Monday\\n',
    ]);
  });

  it('show values on one line', () => {
    expect(valueText({ a: [1, null, 'x y'], 'b~c': true })).toBe('{a: [1, null, "x y"], b~c: true}');
    expect(shortValueText('x'.repeat(50), 10)).toBe(`${'x'.repeat(10)}… (40 more characters)`);
  });

  it('keep Markdown as it was meant', () => {
    expect(toMarkdown('1. *a* <b> @me #3 http://x')).toBe(
      '1\\. \\*a\\* &lt;b&gt; @&#8203;me &#35;&#8203;3 http&#58;//x',
    );
    expect([toMarkdownValue('a.b'), toMarkdownValue('a`b'), toMarkdownValue('')]).toEqual([
      '`a.b`',
      'a&#96;b',
      '',
    ]);
  });
});

describe('the words of a step', () => {
  const words = (act: GuidedStep['act'], value?: string): string => {
    const { verb, join } = stepWords({
      screen: 'S',
      act,
      label: 'L',
      paths: [],
      ...(value === undefined ? {} : { value }),
    });
    return `${verb} L${join}`;
  };

  it('fit to what is done, with and without a value', () => {
    const acts: readonly GuidedStep['act'][] = [
      'open',
      'set',
      'add',
      'remove',
      'rename',
      'delete',
      'save',
      'check',
    ];
    expect(acts.map((act) => words(act, 'v'))).toEqual([
      'Open L:',
      'Set L to',
      'Use L to add',
      'Remove from L:',
      'Change L to',
      'Choose L for',
      'Choose L',
      'Check L:',
    ]);
    expect(acts.map((act) => words(act))).toEqual([
      'Open L',
      'Set L',
      'Choose L',
      'Remove L',
      'Change L',
      'Choose L',
      'Choose L',
      'Check L',
    ]);
    expect(words('set', '')).toBe('Clear L');
  });

  it('read a text of one endless word once, and not from each of its letters', () => {
    const word = 'a'.repeat(200_000);
    expect(valueText(`${word} p/kind/name~f1`)).toBe(`"${word} p/kind/name"`);
  });
});
